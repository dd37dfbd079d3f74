import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { catalogue, EvenkeelError, fail, type ErrorCode } from '../errors/catalogue.ts'
import { startDeadline } from '../platform/deadline.ts'

/** What a running service writes into its data directory, for the commands of whoever may read it. `token` is a secret. */
export interface ServerFile {
  readonly url: string
  readonly token: string
  readonly pid: number
}

export const serverFileName = 'server.json'

/** One request. `path` begins with `/v1/`; its parts are encoded by the caller (`encodeURIComponent`). */
export interface ServerCall {
  readonly method?: 'GET' | 'POST' | 'DELETE'
  readonly path: string
  /** What is undefined is left out. */
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>
  /** Sent as JSON. */
  readonly body?: unknown
  /** Sent as it is, as NDJSON. */
  readonly lines?: AsyncIterable<string>
  /** Until the answer has begun; 30 when left out. */
  readonly timeoutSeconds?: number
}

/** A running service, for commands. Every method throws the problem that the service tells, or `server-unreachable`. */
export interface ServerClient {
  readonly url: string
  /** The answer of a call that went well. */
  readonly call: (call: ServerCall) => Promise<Response>
  /** Its JSON. */
  readonly json: <T>(call: ServerCall) => Promise<T>
  readonly text: (call: ServerCall) => Promise<string>
}

export interface ServerClientOptions {
  readonly env: Readonly<Record<string, string | undefined>>
  /** Absolute: where `server.json` is looked for, when no server is named. */
  readonly dataDirectory: string
  /** `--server`. */
  readonly server?: string | undefined
  /** Aborts what is under way. */
  readonly signal?: AbortSignal | undefined
}

/**
 * The service that a command talks to: `--server`, else EVENKEEL_URL, with EVENKEEL_TOKEN; else the one that holds the data directory.
 * Undefined: none is named, and none holds it (a file that one left behind when it was killed counts as one, until it is called).
 * Throws `server-url`.
 */
export async function serverClient(options: ServerClientOptions): Promise<ServerClient | undefined> {
  const { env, dataDirectory, signal } = options
  const named = options.server ?? notEmpty(env['EVENKEEL_URL'])
  const token = notEmpty(env['EVENKEEL_TOKEN'])
  if (named !== undefined) return clientOf(checkedUrl(named), token, signal)
  const file = await readServerFile(dataDirectory)
  if (file === undefined) return undefined
  const url = checkedUrl(file.url)
  // The file came with the directory, perhaps in somebody's repository: a token of ours goes no further than this machine by it.
  return clientOf(url, isHere(url) ? (token ?? file.token) : file.token, signal)
}

/** The same, where a service is needed. Throws `server-none`. */
export async function requiredServer(options: ServerClientOptions): Promise<ServerClient> {
  const client = await serverClient(options)
  if (client === undefined) throw fail('server-none', { directory: options.dataDirectory })
  return client
}

/** What the service that holds a data directory wrote there; undefined when there is nothing that can be read as that. */
export async function readServerFile(directory: string): Promise<ServerFile | undefined> {
  const text = await readFile(join(directory, serverFileName), 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  try {
    const value = JSON.parse(text) as Partial<ServerFile> | null
    const { url, token, pid } = value ?? {}
    if (typeof url === 'string' && typeof token === 'string' && typeof pid === 'number') return { url, token, pid }
  } catch {
    // Half written: whoever wrote it is about to write it anew.
  }
  return undefined
}

function notEmpty(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === '' ? undefined : text.trim()
}

function isHere(url: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(new URL(url).hostname)
}

/** A base without a slash at its end. No error quotes what may hold a password. */
function checkedUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !['http:', 'https:'].includes(url.protocol))
    throw fail('server-url', { problem: 'it is no URL that begins with http:// or https://' })
  if (url.username !== '' || url.password !== '') throw fail('server-url', { problem: 'it holds a name or a password' })
  if (url.search !== '' || url.hash !== '') throw fail('server-url', { problem: 'it has a query or a fragment' })
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '')
}

function clientOf(url: string, token: string | undefined, signal: AbortSignal | undefined): ServerClient {
  const call = async (call: ServerCall): Promise<Response> => {
    const response = await send(url, token, call, signal)
    if (response.ok) return response
    throw await problemOf(url, response)
  }
  return {
    url,
    call,
    json: async <T>(request: ServerCall) => {
      const response = await call(request)
      return read(url, async () => (await response.json()) as T)
    },
    text: async (request) => {
      const response = await call(request)
      return read(url, () => response.text())
    },
  }
}

async function send(
  url: string,
  token: string | undefined,
  call: ServerCall,
  outer: AbortSignal | undefined,
): Promise<Response> {
  const { method = 'GET', path, query = {}, body, lines, timeoutSeconds = 30 } = call
  const target = new URL(`${url}${path}`)
  for (const [name, value] of Object.entries(query))
    if (value !== undefined) target.searchParams.set(name, String(value))
  const headers: Record<string, string> = { accept: 'application/json, application/problem+json, */*' }
  if (token !== undefined) headers['authorization'] = `Bearer ${token}`
  if (lines !== undefined) headers['content-type'] = 'application/x-ndjson'
  else if (body !== undefined) headers['content-type'] = 'application/json'
  const payload =
    lines === undefined
      ? body === undefined
        ? {}
        : { body: JSON.stringify(body) }
      : { body: encoded(lines), duplex: 'half' as const }
  const deadline = startDeadline(outer ?? new AbortController().signal, timeoutSeconds)
  try {
    // A redirect would carry the token to wherever it leads.
    return await fetch(target, { method, headers, redirect: 'error', signal: deadline.signal, ...payload })
  } catch (error) {
    if (outer?.aborted === true) throw error
    throw fail(
      'server-unreachable',
      { url, reason: deadline.expired() ? `it did not answer within ${timeoutSeconds} s` : reasonOf(error) },
      error,
    )
  } finally {
    deadline.clear()
  }
}

async function* encoded(lines: AsyncIterable<string>): AsyncIterable<Uint8Array> {
  const encoder = new TextEncoder()
  for await (const line of lines) yield encoder.encode(line.endsWith('\n') ? line : `${line}\n`)
}

async function read<T>(url: string, body: () => Promise<T>): Promise<T> {
  try {
    return await body()
  } catch (error) {
    throw fail(
      'server-answer',
      { url, problem: error instanceof SyntaxError ? 'an answer that is no JSON' : 'an answer that broke off' },
      error,
    )
  }
}

/** The words of the system, without addresses or values: `ECONNREFUSED`. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error
  if (cause instanceof AggregateError) return reasonOf(cause.errors[0])
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string') return cause.code
  return cause instanceof Error ? cause.message : 'the connection failed'
}

/** What a service tells, as the error that it was there. */
async function problemOf(url: string, response: Response): Promise<EvenkeelError> {
  const problem = (await response.json().catch(() => undefined)) as
    { readonly code?: unknown; readonly detail?: unknown; readonly remedy?: unknown } | null | undefined
  const { code, detail, remedy } = problem ?? {}
  if (typeof code === 'string' && Object.hasOwn(catalogue, code) && typeof detail === 'string') {
    const known = code as ErrorCode
    return new EvenkeelError(known, detail, typeof remedy === 'string' ? remedy : '', catalogue[known].exit, {
      status: response.status,
    })
  }
  if (typeof detail === 'string') return fail('server-answer', { url, problem: `${response.status}: ${detail}` })
  return fail('server-answer', { url, problem: `the status ${response.status}` })
}
