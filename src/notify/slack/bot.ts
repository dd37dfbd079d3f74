import type { WebClient } from '@slack/web-api'
import type { Secret } from '../../platform/secret.ts'
import type { DeliveryAttempt, DeliveryResult } from '../contract.ts'
import type { SlackText } from './blocks.ts'
import { eventType, isThere } from './look.ts'
import { outcomeOf, type Waiting } from './outcome.ts'

export interface BotSettings {
  readonly token: Secret
  /** Base URL of the Web API; undefined: Slack's own. */
  readonly endpoint?: string
}

/**
 * Posts as a bot. A message carries its key as metadata, so that after an attempt without an answer the channel's history
 * tells whether it is there: then it is not posted again. Throws `notify-unanswered` where that is not known.
 */
export async function postAsBot(
  settings: BotSettings,
  channel: string,
  { text, blocks }: SlackText,
  attempt: Pick<DeliveryAttempt, 'key' | 'delivery' | 'uncertain'>,
  waiting: Waiting,
): Promise<DeliveryResult> {
  const client = await clientOf(settings, waiting.signal)
  if (attempt.uncertain) {
    const found = await isThere(client, channel, attempt, { ...waiting, token: settings.token })
    if (found !== undefined) return { result: 'sent', ref: found }
  }
  try {
    const posted: Readonly<Record<string, unknown>> = {
      ...(await client.apiCall('chat.postMessage', {
        channel,
        text,
        blocks,
        metadata: { event_type: eventType, event_payload: { key: attempt.key } },
        unfurl_links: false,
        unfurl_media: false,
        link_names: false,
      })),
    }
    return { result: 'sent', ref: `${String(posted['channel'])}/${String(posted['ts'])}` }
  } catch (error) {
    return outcomeOf(error, channel, { ...waiting, token: settings.token })
  }
}

/** A client that tries once: when to try again is the outbox's business, which outlives this process. */
async function clientOf({ token, endpoint }: BotSettings, signal: AbortSignal): Promise<WebClient> {
  const { WebClient: Client } = await import('@slack/web-api')
  return new Client(token.reveal(), {
    ...(endpoint === undefined ? {} : { slackApiUrl: endpoint }),
    allowAbsoluteUrls: false,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    // A redirect would carry the token to wherever it leads.
    fetch: (url, init) => fetch(url, { ...init, redirect: 'error', signal }),
    logger: silent,
  })
}

/** Slack's client would write to the console, and errors there hold what was sent. */
const silent = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  setLevel: () => {},
  getLevel: () => 'error' as never,
  setName: () => {},
}
