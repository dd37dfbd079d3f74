import { fail } from '../../errors/catalogue.ts'
import { type Secret, scrub } from '../../platform/secret.ts'
import type { DeliveryResult } from '../contract.ts'
import { networkWords, surelyNotSent } from '../network.ts'
import { plainWords } from '../words.ts'
import type { SlackText } from './blocks.ts'

/** Where Slack says nothing about how long to wait. */
const usualWait = 30

/**
 * Posts to an incoming webhook. Its answers: https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks#handling_errors.
 * Throws `notify-unanswered` where it cannot be known whether the message arrived.
 */
export async function postToWebhook(
  webhook: Secret,
  { text, blocks }: SlackText,
  { signal, expired }: { readonly signal: AbortSignal; readonly expired: () => boolean },
): Promise<DeliveryResult> {
  const url = webhook.reveal()
  let response: Response
  let answer: string
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify({ text, blocks, unfurl_links: false, unfurl_media: false }),
      redirect: 'manual',
      signal,
    })
    answer = plainWords(scrub(await response.text(), [url, new URL(url).pathname]), 200)
  } catch (error) {
    if (surelyNotSent(error)) return { result: 'later', problem: `Slack could not be reached: ${networkWords(error)}` }
    const reason = expired() ? 'it did not answer in time' : signal.aborted ? 'it was interrupted' : networkWords(error)
    throw fail('notify-unanswered', { where: 'the Slack webhook', reason })
  }
  if (response.ok) return { result: 'sent' }
  if (response.status === 429) {
    const afterSeconds = waitOf(response.headers.get('retry-after'))
    return { result: 'later', problem: 'Slack asks to wait: too many messages', afterSeconds }
  }
  // Slack may have taken it before something broke: `rollup_error` and gateways say 500 for both.
  if (response.status >= 500) {
    throw fail('notify-unanswered', { where: 'the Slack webhook', reason: `it answered with HTTP ${response.status}` })
  }
  return { result: 'never', problem: refusal(response.status, answer) }
}

/** Seconds of a Retry-After header; at most an hour. */
export function waitOf(header: string | number | null | undefined): number {
  const seconds = Number(header ?? usualWait)
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(Math.ceil(seconds), 3600) : usualWait
}

const reasons: Readonly<Record<string, string>> = {
  no_service: 'the webhook does not exist any more; make a new one in Slack',
  no_team: 'the workspace of the webhook does not exist any more',
  channel_not_found: 'the channel of the webhook does not exist any more',
  channel_is_archived: 'the channel of the webhook is archived',
  action_prohibited: 'an administrator of Slack does not allow it',
  posting_to_general_channel_denied: 'an administrator of Slack does not allow posting to the general channel',
}

function refusal(status: number, answer: string): string {
  if (status >= 300 && status < 400) return `The Slack webhook answered with a redirect (HTTP ${status})`
  const reason = reasons[answer] ?? (/^[a-z_]{1,60}$/.test(answer) ? answer : `HTTP ${status}`)
  return `Slack refused the message: ${reason}`
}
