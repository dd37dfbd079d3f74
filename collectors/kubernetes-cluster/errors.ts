import { connectionWords } from '../_files/connection-words.ts'
import { EvenkeelError, fail } from '../../src/errors/catalogue.ts'

/** An answer of an API server that is no list: its status, and what it says of itself. */
export class ApiRefusal extends Error {
  readonly status: number
  /** `Forbidden`, `Expired`; one word, or ''. */
  readonly reason: string
  /** The token by which an expired list may be gone on with, as it is now. */
  readonly goOn: string | undefined
  /** How long to wait before the next attempt, in seconds. */
  readonly retryAfter: number | undefined

  constructor(status: number, reason: string, more: { readonly goOn?: string; readonly retryAfter?: number } = {}) {
    super(`HTTP ${status} ${reason}`)
    this.status = status
    this.reason = /^[A-Za-z]{1,60}$/.test(reason) ? reason : ''
    this.goOn = more.goOn
    this.retryAfter = more.retryAfter
  }
}

/** What was being asked when something failed. */
export interface Asked {
  /** `list ingresses.networking.k8s.io`: what a role has to allow. */
  readonly action: string
  /** The cluster, as its scope is called. */
  readonly scope: string
  readonly signal: AbortSignal
}

const unreachable =
  /^(?:ECONN|ENOTFOUND|EAI_|EHOST|ENET|EPIPE|ETIMEDOUT|CERT_|ERR_TLS|ERR_SSL|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/

/**
 * What went wrong, as one of the `collect-*` errors. It goes by status, class and code; no message is passed on, because it
 * may quote what was sent.
 */
export function clusterError(error: unknown, { action, scope, signal }: Asked): EvenkeelError {
  if (error instanceof EvenkeelError) return error
  const what = `${action} in ${scope}`
  if (signal.aborted) return fail('collect-cancelled', { what })
  if (error instanceof ApiRefusal) return refusalError(error, what, action)
  if (error instanceof SyntaxError) return fail('collect-malformed', { what, detail: 'no JSON' }, error)
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (unreachable.test(code)) return fail('collect-unreachable', { what, detail: connectionWords(code) }, error)
  const detail = /^[A-Z][A-Z0-9_]*$/.test(code) ? code : undefined
  return fail('collect-failed', { what, detail }, error)
}

function refusalError({ status, reason }: ApiRefusal, what: string, action: string): EvenkeelError {
  const detail = reason === '' ? `HTTP ${status}` : `${reason}, HTTP ${status}`
  if (status === 401) return fail('collect-credentials', { what, detail })
  if (status === 403) return fail('collect-denied', { what, detail, permission: action })
  if (status === 429) return fail('collect-throttled', { what, detail })
  if (status >= 200 && status < 400) return fail('collect-malformed', { what, detail })
  return fail('collect-failed', { what, detail })
}
