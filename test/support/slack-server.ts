import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { answerApi } from './slack-api.ts'

/** One request as it came. */
export interface SlackCall {
  /** `webhook`, or the method of the Web API: `chat.postMessage`. */
  readonly method: string
  readonly path: string
  readonly authorization: string | undefined
  /** What was sent, its JSON parts parsed. */
  readonly body: Readonly<Record<string, unknown>>
}

/** A message that arrived, whether or not the sender was told so. */
export interface SlackPost {
  readonly by: 'webhook' | 'bot'
  /** Its id (`C…`); undefined: the webhook's own. */
  readonly channel: string | undefined
  /** `#orders`; undefined: the webhook's own. */
  readonly channelName: string | undefined
  readonly ts: string
  readonly text: string
  readonly blocks: readonly unknown[]
  readonly metadata: unknown
  readonly body: Readonly<Record<string, unknown>>
}

/** What Slack does instead of its work. */
export type SlackMishap =
  /** HTTP 429 with Retry-After. */
  | { readonly limited: number }
  /** That HTTP status, and a text that is no JSON. */
  | { readonly status: number }
  /** An error in Slack's own words: `channel_not_found`. HTTP 200 with `ok: false`; from a webhook, the text with its status. */
  | { readonly error: string }
  /** Takes nothing, and never answers. */
  | 'hang'
  /** Takes nothing, and closes the connection. */
  | 'drop'
  /** Takes the message, and closes the connection without an answer. */
  | 'drop-after'
  /** Takes the message, and never answers. */
  | 'hang-after'
  | { readonly status: number; readonly after: true }

export interface SlackFault {
  /** `webhook`, a method of the Web API, or `*`. */
  readonly on: string
  readonly does: SlackMishap
  /** How often; without it for ever. */
  readonly times?: number
}

export interface SlackChannel {
  readonly id: string
  readonly name: string
  /** Whether the bot is a member; without it, it is. */
  readonly member?: boolean
}

export interface SlackOptions {
  readonly token?: string
  readonly channels?: readonly SlackChannel[]
  /** What the token may; without it all that is asked here. */
  readonly scopes?: readonly string[]
}

export interface Slack {
  /** `http://127.0.0.1:PORT`. */
  readonly origin: string
  /** An incoming webhook; its path holds its secret. */
  readonly webhookUrl: string
  readonly webhookSecret: string
  /** For `slackApiUrl`: ends in `/api/`. */
  readonly apiUrl: string
  readonly token: string
  readonly channels: readonly SlackChannel[]
  /** Everything that was asked, in order. */
  readonly calls: readonly SlackCall[]
  /** Every message that arrived, in order. */
  readonly posts: readonly SlackPost[]
  readonly callsOf: (method: string) => readonly SlackCall[]
  /** Replaces the faults from now on. */
  readonly play: (faults: readonly SlackFault[]) => void
  readonly clear: () => void
  readonly stop: () => Promise<void>
}

/** What the Web API's answers are made of. */
export interface SlackState {
  readonly token: string
  readonly channels: readonly SlackChannel[]
  readonly scopes: readonly string[]
  readonly origin: string
  readonly posts: SlackPost[]
  readonly nextTs: () => string
}

export const slackScopes = ['chat:write', 'channels:history', 'channels:read', 'groups:history', 'groups:read'] as const

/**
 * Plays Slack on a loopback port: one incoming webhook, and of the Web API `chat.postMessage`, `conversations.list`,
 * `conversations.history` and `auth.test`, answered in the shapes that Slack documents, and what can go wrong.
 */
export async function startSlack(options: SlackOptions = {}): Promise<Slack> {
  const calls: SlackCall[] = []
  const posts: SlackPost[] = []
  const sockets = new Set<Socket>()
  const webhookSecret = 'S3cretOfTheShopsWebhook0'
  const webhookPath = `/services/T0SHOP/B0SHOP/${webhookSecret}`
  let faults: { readonly on: string; readonly does: SlackMishap; left: number }[] = []
  let lastTs = 0

  const nextTs = (): string => {
    // Seconds with six digits, and never twice the same, as Slack's.
    lastTs = Math.max(lastTs + 1, Math.floor((performance.timeOrigin + performance.now()) * 1000))
    return `${Math.floor(lastTs / 1e6)}.${String(lastTs % 1e6).padStart(6, '0')}`
  }
  const mishapOf = (method: string): SlackMishap | undefined => {
    const fault = faults.find((one) => one.left > 0 && (one.on === '*' || one.on === method))
    if (fault === undefined) return undefined
    fault.left--
    return fault.does
  }

  const server = createServer((request, response) => {
    void textOf(request).then(
      (text) => {
        const path = request.url ?? '/'
        const method = path.startsWith('/api/') ? path.slice('/api/'.length).replace(/\?.*/s, '') : 'webhook'
        const body = parsed(text, request.headers['content-type'] ?? '')
        const call = { method, path, authorization: request.headers.authorization, body: body ?? {} }
        calls.push(call)
        const work = (): Answer => {
          if (method !== 'webhook') return { type: 'json', status: 200, body: answerApi(state, call) }
          if (path !== webhookPath) return { type: 'text', status: 404, body: 'no_service' }
          return answerWebhook(state, body)
        }
        respond(response, method, mishapOf(method), work)
      },
      () => response.destroy(),
    )
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const channels = options.channels ?? [
    { id: 'C0PARITY', name: 'parity' },
    { id: 'C0ORDERS', name: 'orders' },
  ]
  const state: SlackState = {
    token: options.token ?? 'xoxb-111111111111-the-bot-of-the-shop',
    channels,
    scopes: options.scopes ?? slackScopes,
    origin,
    posts,
    nextTs,
  }
  return {
    origin,
    webhookUrl: origin + webhookPath,
    webhookSecret,
    apiUrl: `${origin}/api/`,
    token: state.token,
    channels,
    calls,
    posts,
    callsOf: (method) => calls.filter((call) => call.method === method),
    play: (next) => {
      faults = next.map(({ on, does, times }) => ({ on, does, left: times ?? Infinity }))
    },
    clear: () => {
      calls.length = 0
      posts.length = 0
    },
    stop: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
}

interface Answer {
  readonly type: 'json' | 'text'
  readonly status: number
  readonly body: unknown
}

function answerWebhook(state: SlackState, body: Readonly<Record<string, unknown>> | undefined): Answer {
  if (body === undefined) return { type: 'text', status: 400, body: 'invalid_payload' }
  const text = typeof body.text === 'string' ? body.text : ''
  const blocks = Array.isArray(body.blocks) ? (body.blocks as readonly unknown[]) : []
  if (text === '' && blocks.length === 0) return { type: 'text', status: 400, body: 'no_text' }
  if (blocks.length > 50) return { type: 'text', status: 400, body: 'invalid_blocks' }
  const ts = state.nextTs()
  const { metadata } = body
  state.posts.push({ by: 'webhook', channel: undefined, channelName: undefined, ts, text, blocks, metadata, body })
  return { type: 'text', status: 200, body: 'ok' }
}

function respond(response: ServerResponse, method: string, mishap: SlackMishap | undefined, work: () => Answer): void {
  if (mishap === 'hang') return
  if (mishap === 'drop') return void response.destroy()
  if (mishap === 'hang-after' || mishap === 'drop-after') {
    work()
    if (mishap === 'drop-after') response.destroy()
    return
  }
  if (mishap === undefined) return send(response, work())
  if ('limited' in mishap) {
    response.setHeader('retry-after', String(mishap.limited))
    if (method === 'webhook') return send(response, { type: 'text', status: 429, body: 'rate_limited' })
    return send(response, { type: 'json', status: 429, body: { ok: false, error: 'ratelimited' } })
  }
  if ('error' in mishap) {
    if (method !== 'webhook')
      return send(response, { type: 'json', status: 200, body: { ok: false, error: mishap.error } })
    return send(response, { type: 'text', status: webhookStatus[mishap.error] ?? 400, body: mishap.error })
  }
  if ('after' in mishap) work()
  send(response, { type: 'text', status: mishap.status, body: 'Something went wrong.' })
}

/** From Slack's page "Sending messages using incoming webhooks", "Handling errors". */
const webhookStatus: Readonly<Record<string, number>> = {
  action_prohibited: 403,
  channel_is_archived: 410,
  channel_not_found: 404,
  no_service: 404,
  no_team: 404,
  rollup_error: 500,
}

function send(response: ServerResponse, { type, status, body }: Answer): void {
  response.writeHead(status, { 'content-type': type === 'json' ? 'application/json; charset=utf-8' : 'text/html' })
  response.end(type === 'json' ? JSON.stringify(body) : String(body))
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}

/** JSON, or a form whose values may be JSON, as the Web API takes both. */
function parsed(text: string, contentType: string): Readonly<Record<string, unknown>> | undefined {
  if (!contentType.startsWith('application/x-www-form-urlencoded')) return record(json(text))
  const form = Object.fromEntries(new URLSearchParams(text))
  if (form.payload !== undefined) return record(json(form.payload))
  return Object.fromEntries(
    Object.entries(form).map(([name, value]) => [name, /^[[{]/.test(value) ? (json(value) ?? value) : value]),
  )
}

function json(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

function record(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined
}
