import { fail } from '../../errors/catalogue.ts'
import { scrub, type Secret } from '../../platform/secret.ts'
import type { DeliveryResult } from '../contract.ts'
import { networkWords, surelyNotSent } from '../network.ts'
import { plainWords } from '../words.ts'
import { waitOf } from './webhook.ts'

/** How long an attempt may take, and who ends it. */
export interface Waiting {
  readonly signal: AbortSignal
  /** Whether its own time ran out. */
  readonly expired: () => boolean
}

/** What Slack's client says went wrong, without its classes: it is loaded only when it is used. */
export type SlackFailure =
  | { readonly what: 'limited'; readonly seconds: number }
  | { readonly what: 'refused'; readonly error: string }
  | { readonly what: 'status'; readonly status: number }
  | { readonly what: 'unreachable'; readonly cause: unknown }

/** Sorts an error of `WebClient.apiCall` by its code (https://docs.slack.dev/tools/node-slack-sdk/web-api#handle-errors). */
export function failureOf(error: unknown): SlackFailure {
  const { code, retryAfter, data, statusCode, original } = error as {
    readonly code?: string
    readonly retryAfter?: number
    readonly data?: { readonly error?: unknown }
    readonly statusCode?: number
    readonly original?: unknown
  }
  if (code === 'slack_webapi_rate_limited_error') return { what: 'limited', seconds: waitOf(retryAfter) }
  if (code === 'slack_webapi_platform_error') return { what: 'refused', error: String(data?.error) }
  if (code === 'slack_webapi_http_error') return { what: 'status', status: Number(statusCode) }
  return { what: 'unreachable', cause: original ?? error }
}

/** What became of a message whose posting failed. Throws `notify-unanswered` where it may have arrived. */
export function outcomeOf(
  error: unknown,
  channel: string,
  { signal, expired, token }: Waiting & { readonly token: Secret },
): DeliveryResult {
  const failure = failureOf(error)
  switch (failure.what) {
    case 'limited':
      return { result: 'later', problem: 'Slack asks to wait: too many messages', afterSeconds: failure.seconds }
    case 'status':
      if (failure.status < 500) return { result: 'never', problem: `Slack answered with HTTP ${failure.status}` }
      throw unanswered(channel, `Slack answered with HTTP ${failure.status}`)
    case 'unreachable': {
      const words = networkWords(failure.cause)
      if (surelyNotSent(failure.cause)) return { result: 'later', problem: `Slack could not be reached: ${words}` }
      throw unanswered(channel, expired() ? 'it did not answer in time' : signal.aborted ? 'it was interrupted' : words)
    }
    case 'refused':
      if (passing.has(failure.error)) return { result: 'later', problem: `Slack answered with ${failure.error}` }
      if (unclear.has(failure.error)) throw unanswered(channel, `Slack answered with ${failure.error}`)
      return { result: 'never', problem: refusal(failure.error, channel, token) }
  }
}

export function unanswered(channel: string, reason: string): Error {
  return fail('notify-unanswered', { where: `${plainWords(channel, 100)} in Slack`, reason })
}

/** Refused for now (https://docs.slack.dev/reference/methods/chat.postMessage#errors). */
const passing = new Set([
  'ratelimited',
  'rate_limited',
  'message_limit_exceeded',
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
])

/** "It's possible some aspect of the operation succeeded before the error was raised." */
const unclear = new Set(['fatal_error', 'internal_error'])

function refusal(error: string, channel: string, token: Secret): string {
  const where = plainWords(channel, 100)
  const known: Readonly<Record<string, string>> = {
    channel_not_found: `there is no channel ${where} that the app may post to; create it, or invite the app to it`,
    not_in_channel: `the app is not in ${where}; invite it there`,
    is_archived: `${where} is archived`,
    invalid_auth: 'the token is not valid',
    not_authed: 'the token is not valid',
    token_revoked: 'the token was revoked',
    token_expired: 'the token has expired',
    account_inactive: 'the token belongs to a removed user or workspace',
    missing_scope: 'the token lacks the scope chat:write',
    no_permission: `the app may not post to ${where}`,
    restricted_action: `an administrator of Slack does not allow posting to ${where}`,
  }
  const reason = Object.hasOwn(known, error) ? known[error] : plainWords(scrub(error, [token.reveal()]), 100)
  return `Slack refused the message: ${reason}`
}
