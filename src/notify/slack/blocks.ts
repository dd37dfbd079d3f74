import type { Severity } from '../../model/severity.ts'
import type { Entry, Part, Telling } from '../telling.ts'
import { escaped, fitted, moment } from './mrkdwn.ts'

/** The blocks of Block Kit that we use (https://docs.slack.dev/reference/block-kit/blocks). */
export type Block =
  | {
      readonly type: 'header'
      readonly text: { readonly type: 'plain_text'; readonly text: string; readonly emoji: true }
    }
  | { readonly type: 'section'; readonly text: Mrkdwn }
  | { readonly type: 'context'; readonly elements: readonly Mrkdwn[] }
  | { readonly type: 'divider' }

interface Mrkdwn {
  readonly type: 'mrkdwn'
  readonly text: string
  /** Nothing in it becomes a link or a mention by itself. */
  readonly verbatim: true
}

/** What is posted: blocks, and the text that notifications and simpler readers show. */
export interface SlackText {
  readonly text: string
  readonly blocks: readonly Block[]
}

/** Slack's limits, and a bound of ours for the whole: a longer message is refused with `msg_blocks_too_long`. */
const limits = { blocks: 50, header: 150, section: 3000, context: 2000, fallback: 3000, whole: 11_000 } as const

/** A message in Slack's form, within Slack's limits; what does not fit is counted. */
export function slackText(telling: Telling): SlackText {
  const headline = `${moods[telling.mood]} ${telling.headline}`
  const blocks: Block[] = [
    { type: 'header', text: { type: 'plain_text', text: fitted(headline, limits.header), emoji: true } },
  ]
  if (telling.facts.length > 0) blocks.push(context(telling.facts.map(escaped).join('  ·  ')))
  let size = sizeOf(blocks)
  for (const part of telling.parts) {
    const found = partBlocks(part, limits.whole - size, limits.blocks - blocks.length)
    blocks.push(...found)
    size += sizeOf(found)
  }
  return { text: fallback(telling), blocks }
}

/** The blocks of a part: as many entries as there is room for, then how many are left out. */
function partBlocks(part: Part, room: number, slots: number): readonly Block[] {
  const title: readonly Block[] =
    part.title === undefined ? [] : [{ type: 'divider' }, section(`*${escaped(part.title)}*`)]
  // One block is kept for what is left out.
  const most = slots - title.length - 1
  if (most < 1) return []
  const shown: Block[] = []
  let left = room - sizeOf(title) - 200
  const texts = part.entries.every((entry) => entry.remedy === undefined) ? joined(part.entries) : part.entries.map(one)
  let told = 0
  for (const { text, entries } of texts) {
    const block = section(text)
    left -= sizeOf([block])
    if (left < 0 || shown.length === most) break
    shown.push(block)
    told += entries
  }
  const cut = part.entries.length - told
  const words = [...(cut > 0 ? [`${cut} more did not fit here`] : []), ...(part.more === undefined ? [] : [part.more])]
  if (shown.length === 0 && words.length === 0) return []
  return [...title, ...shown, ...(words.length === 0 ? [] : [context(escaped(`… ${words.join('; ')}`))])]
}

interface Piece {
  readonly text: string
  /** How many entries are told by it. */
  readonly entries: number
}

function one(entry: Entry): Piece {
  const { severity, what, since, remedy } = entry
  const lead = severity === undefined ? '' : `${marks[severity]} *${titled(severity)}*  `
  const details = [...entry.details.map(escaped), ...(since === undefined ? [] : [`since ${moment(since)}`])]
  const lines = [
    lead + escaped(what),
    ...(details.length === 0 ? [] : [details.join('  ·  ')]),
    ...(remedy === undefined ? [] : [`→ ${escaped(remedy)}`]),
  ]
  return { text: lines.join('\n'), entries: 1 }
}

/** Entries without a remedy are lines of a list: several to a block. */
function joined(entries: readonly Entry[]): readonly Piece[] {
  const pieces: Piece[] = []
  for (const entry of entries) {
    const { severity, what, since } = entry
    const when = since === undefined ? '' : ` (${moment(since)})`
    const details = entry.details.length === 0 ? '' : `, ${escaped(entry.details.join(', '))}`
    const line = `• ${severity === undefined ? '' : `${titled(severity)}: `}${escaped(what)}${details}${when}`
    const last = pieces.at(-1)
    if (last === undefined || last.text.length + line.length >= limits.section) pieces.push({ text: line, entries: 1 })
    else pieces.splice(-1, 1, { text: `${last.text}\n${line}`, entries: last.entries + 1 })
  }
  return pieces
}

function section(text: string): Block {
  return { type: 'section', text: { type: 'mrkdwn', text: fitted(text, limits.section), verbatim: true } }
}

function context(text: string): Block {
  return { type: 'context', elements: [{ type: 'mrkdwn', text: fitted(text, limits.context), verbatim: true }] }
}

function fallback({ headline, facts, parts }: Telling): string {
  const lines = parts.flatMap((part) => [
    ...(part.title === undefined ? [] : [`${part.title}:`]),
    ...part.entries.map(({ severity, what }) => `• ${severity === undefined ? '' : `${titled(severity)}: `}${what}`),
    ...(part.more === undefined ? [] : [part.more]),
  ])
  return fitted(
    [headline, facts.join(', '), ...lines]
      .filter((line) => line !== '')
      .map(escaped)
      .join('\n'),
    limits.fallback,
  )
}

function sizeOf(blocks: readonly Block[]): number {
  return blocks.reduce((sum, block) => sum + JSON.stringify(block).length, 0)
}

const titled = (severity: Severity): string => severity.charAt(0).toUpperCase() + severity.slice(1)

const moods = {
  well: ':large_green_circle:',
  fair: ':large_yellow_circle:',
  bad: ':red_circle:',
  unknown: ':white_circle:',
} as const

const marks: Readonly<Record<Severity, string>> = {
  critical: ':red_circle:',
  high: ':large_orange_circle:',
  medium: ':large_yellow_circle:',
  low: ':large_blue_circle:',
  info: ':white_circle:',
}
