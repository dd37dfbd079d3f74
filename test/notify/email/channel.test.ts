import type { AddressInfo } from 'node:net'
import { createServer } from 'node:tls'
import { afterEach, describe, expect, it } from 'vitest'
import type { Message } from '../../../src/model/message.ts'
import type { Channel } from '../../../src/notify/contract.ts'
import { emailChannel } from '../../../src/notify/email/channel.ts'
import { Secret } from '../../../src/platform/secret.ts'
import { issue } from '../../support/certificates.ts'
import { type Smtp, type SmtpOptions, startSmtp } from '../../support/smtp.ts'
import { attempt, changes } from '../fixtures.ts'

const never = new AbortController().signal
let smtp: Smtp | undefined
afterEach(() => smtp?.stop())

async function server(options: SmtpOptions = {}): Promise<Smtp> {
  smtp = await startSmtp(options)
  return smtp
}
const to = (url: string, seconds?: number): Channel =>
  emailChannel({ smtp: new Secret(url), from: 'Evenkeel <evenkeel@shop.example>' }, seconds)

const png = Buffer.from('89504e470d0a1a0a', 'hex').toString('base64')
const weekly: Message = {
  type: 'weekly',
  comparison: 'staging..production',
  at: '2026-11-23T07:00:00.000Z',
  subject: 'Parity of staging and production: score 74 – 8 open',
  html: '<!DOCTYPE html><html><body><p>Hello</p><img src="cid:trend@evenkeel" alt="Trend"></body></html>',
  text: 'Hello in plain text\n',
  images: [{ cid: 'trend@evenkeel', base64: png }],
}
const report = (overrides = {}) => attempt(weekly, { channel: 'email', destination: 'ops@shop.example', ...overrides })

describe('the weekly report by e-mail', () => {
  it('is plain text, HTML and its picture, under a Message-ID of its key', async () => {
    const { url, mails } = await server()
    const result = await to(url).deliver(report(), never)
    const [mail] = mails
    expect(mails).toHaveLength(1)
    expect(mail?.envelope).toEqual({ from: 'evenkeel@shop.example', to: ['ops@shop.example'] })
    expect(mail?.parsed.subject).toBe(weekly.subject)
    expect(mail?.parsed.text).toContain('Hello in plain text')
    expect(mail?.parsed.html).toContain('alt="Trend"')
    expect(
      mail?.parsed.attachments.map(({ cid, contentType, contentDisposition }) => ({
        cid,
        contentType,
        contentDisposition,
      })),
    ).toEqual([{ cid: 'trend@evenkeel', contentType: 'image/png', contentDisposition: 'inline' }])
    expect(mail?.parsed.attachments[0]?.content.toString('base64')).toBe(png)
    expect(mail?.parsed.messageId).toMatch(/^<[0-9a-f]{32}@shop\.example>$/)
    expect(result).toEqual({ result: 'sent', ref: mail?.parsed.messageId })
    expect(mail?.raw).toMatch(
      /^List-Id: Evenkeel staging\.\.production\s+<staging-production\.evenkeel\.shop\.example>/im,
    )
    expect(mail?.raw).toMatch(/^Auto-Submitted: auto-generated/im)
    expect(mail?.parsed.date?.toISOString()).toBe(weekly.at)
  })

  it('has the same Message-ID each time, and another for another key', async () => {
    const { url, mails } = await server()
    await to(url).deliver(report(), never)
    await to(url).deliver(report({ uncertain: true }), never)
    await to(url).deliver(report({ key: 'key-2' }), never)
    const ids = mails.map((mail) => mail.parsed.messageId)
    expect(ids[1]).toBe(ids[0])
    expect(ids[2]).not.toBe(ids[0])
  })

  it('does not let a subject begin another header', async () => {
    const { url, mails } = await server()
    const message = { ...weekly, subject: 'Parity\r\nBcc: x@shop.example\r\n\r\nbody' }
    await to(url).deliver(attempt(message, { channel: 'email', destination: 'ops@shop.example' }), never)
    expect(mails[0]?.envelope.to).toEqual(['ops@shop.example'])
    expect(mails[0]?.parsed.bcc).toBeUndefined()
  })
})

describe('other messages by e-mail', () => {
  it('are plain text', async () => {
    const { url, mails } = await server()
    await to(url).deliver(attempt(changes(), { channel: 'email', destination: 'ops@shop.example' }), never)
    expect(mails[0]?.parsed.subject).toBe('staging and production: 1 new')
    expect(mails[0]?.parsed.text).toContain('- [high] max_connections is 100 in staging and 500 in production')
    expect(mails[0]?.parsed.text).toContain('-> Set max_connections to 500')
  })
})

describe('a mail server', () => {
  const password = 'CANARY p@ss/w:rd'

  it('is logged in to, its password percent-encoded in the URL', async () => {
    const { url, mails } = await server({ auth: { user: 'robot', password } })
    expect(await to(url).deliver(report(), never)).toMatchObject({ result: 'sent' })
    expect(mails[0]?.user).toBe('robot')
  })

  it('that does not take the login is given up, without a word of the password', async () => {
    const { port } = await server({ auth: { user: 'robot', password: 'another' } })
    const url = `smtp://robot:${encodeURIComponent(password)}@127.0.0.1:${port}`
    const result = await to(url).deliver(report(), never)
    expect(result).toMatchObject({ result: 'never' })
    expect(JSON.stringify(result)).toContain('535')
    expect(JSON.stringify(result)).not.toContain('CANARY')
  })

  it('that repeats the password in its answer is quoted without it', async () => {
    const { url, play } = await server({ auth: { user: 'robot', password } })
    play([{ at: 'mail', does: { code: 550, text: `no ${password} and ${encodeURIComponent(password)} here` } }])
    const result = await to(url).deliver(report(), never)
    expect(result).toMatchObject({ result: 'never' })
    expect(JSON.stringify(result)).toContain('(secret)')
    expect(JSON.stringify(result)).not.toContain('CANARY')
  })

  it.each([
    ['connect', 421, 'later'],
    ['mail', 451, 'later'],
    ['rcpt', 450, 'later'],
    ['rcpt', 550, 'never'],
    ['data', 452, 'later'],
    ['data', 554, 'never'],
  ] as const)('that says at %s %i: %s', async (at, code, result) => {
    const { url, play, mails } = await server()
    play([{ at, does: { code, text: 'said so' } }])
    expect(await to(url).deliver(report(), never)).toMatchObject({ result })
    expect(mails).toEqual([])
  })

  it('that cannot be reached did surely not get it', async () => {
    const gone = await startSmtp()
    await gone.stop()
    const result = await to(gone.url).deliver(report(), never)
    expect(result).toMatchObject({ result: 'later' })
    expect(JSON.stringify(result)).toContain('could not be reached')
  })

  it.each(['connect', 'mail'] as const)('that hangs at %s did surely not get it', async (at) => {
    const { url, play } = await server()
    play([{ at, does: 'hang' }])
    expect(await to(url, 0.5).deliver(report(), never)).toEqual({
      result: 'later',
      problem: 'the mail server 127.0.0.1 could not be reached: it did not answer in time',
    })
  })

  it.each(['hang', 'drop', 'drop-after'] as const)('that does %s after the mail leaves it open', async (does) => {
    const { url, play } = await server()
    play([{ at: 'data', does }])
    await expect(to(url, 0.5).deliver(report(), never)).rejects.toMatchObject({ code: 'notify-unanswered' })
  })

  it('is let go of when we are told to stop', async () => {
    const { url, play } = await server()
    play([{ at: 'mail', does: 'hang' }])
    const stop = new AbortController()
    const under = to(url).deliver(report(), stop.signal)
    stop.abort(new Error('stopped'))
    expect(await under).toMatchObject({ result: 'later' })
  })

  it('with a certificate that nobody vouches for gets neither mail nor password', async () => {
    const { pem, keyPem } = await issue({ subject: 'CN=127.0.0.1', names: ['127.0.0.1'] })
    const heard: string[] = []
    const tls = createServer({ key: keyPem, cert: pem }, (socket) => {
      socket.on('data', (part: Buffer) => heard.push(part.toString()))
      socket.on('error', () => undefined)
    })
    tls.on('tlsClientError', () => undefined)
    await new Promise<void>((resolve) => tls.listen(0, '127.0.0.1', resolve))
    const { port } = tls.address() as AddressInfo
    const result = await to(`smtps://robot:CANARY@127.0.0.1:${port}`).deliver(report(), never)
    expect(result).toMatchObject({ result: 'later' })
    expect(heard).toEqual([])
    tls.close()
  })
})
