import type { SlackCall, SlackChannel, SlackPost, SlackState } from './slack-server.ts'

type Body = Readonly<Record<string, unknown>>
type Reply = Readonly<Record<string, unknown>>

/** What the Web API answers to a call, after the pages of its methods on docs.slack.dev. */
export function answerApi(state: SlackState, call: SlackCall): Reply {
  if (call.authorization === undefined) return refused('not_authed')
  if (call.authorization !== `Bearer ${state.token}`) return refused('invalid_auth')
  const method = methods[call.method]
  if (method === undefined) return refused('unknown_method')
  const lacking = method.needs.length > 0 && !method.needs.some((scope) => state.scopes.includes(scope))
  if (lacking) return { ...refused('missing_scope'), needed: method.needs[0], provided: state.scopes.join(',') }
  return method.answer(state, call.body)
}

const methods: Readonly<
  Record<string, { readonly needs: readonly string[]; readonly answer: (state: SlackState, body: Body) => Reply }>
> = {
  'auth.test': {
    needs: [],
    answer: (state) => ({
      ok: true,
      url: `${state.origin}/`,
      team: 'Shop',
      user: 'evenkeel',
      team_id: 'T0SHOP',
      user_id: 'U0EVENKEEL',
      bot_id: 'B0EVENKEEL',
    }),
  },
  'chat.postMessage': { needs: ['chat:write'], answer: postMessage },
  'conversations.list': { needs: ['channels:read'], answer: list },
  'conversations.history': { needs: ['channels:history', 'groups:history'], answer: history },
}

function postMessage(state: SlackState, body: Body): Reply {
  const channel = channelOf(state, body.channel)
  if (channel === undefined) return refused('channel_not_found')
  if (channel.member === false) return refused('not_in_channel')
  const text = typeof body.text === 'string' ? body.text : ''
  const blocks = Array.isArray(body.blocks) ? (body.blocks as readonly unknown[]) : []
  if (text === '' && blocks.length === 0) return refused('no_text')
  if (blocks.length > 50) return refused('invalid_blocks')
  const ts = state.nextTs()
  const { metadata } = body
  state.posts.push({
    by: 'bot',
    channel: channel.id,
    channelName: `#${channel.name}`,
    ts,
    text,
    blocks,
    metadata,
    body,
  })
  return { ok: true, channel: channel.id, ts, message: messageOf({ ts, text, blocks, metadata }, false) }
}

/** By id, or by name with or without its `#`: what `chat.postMessage` takes. */
function channelOf(state: SlackState, asked: unknown): SlackChannel | undefined {
  return state.channels.find((one) => one.id === asked || one.name === asked || `#${one.name}` === asked)
}

function list(state: SlackState, body: Body): Reply {
  const limit = Math.max(1, numberOf(body.limit, 100))
  const from = Math.max(0, numberOf(body.cursor, 0))
  const page = state.channels.slice(from, from + limit)
  const next = from + limit < state.channels.length ? String(from + limit) : ''
  return {
    ok: true,
    channels: page.map(({ id, name, member = true }) => ({
      id,
      name,
      name_normalized: name,
      is_channel: true,
      is_archived: false,
      is_private: false,
      is_member: member,
    })),
    response_metadata: { next_cursor: next },
  }
}

/** Newest first. A name will not do here: it asks for the id. */
function history(state: SlackState, body: Body): Reply {
  const channel = state.channels.find((one) => one.id === body.channel)
  if (channel === undefined) return refused('channel_not_found')
  if (channel.member === false) return refused('not_in_channel')
  const limit = Math.max(1, numberOf(body.limit, 100))
  const from = Math.max(0, numberOf(body.cursor, 0))
  const inclusive = isTrue(body.inclusive)
  const oldest = numberOf(body.oldest, 0)
  const latest = numberOf(body.latest, Infinity)
  const within = (ts: number): boolean => (inclusive ? ts >= oldest && ts <= latest : ts > oldest && ts < latest)
  const found = state.posts.filter((post) => post.channel === channel.id && within(Number(post.ts))).reverse()
  const page = found.slice(from, from + limit)
  const more = from + limit < found.length
  return {
    ok: true,
    messages: page.map((post) => messageOf(post, isTrue(body.include_all_metadata))),
    has_more: more,
    ...(more ? { response_metadata: { next_cursor: String(from + limit) } } : {}),
  }
}

function messageOf(post: Pick<SlackPost, 'ts' | 'text' | 'blocks' | 'metadata'>, withMetadata: boolean): Reply {
  return {
    type: 'message',
    subtype: 'bot_message',
    bot_id: 'B0EVENKEEL',
    ts: post.ts,
    text: post.text,
    blocks: post.blocks,
    ...(withMetadata && post.metadata !== undefined ? { metadata: post.metadata } : {}),
  }
}

function refused(error: string): Reply {
  return { ok: false, error }
}

/** Forms carry numbers as text. */
function numberOf(value: unknown, otherwise: number): number {
  const number = typeof value === 'number' ? value : typeof value === 'string' && value !== '' ? Number(value) : NaN
  return Number.isFinite(number) ? number : otherwise
}

function isTrue(value: unknown): boolean {
  return value === true || value === 'true' || value === '1'
}
