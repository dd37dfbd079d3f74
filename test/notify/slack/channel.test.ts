import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { slackChannel } from '../../../src/notify/slack/channel.ts'
import { Secret } from '../../../src/platform/secret.ts'
import { type Slack, startSlack } from '../../support/slack-server.ts'
import { attempt, changes } from '../fixtures.ts'

let slack: Slack
const never = new AbortController().signal

beforeAll(async () => {
  slack = await startSlack({
    token: 'xoxb-CANARY-token',
    channels: [
      // More than one page of them, so that a name is found on a later one.
      ...Array.from({ length: 230 }, (_, i) => ({ id: `C0OTHER${i}`, name: `other-${i}` })),
      { id: 'C0PARITY', name: 'parity' },
      { id: 'C0ORDERS', name: 'orders' },
      { id: 'C0GUESTS', name: 'guests', member: false },
    ],
  })
})
afterAll(() => slack.stop())
beforeEach(() => {
  slack.clear()
  slack.play([])
})

const webhook = (url = slack.webhookUrl, seconds?: number) =>
  slackChannel({ way: 'webhook', webhook: new Secret(url) }, seconds)
const bot = (token = slack.token, seconds?: number, endpoint = slack.apiUrl) =>
  slackChannel({ way: 'token', token: new Secret(token), channel: '#parity', endpoint }, seconds)

/** What an attempt that must not end with an answer says. */
async function thrown(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.then(
    (result) => new Error(`it ended with ${JSON.stringify(result)}`),
    (reason: unknown) => reason,
  )
  expect(error).toMatchObject({ code: 'notify-unanswered' })
  const text = error instanceof Error ? error.message : ''
  expect(text).not.toContain(slack.token)
  expect(text).not.toContain(slack.webhookSecret)
  return text
}

describe('a webhook', () => {
  it('gets blocks and their text, whatever the destination was', async () => {
    expect(await webhook().deliver(attempt(changes()), never)).toEqual({ result: 'sent' })
    const [post] = slack.posts
    expect(post?.by).toBe('webhook')
    expect(post?.text).toContain('staging and production: 1 new')
    expect(post?.blocks.length).toBeGreaterThan(2)
    expect(post?.body).toMatchObject({ unfurl_links: false, unfurl_media: false })
  })

  it('is tried later, after as long as Slack says', async () => {
    slack.play([{ on: 'webhook', does: { limited: 17 } }])
    expect(await webhook().deliver(attempt(changes()), never)).toEqual({
      result: 'later',
      problem: 'Slack asks to wait: too many messages',
      afterSeconds: 17,
    })
    expect(slack.posts).toEqual([])
  })

  it.each([
    ['no_service', 'the webhook does not exist any more'],
    ['channel_is_archived', 'the channel of the webhook is archived'],
    ['action_prohibited', 'an administrator of Slack does not allow it'],
    ['invalid_payload', 'invalid_payload'],
  ])('that answers %s is given up', async (error, reason) => {
    slack.play([{ on: 'webhook', does: { error } }])
    const result = await webhook().deliver(attempt(changes()), never)
    expect(result).toMatchObject({ result: 'never' })
    expect(JSON.stringify(result)).toContain(reason)
    expect(JSON.stringify(result)).not.toContain(slack.webhookSecret)
  })

  it('that does not exist is refused without a word of its address', async () => {
    const result = await webhook(`${slack.origin}/services/T0/B0/CANARY`).deliver(attempt(changes()), never)
    expect(result).toEqual({
      result: 'never',
      problem: 'Slack refused the message: the webhook does not exist any more; make a new one in Slack',
    })
  })

  it('that cannot be reached did surely not get it', async () => {
    const gone = await startSlack()
    await gone.stop()
    expect(await webhook(gone.webhookUrl).deliver(attempt(changes()), never)).toEqual({
      result: 'later',
      problem: 'Slack could not be reached: the connection was refused',
    })
  })

  it.each([
    ['cuts the connection', 'drop-after', 'the connection was cut'],
    ['never answers', 'hang-after', 'it did not answer in time'],
    ['breaks after taking it', { status: 500, after: true }, 'HTTP 500'],
    ['breaks', { status: 503 }, 'HTTP 503'],
  ] as const)('that %s leaves it open whether it arrived', async (_what, does, reason) => {
    slack.play([{ on: 'webhook', does }])
    expect(await thrown(webhook(undefined, 0.4).deliver(attempt(changes()), never))).toContain(reason)
  })
})

describe('a bot', () => {
  it('posts to the channel of the delivery, with the key as metadata', async () => {
    const result = await bot().deliver(attempt(changes(), { key: 'k-42' }), never)
    const [post] = slack.posts
    expect(result).toEqual({ result: 'sent', ref: `C0ORDERS/${post?.ts}` })
    expect(post).toMatchObject({ by: 'bot', channelName: '#orders' })
    expect(post?.metadata).toEqual({ event_type: 'evenkeel_message', event_payload: { key: 'k-42' } })
    expect(slack.calls.map((call) => call.method)).toEqual(['chat.postMessage'])
  })

  it.each(['default', 'webhook'])('posts what is for %s to its own channel', async (destination) => {
    await bot().deliver(attempt(changes(), { destination }), never)
    expect(slack.posts.map((post) => post.channelName)).toEqual(['#parity'])
  })

  it('is tried later, after as long as Slack says, and does not try by itself', async () => {
    slack.play([{ on: 'chat.postMessage', does: { limited: 42 } }])
    expect(await bot().deliver(attempt(changes()), never)).toMatchObject({ result: 'later', afterSeconds: 42 })
    expect(slack.calls).toHaveLength(1)
  })

  it.each([
    ['#nowhere', 'there is no channel #nowhere that the app may post to'],
    ['#guests', 'the app is not in #guests; invite it there'],
  ])('gives up where it may not post: %s', async (destination, reason) => {
    const result = await bot().deliver(attempt(changes(), { destination }), never)
    expect(result).toMatchObject({ result: 'never' })
    expect(JSON.stringify(result)).toContain(reason)
  })

  it('gives up with a token that is not valid, without showing it', async () => {
    const result = await bot('xoxb-CANARY-wrong').deliver(attempt(changes()), never)
    expect(result).toEqual({ result: 'never', problem: 'Slack refused the message: the token is not valid' })
  })

  it.each([
    [{ error: 'internal_error' }, 'internal_error'],
    [{ status: 502 }, 'HTTP 502'],
    ['drop', 'the connection was cut'],
    ['hang', 'it did not answer in time'],
  ] as const)('does not know whether it arrived after %o', async (does, reason) => {
    slack.play([{ on: 'chat.postMessage', does }])
    expect(await thrown(bot(undefined, 0.4).deliver(attempt(changes()), never))).toContain(reason)
  })

  it.each(['drop-after', 'hang-after', { status: 500, after: true }] as const)(
    'posts once, though the first attempt ended without an answer: %o',
    async (does) => {
      slack.play([{ on: 'chat.postMessage', does, times: 1 }])
      await thrown(bot(undefined, 0.4).deliver(attempt(changes()), never))
      expect(slack.posts).toHaveLength(1)
      const again = await bot().deliver(attempt(changes(), { uncertain: true }), never)
      expect(again).toEqual({ result: 'sent', ref: `C0ORDERS/${slack.posts[0]?.ts}` })
      expect(slack.posts).toHaveLength(1)
    },
  )

  it('posts what did not arrive, although others of ours are there', async () => {
    await bot().deliver(attempt(changes(), { key: 'another' }), never)
    slack.play([{ on: 'chat.postMessage', does: 'drop', times: 1 }])
    await thrown(bot().deliver(attempt(changes()), never))
    expect(await bot().deliver(attempt(changes(), { uncertain: true }), never)).toMatchObject({ result: 'sent' })
    expect(slack.posts).toHaveLength(2)
  })

  it('looks through all pages of a busy channel', async () => {
    await bot().deliver(attempt(changes()), never)
    for (let i = 0; i < 230; i++) await bot().deliver(attempt(changes(), { key: `more-${i}` }), never)
    expect(await bot().deliver(attempt(changes(), { uncertain: true }), never)).toMatchObject({ result: 'sent' })
    expect(slack.posts).toHaveLength(231)
    expect(slack.callsOf('conversations.history').length).toBeGreaterThan(1)
    expect(slack.callsOf('conversations.list').length).toBeGreaterThan(1)
  })

  it.each([{ limited: 5 }, { status: 500 }, 'drop', { error: 'internal_error' }] as const)(
    'does not post while it cannot look for now: %o',
    async (does) => {
      slack.play([{ on: 'conversations.history', does }])
      const words = await thrown(bot().deliver(attempt(changes(), { uncertain: true, destination: 'C0ORDERS' }), never))
      expect(words).toContain('looking for it failed')
      expect(slack.posts).toEqual([])
    },
  )

  it('posts again where it may never look: better twice than never', async () => {
    slack.play([{ on: 'conversations.history', does: { error: 'missing_scope' } }])
    expect(await bot().deliver(attempt(changes(), { uncertain: true }), never)).toMatchObject({ result: 'sent' })
    expect(slack.posts).toHaveLength(1)
  })

  it('finds a public channel although it may not see private ones', async () => {
    await bot().deliver(attempt(changes()), never)
    slack.play([{ on: 'conversations.list', does: { error: 'missing_scope' }, times: 1 }])
    expect(await bot().deliver(attempt(changes(), { uncertain: true }), never)).toMatchObject({ result: 'sent' })
    expect(slack.posts).toHaveLength(1)
  })

  it('stops when it is told to', async () => {
    slack.play([{ on: 'chat.postMessage', does: 'hang' }])
    const stop = new AbortController()
    const under = bot().deliver(attempt(changes()), stop.signal)
    stop.abort(new Error('stopped'))
    expect(await thrown(under)).toContain('it was interrupted')
  })
})
