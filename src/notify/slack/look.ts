import type { WebClient } from '@slack/web-api'
import type { Secret } from '../../platform/secret.ts'
import type { DeliveryAttempt } from '../contract.ts'
import { networkWords } from '../network.ts'
import { failureOf, unanswered, type Waiting } from './outcome.ts'

/** By it we know our messages again; the key is in its payload. */
export const eventType = 'evenkeel_message'

/** Our clock and Slack's may differ by so much. */
const marginSeconds = 3600
/** A bound for channels that never end. */
const mostPages = 50

/**
 * Where a message with this key stands in a channel (`C024BE91L/1700000000.000100`); undefined where it does not, or where the
 * app may not look: then it is better told twice than never. Throws `notify-unanswered` where looking failed for now.
 */
export async function isThere(
  client: WebClient,
  channel: string,
  { key, delivery }: Pick<DeliveryAttempt, 'key' | 'delivery'>,
  waiting: Waiting & { readonly token: Secret },
): Promise<string | undefined> {
  try {
    const id = /^[CG][A-Z0-9]+$/.test(channel) ? channel : await idOf(client, channel.replace(/^#/, ''))
    if (id === undefined) return undefined
    const oldest = Math.floor(Date.parse(delivery.message.at) / 1000) - marginSeconds
    const asked = { channel: id, oldest: String(oldest), limit: 200, include_all_metadata: true }
    for await (const page of pages(client, 'conversations.history', asked)) {
      const found = (page['messages'] as readonly HistoryMessage[] | undefined)?.find((one) => keyOf(one) === key)
      if (found !== undefined) return `${id}/${String(found.ts)}`
    }
    return undefined
  } catch (error) {
    const failure = failureOf(error)
    // The app may not look there.
    if (failure.what === 'refused' && blind.has(failure.error)) return undefined
    throw unanswered(channel, `looking for it failed: ${lookWords(failure, waiting)}`)
  }
}

interface HistoryMessage {
  readonly ts?: string
  readonly metadata?: { readonly event_type?: string; readonly event_payload?: { readonly key?: unknown } }
}

function keyOf({ metadata }: HistoryMessage): unknown {
  return metadata?.event_type === eventType ? metadata.event_payload?.key : undefined
}

const blind = new Set(['missing_scope', 'not_in_channel', 'channel_not_found', 'no_permission', 'access_denied'])

function lookWords(failure: ReturnType<typeof failureOf>, { signal, expired }: Waiting): string {
  switch (failure.what) {
    case 'limited':
      return `Slack asks to wait ${failure.seconds} s`
    case 'status':
      return `HTTP ${failure.status}`
    case 'refused':
      return /^[a-z_]{1,60}$/.test(failure.error) ? failure.error : 'it was refused'
    case 'unreachable':
      return expired() ? 'no answer in time' : signal.aborted ? 'it was interrupted' : networkWords(failure.cause)
  }
}

/** The id of a channel by its name; among public ones only, where the app may not see private ones. */
async function idOf(client: WebClient, name: string): Promise<string | undefined> {
  try {
    return await idAmong(client, name, 'public_channel,private_channel')
  } catch (error) {
    const failure = failureOf(error)
    if (failure.what !== 'refused' || failure.error !== 'missing_scope') throw error
    return idAmong(client, name, 'public_channel')
  }
}

async function idAmong(client: WebClient, name: string, types: string): Promise<string | undefined> {
  const asked = { types, exclude_archived: true, limit: 200 }
  for await (const page of pages(client, 'conversations.list', asked)) {
    const channels = page['channels'] as readonly { readonly id?: string; readonly name?: string }[] | undefined
    const found = channels?.find((one) => one.name === name)
    if (found !== undefined) return found.id
  }
  return undefined
}

async function* pages(
  client: WebClient,
  method: string,
  asked: Readonly<Record<string, unknown>>,
): AsyncGenerator<Readonly<Record<string, unknown>>> {
  let cursor: string | undefined
  for (let i = 0; i < mostPages; i++) {
    const page = await client.apiCall(method, { ...asked, ...(cursor === undefined ? {} : { cursor }) })
    yield page as unknown as Readonly<Record<string, unknown>>
    cursor = page.response_metadata?.next_cursor
    if (cursor === undefined || cursor === '') return
  }
}
