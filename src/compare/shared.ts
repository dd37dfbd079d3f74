import { contains, parseRange } from './cidr.ts'

/** A part of a text, by its first character and the one after its last. */
export type Span = readonly [start: number, end: number]

/** Whether a word found at a place of a text is listed as used by both environments on purpose. */
export type SharedTest = (word: string, at: Span) => boolean

/**
 * What both environments use on purpose (`shared:`), as a question about the words of one text. Only the listed thing
 * itself is passed over, never the text around it: a list of hosts may hold one that is shared and one that is not.
 *
 * - a host, and what is in it: its subdomains, its port, its paths; a name, an id or an ARN in the same way. Whole words
 *   only: `shop` is neither `shop.example` nor `shop-web`;
 * - an account: every word that has it as a part;
 * - an address range: every range and address inside it;
 * - with `*` for any text: every word (or the address, ARN or path it is a part of) that answers to it.
 */
export function sharedWords(shared: readonly string[]): (text: string) => SharedTest {
  const listed = [...new Set(shared.map((entry) => entry.trim().toLowerCase()).filter((entry) => entry !== ''))]
  const patterns = listed.filter((entry) => entry.includes('*'))
  const plain = listed.filter((entry) => !entry.includes('*'))
  const ranges = plain.flatMap((entry) => parseRange(entry) ?? [])
  if (listed.length === 0) return () => () => false
  return (text) => {
    const lower = text.toLowerCase()
    const spans = plain.flatMap((entry) => placesOf(entry, lower))
    return (word, [start, end]) => {
      if (spans.some(([from, to]) => from <= start && end <= to)) return true
      const range = ranges.length === 0 ? undefined : parseRange(word)
      if (range !== undefined && ranges.some((outer) => contains(outer, range))) return true
      if (patterns.length === 0) return false
      const around = lower.slice(...surroundings(lower, start, end, word.length + reach))
      return patterns.some((pattern) => answers(pattern, word.toLowerCase()) || answers(pattern, around))
    }
  }
}

/** How far around a word the address or ARN that it is a part of is looked for. */
const reach = 2048

const inWord = /[^\s"',;()[\]{}<>|=@?&#]/
const inHost = /[a-z0-9.-]/

/** Where an entry stands in a (lower-case) text, each place with what lies in it. Linear in the text. */
function placesOf(entry: string, text: string): readonly Span[] {
  const isAccount = /^\d{12}$/.test(entry)
  const found: Span[] = []
  for (let at = text.indexOf(entry); at >= 0;) {
    const end = at + entry.length
    const whole = isAccount ? isWholeNumber(text, at, end) : isWholeWord(text, at, end)
    let next = end
    if (whole) {
      const floor = found.at(-1)?.[1] ?? 0
      const start = goBack(text, at, floor, isAccount ? inWord : inHost)
      next = goOn(text, end, inWord)
      found.push([start, next])
    }
    at = text.indexOf(entry, next)
  }
  return found
}

/** Not a part of a longer name: `db.shop.example` holds `shop.example`, and neither `shop` nor `b.shop`. */
function isWholeWord(text: string, start: number, end: number): boolean {
  if (/[a-z0-9_-]/.test(text[start - 1] ?? ' ') || /[a-z0-9_-]/.test(text[end] ?? ' ')) return false
  return text[end] !== '.' || !/[a-z0-9]/.test(text[end + 1] ?? ' ')
}

function isWholeNumber(text: string, start: number, end: number): boolean {
  return !/[a-z0-9]/.test(text[start - 1] ?? ' ') && !/[a-z0-9]/.test(text[end] ?? ' ')
}

function surroundings(text: string, start: number, end: number, most: number): Span {
  return [goBack(text, start, Math.max(0, start - most), inWord), goOn(text.slice(0, end + most), end, inWord)]
}

function goBack(text: string, from: number, floor: number, kind: RegExp): number {
  let at = from
  while (at > floor && kind.test(text[at - 1] ?? '')) at--
  return at
}

function goOn(text: string, from: number, kind: RegExp): number {
  let at = from
  while (at < text.length && kind.test(text[at] ?? '')) at++
  return at
}

/** Whether a word answers to a pattern with `*` for any text: the parts between are searched for from left to right. */
export function answers(pattern: string, word: string): boolean {
  const [first = '', ...rest] = pattern.split('*')
  const last = rest.pop() ?? ''
  if (!word.startsWith(first) || !word.endsWith(last) || word.length < first.length + last.length) return false
  let from = first.length
  for (const part of rest) {
    const found = word.indexOf(part, from)
    if (found < 0 || found + part.length > word.length - last.length) return false
    from = found + part.length
  }
  return true
}
