import type { WordSet } from './identifiers.ts'
import { endOfText, type Codes } from './json-text.ts'
import { WordFilter } from './word-filter.ts'

/** What tells the words of the other environment. */
export interface ForeignTells {
  /** What every text has that holds another word of it than an identifier. */
  readonly names: RegExp
  /** With what a match of `names` begins: two characters each. Undefined: with anything. */
  readonly starts: readonly string[] | undefined
  /** Its identifiers. */
  readonly identifiers: WordSet
  /** Whether a word is an identifier of it, and none of our own. */
  readonly isTheirs: (word: string) => boolean
  /** Whether one text may hold a word of it. */
  readonly suspects: (text: string) => boolean
}

/** Whether JSON text may hold a word of the other environment, from a place on. */
export type SuspectsIn = (written: { readonly text: string; readonly codes: Codes; readonly at: number }) => boolean

const [backslash, dash, dot, colon] = [92, 45, 46, 58]

/** Of what identifiers are made: letters, digits, dashes and dots; what may stand in an ARN beside them is no delimiter. */
const isPart = new Uint8Array(128)
const isHex = new Uint8Array(128)
for (const code of [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-'].map((c) => c.charCodeAt(0)))
  isPart[code] = 1
for (const code of [...'0123456789abcdef'].map((c) => c.charCodeAt(0))) isHex[code] = 1
const isDelimiter = new Uint8Array(128)
for (const code of [...' \t\n\r\v\f"\',;()[]{}<>|=@'].map((c) => c.charCodeAt(0))) isDelimiter[code] = 1

/**
 * Whether JSON text may hold a word of the other environment from a place on: false only where the detector would suspect none of its
 * texts. One pass over all of it, where asking text by text takes several over each.
 */
export function writtenSuspects(tells: ForeignTells): SuspectsIn {
  const scan = new WrittenWords(tells)
  return (written) => scan.suspects(written)
}

class WrittenWords {
  private readonly tells: ForeignTells
  private readonly names: RegExp
  /** By two characters: whether a match of `names` may begin with them, in upper or lower case. */
  private readonly starts = new Uint8Array(128 * 128)
  private filter: WordFilter | undefined

  constructor(tells: ForeignTells) {
    this.tells = tells
    this.names = new RegExp(tells.names.source, `${tells.names.flags}y`)
    for (const start of tells.starts ?? []) {
      for (const a of cases(start[0])) for (const b of cases(start[1])) this.starts[a * 128 + b] = 1
    }
  }

  suspects({ text: json, codes, at }: Parameters<SuspectsIn>[0]): boolean {
    const { starts } = this
    const escaped = json.includes('\\', at)
    // A word may be written in such escapes.
    if (escaped && json.includes('\\u', at)) return true
    if (this.tells.starts === undefined && this.tells.names.test(json)) return true
    let [start, dots, lastDash, before] = [-1, 0, -1, 0]
    for (let i = at; i < codes.length; i++) {
      const code = codes[i] ?? 0
      if (code >= 128) {
        if (start >= 0 && this.bears(json, start, i, dots, lastDash)) return true
        start = -1
        before = 0
        continue
      }
      if (starts[before * 128 + code] === 1 && this.isNamed(json, codes, i - 1, at, escaped)) return true
      before = code
      if (isPart[code] === 1) {
        if (start < 0) {
          start = i
          dots = 0
          lastDash = -1
        }
        if (code === dot) dots++
        else if (code === dash) lastDash = i
        continue
      }
      if (start >= 0 && this.bears(json, start, i, dots, lastDash)) return true
      start = -1
      // What is escaped by one character is a delimiter, or no part of an identifier.
      if (code === backslash) i++
    }
    return start >= 0 && this.bears(json, start, json.length, dots, lastDash)
  }

  /** Whether a name begins at a place, in a text that may hold a word of the other environment. */
  private isNamed(json: string, codes: Codes, i: number, at: number, escaped: boolean): boolean {
    this.names.lastIndex = i
    if (!this.names.test(json)) return false
    if (escaped) return true
    const start = json.lastIndexOf('"', i)
    const end = endOfText(codes, start)
    if (start < at || end <= i) return true
    // A number, or the name of a member, is no text; and what follows a text is between two of them.
    if (json.charCodeAt(end) === colon) return false
    return this.tells.suspects(json.slice(start + 1, end - 1))
  }

  /** Whether a run of the characters of identifiers is one of the other environment, or is in one. */
  private bears(json: string, start: number, end: number, dots: number, lastDash: number): boolean {
    const length = end - lastDash - 1
    if (dots >= 3 || (lastDash > start && length >= 8 && length <= 17 && allHex(json, lastDash + 1, end))) {
      if (this.isTheirs(json, start, end)) return true
    }
    if (json.charCodeAt(end) !== colon) return false
    if (dots >= 3 && this.isTheirs(json, start, endOfDigits(json, end + 1))) return true
    if (end - start < 3 || !json.startsWith('arn', end - 3)) return false
    const stop = endOfWord(json, end)
    return stop < 0 || this.isTheirs(json, end - 3, stop)
  }

  private isTheirs(json: string, start: number, end: number): boolean {
    this.filter ??= new WordFilter(this.tells.identifiers)
    return this.filter.mayHave(json, start, end) && this.tells.isTheirs(json.slice(start, end))
  }
}

function cases(character: string | undefined): readonly number[] {
  const of = (character ?? '').charCodeAt(0)
  return [of, (character ?? '').toLowerCase().charCodeAt(0), (character ?? '').toUpperCase().charCodeAt(0)]
}

function allHex(text: string, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    const code = text.charCodeAt(i)
    if (code >= 128 || isHex[code] !== 1) return false
  }
  return true
}

function endOfDigits(text: string, from: number): number {
  let i = from
  while (text.charCodeAt(i) >= 48 && text.charCodeAt(i) <= 57) i++
  return i
}

/** Behind the word; -1 where it cannot be told without parsing the text: a letter of it is escaped, or may be a space of another alphabet. */
function endOfWord(text: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code >= 128) return -1
    if (code === backslash) return /["nrtf]/.test(text[i + 1] ?? '') ? i : -1
    if (isDelimiter[code] === 1) return i
  }
  return text.length
}
