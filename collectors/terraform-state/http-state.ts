import { Buffer } from 'node:buffer'
import { connectionWords } from '../_files/connection-words.ts'
import { EvenkeelError, fail } from '../../src/errors/catalogue.ts'
import { stopIfAborted } from '../_files/read-text.ts'
import { textOfStream } from './stream-text.ts'
import type { StateByHttp } from './settings.ts'

/** The address without what may be secret in it: the query. */
export function scopeOfHttp({ url }: StateByHttp): string {
  const { origin, pathname } = new URL(url)
  return `${origin}${pathname}`
}

/**
 * Gets a state of the `http` backend: one GET, never a LOCK. Throws `collect-*` by the status; nothing of an answer that is no
 * state is repeated.
 *
 * Source: developer.hashicorp.com/terraform/language/backend/http: 200 has the state, 204 and 404 say that there is none.
 */
export async function httpState(settings: StateByHttp, signal: AbortSignal): Promise<string> {
  const what = scopeOfHttp(settings)
  stopIfAborted(signal, what)
  try {
    const response = await fetch(settings.url, { headers: headersOf(settings), redirect: 'manual', signal })
    if (response.status === 200 && response.body !== null) {
      if (isPage(response)) {
        await response.body.cancel()
        throw fail('collect-credentials', { what, detail: pageWords })
      }
      return await textOfStream(response.body, what)
    }
    await response.body?.cancel()
    throw refusal(response.status, what)
  } catch (error) {
    if (error instanceof EvenkeelError) throw error
    stopIfAborted(signal, what)
    throw fail('collect-unreachable', { what, detail: connectionWords(codeOf(error)) }, error)
  }
}

const pageWords = 'it answers with a page for people, as to somebody who has to log in, and not with a state'

/** A proxy that asks who is there answers 200, with the page on which to say it. */
function isPage({ headers }: Response): boolean {
  return /^\s*(?:text\/html|application\/xhtml)/i.test(headers.get('content-type') ?? '')
}

function headersOf({ headers = {}, username, password }: StateByHttp): Headers {
  const all = new Headers(headers)
  if (username !== undefined) {
    const pair = Buffer.from(`${username}:${password ?? ''}`, 'utf8').toString('base64')
    all.set('authorization', `Basic ${pair}`)
  }
  return all
}

function refusal(status: number, what: string): EvenkeelError {
  const detail = `HTTP ${status}`
  if (status === 401) return fail('collect-credentials', { what, detail })
  if (status === 403) return fail('collect-denied', { what, detail })
  if (status === 429) return fail('collect-throttled', { what, detail })
  if (status === 204 || status === 404)
    return fail('collect-nothing-matched', { what: `${what}: it keeps no state (${detail})` })
  // What was meant for one server is not sent to another.
  if (status >= 300 && status < 400)
    return fail('collect-malformed', { what, detail: `${detail}: name the address that it leads to` })
  return fail('collect-failed', { what, detail })
}

/** `ECONNREFUSED`, `CERT_HAS_EXPIRED`; words are not repeated. */
function codeOf(error: unknown): string | undefined {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined
}
