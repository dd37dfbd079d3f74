import { WebClient, type ChatPostMessageResponse } from '@slack/web-api'
import { createTransport } from 'nodemailer'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startSlack, type Slack } from './slack-server.ts'
import { startSmtp, type Smtp } from './smtp.ts'

describe('the Slack of the tests, asked by its own client', () => {
  let slack: Slack
  beforeEach(async () => {
    slack = await startSlack()
  })
  afterEach(() => slack.stop())

  const client = (token = slack.token): WebClient =>
    new WebClient(token, {
      slackApiUrl: slack.apiUrl,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      allowAbsoluteUrls: false,
    })
  const post = (text: string): Promise<ChatPostMessageResponse> =>
    client().chat.postMessage({
      channel: '#orders',
      text,
      metadata: { event_type: 'evenkeel', event_payload: { key: text } },
    })
  const webhook = (body: unknown, url = slack.webhookUrl): Promise<Response> =>
    fetch(url, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } })

  it('takes messages, and tells them newest first, with their metadata where asked', async () => {
    expect(await post('one')).toMatchObject({ ok: true, channel: 'C0ORDERS' })
    const { ts } = await post('two')
    const history = await client().conversations.history({ channel: 'C0ORDERS', include_all_metadata: true, limit: 1 })
    expect(history).toMatchObject({ has_more: true, messages: [{ ts, text: 'two' }] })
    expect(history.messages?.[0]?.metadata).toEqual({ event_type: 'evenkeel', event_payload: { key: 'two' } })
    const cursor = history.response_metadata?.next_cursor ?? ''
    const older = await client().conversations.history({ channel: 'C0ORDERS', cursor, limit: 1 })
    expect(older.messages?.map(({ text, metadata }) => [text, metadata])).toEqual([['one', undefined]])
    const since = await client().conversations.history({ channel: 'C0ORDERS', oldest: String(ts) })
    expect(since.messages).toEqual([])
    expect(slack.posts.map(({ channelName, text }) => [channelName, text])).toEqual([
      ['#orders', 'one'],
      ['#orders', 'two'],
    ])
    expect(await client().auth.test()).toMatchObject({ ok: true, bot_id: 'B0EVENKEEL' })
    const channels = await client().conversations.list({ limit: 1 })
    expect(channels).toMatchObject({ channels: [{ name: 'parity' }], response_metadata: { next_cursor: '1' } })
  })

  it('refuses in Slack’s words', async () => {
    await expect(client('xoxb-other').auth.test()).rejects.toThrow('invalid_auth')
    await expect(client().chat.postMessage({ channel: '#nowhere', text: 'x' })).rejects.toThrow('channel_not_found')
    await expect(client().conversations.history({ channel: '#orders' })).rejects.toThrow('channel_not_found')
    expect(await (await webhook({ text: '' })).text()).toBe('no_text')
    expect((await webhook({ text: 'x' }, slack.webhookUrl.slice(0, -1))).status).toBe(404)
    expect(slack.posts).toEqual([])
  })

  it('fails as told, so often', async () => {
    slack.play([{ on: 'chat.postMessage', does: { limited: 7 }, times: 1 }])
    await expect(post('limited')).rejects.toMatchObject({ code: 'slack_webapi_rate_limited_error', retryAfter: 7 })
    expect(slack.posts).toEqual([])
    slack.play([{ on: 'chat.postMessage', does: 'drop-after', times: 1 }])
    await expect(post('lost answer')).rejects.toMatchObject({ code: 'slack_webapi_request_error' })
    expect(slack.posts.map(({ text }) => text)).toEqual(['lost answer'])
    await post('well')
    slack.play([{ on: 'webhook', does: { limited: 2 }, times: 1 }])
    const limited = await webhook({ text: 'x' })
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '2'])
    slack.play([{ on: '*', does: 'drop', times: 1 }])
    await expect(webhook({ text: 'x' })).rejects.toThrow()
    expect(await (await webhook({ text: 'x' })).text()).toBe('ok')
    expect(slack.posts.map(({ by, text }) => [by, text])).toEqual([
      ['bot', 'lost answer'],
      ['bot', 'well'],
      ['webhook', 'x'],
    ])
  })
})

describe('the mail server of the tests, asked by nodemailer', () => {
  let smtp: Smtp
  beforeEach(async () => {
    smtp = await startSmtp({ auth: { user: 'parity', password: 'a/password' } })
  })
  afterEach(() => smtp.stop())

  const send = (url = smtp.url): Promise<unknown> =>
    createTransport(url).sendMail({
      from: 'parity@shop.example',
      to: ['team@shop.example', 'lead@shop.example'],
      subject: 'Parity: 100 %, größer',
      text: 'in plain words',
      html: '<p>in <b>HTML</b></p>',
      messageId: '<one@shop.example>',
    })

  it('keeps mails, parsed', async () => {
    await send()
    const [mail] = smtp.mails
    expect(mail).toMatchObject({
      envelope: { from: 'parity@shop.example', to: ['team@shop.example', 'lead@shop.example'] },
      user: 'parity',
      encrypted: false,
    })
    expect(mail?.parsed).toMatchObject({ messageId: '<one@shop.example>', subject: 'Parity: 100 %, größer' })
    expect(mail?.parsed.html).toContain('<b>HTML</b>')
    expect(mail?.parsed.text?.trim()).toBe('in plain words')
  })

  it('wants the password, and fails as told', async () => {
    await expect(send(smtp.url.replace('password', 'guess'))).rejects.toMatchObject({ responseCode: 535 })
    smtp.play([{ at: 'data', does: { code: 451, text: '4.3.0 Try later' }, times: 1 }])
    await expect(send()).rejects.toMatchObject({ responseCode: 451 })
    smtp.play([{ at: 'rcpt', recipient: 'lead@shop.example', does: { code: 550, text: '5.1.1 No such user' } }])
    expect(await send()).toMatchObject({ accepted: ['team@shop.example'], rejected: ['lead@shop.example'] })
    smtp.play([{ at: 'data', does: 'drop-after', times: 1 }])
    await expect(send()).rejects.toThrow()
    smtp.play([{ at: 'connect', does: { code: 421, text: '4.3.2 Not now' } }])
    await expect(send()).rejects.toMatchObject({ responseCode: 421 })
    expect(smtp.mails).toHaveLength(2)
  })
})
