import { request as plain, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as secure } from 'node:https'
import { setTimeout as wait } from 'node:timers/promises'
import { at, mapping, text } from '../_kubernetes/reading.ts'
import { ApiRefusal, clusterError, type Asked } from './errors.ts'
import type { Connection } from './connection.ts'

/** MiB. A page of 500 secrets of the largest size that etcd takes would have it. */
const largest = 768

/** Attempts at one call, with the pauses that the server asks for between them. */
const attempts = 4

export interface GetOptions {
  readonly asked: Asked
  readonly query?: Readonly<Record<string, string>>
  /** Other than `application/json`. */
  readonly accept?: string
}

/**
 * What an API server answers to a GET, as JSON. Tries again what was throttled, and what is away for a moment. Throws
 * {@link ApiRefusal} for 404 and 410, which mean something to whoever asked, and `collect-*` for all else.
 */
export async function getJson(connection: Connection, path: string, options: GetOptions): Promise<unknown> {
  const { asked } = options
  for (let attempt = 1; ; attempt++) {
    try {
      return await getOnce(connection, path, options)
    } catch (error) {
      if (!(error instanceof ApiRefusal)) throw clusterError(error, asked)
      if (error.status === 404 || error.status === 410) throw error
      const passing = error.status === 429 || error.status === 503 || error.status === 504
      if (!passing || attempt === attempts) throw clusterError(error, asked)
      const seconds = Math.min(error.retryAfter ?? 0.2 * 2 ** attempt, 10)
      await wait(seconds * 1000, undefined, { signal: asked.signal }).catch((stopped: unknown) => {
        throw clusterError(stopped, asked)
      })
    }
  }
}

async function getOnce(connection: Connection, path: string, { asked, query, accept }: GetOptions): Promise<unknown> {
  const url = new URL(`${connection.server.replace(/\/$/, '')}${path}`)
  for (const [key, value] of Object.entries(query ?? {})) url.searchParams.set(key, value)
  const authorised = await connection.authorise()
  const headers = { ...authorised.headers, accept: accept ?? 'application/json', 'user-agent': 'evenkeel' }
  const answer = await send(url, { ...authorised, headers, method: 'GET', signal: asked.signal })
  const body = await bodyOf(answer)
  const status = answer.statusCode ?? 0
  if (status !== 200) throw refusal(status, body, answer)
  const parsed: unknown = JSON.parse(body)
  if (mapping(parsed) === undefined) throw new ApiRefusal(status, 'NoObject')
  return parsed
}

function send(url: URL, options: RequestOptions): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'http:' ? plain : secure)(url, options, resolve)
    request.on('error', reject)
    request.end()
  })
}

async function bodyOf(answer: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of answer) {
    const bytes = chunk as Uint8Array
    size += bytes.length
    if (size > largest * 1024 * 1024) throw new ApiRefusal(answer.statusCode ?? 0, 'TooLarge')
    chunks.push(bytes)
  }
  if (!answer.complete) throw Object.assign(new Error('cut off'), { code: 'ECONNRESET' })
  return Buffer.concat(chunks).toString('utf8')
}

/** A refusal by its Status object; a proxy may answer in another language. */
function refusal(status: number, body: string, answer: IncomingMessage): ApiRefusal {
  const seconds = Number(answer.headers['retry-after'])
  const after = Number.isFinite(seconds) && answer.headers['retry-after'] !== undefined ? { retryAfter: seconds } : {}
  try {
    const said: unknown = JSON.parse(body)
    const goOn = text(at(said, 'metadata', 'continue'))
    return new ApiRefusal(status, text(at(said, 'reason')) ?? '', { ...after, ...(goOn === undefined ? {} : { goOn }) })
  } catch {
    return new ApiRefusal(status, '', after)
  }
}
