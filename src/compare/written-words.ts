import type { WordSet } from './identifiers.ts'
import { endOfText, startsWith } from './json-text.ts'
import { WordList } from './word-list.ts'

/** What tells the words of the other environment. */
export interface ForeignTells {
  /** What every text has that holds another word of it than an identifier. */
  readonly names: RegExp
  /** The words with which a match of `names` that counts begins, behind what is no letter or digit. Undefined: there is no list of them. */
  readonly words: readonly string[] | undefined
  /** Its identifiers. */
  readonly identifiers: WordSet
  /** Whether a word is an identifier of it, and none of our own. */
  readonly isTheirs: (word: string) => boolean
  /** Whether one text may hold a word of it. */
  readonly suspects: (text: string) => boolean
}

/** Whether JSON text may hold a word of the other environment, from the beginning of a value to its end or that of what it is in. */
export type SuspectsIn = (bytes: Buffer, from: number, to: number) => boolean

const [quote, backslash, dot, colon, zero] = [34, 92, 46, 58, 48]
const [letterN, letterR, letterA, letterU, letterS, three] = [110, 114, 97, 117, 115, 51]

/** What a byte is: a letter or digit, a dash or dot, which may stand in an identifier too, or one after which nothing goes on. */
const [other, alphanumeric, joining] = [0, 1, 2]
const kinds = new Uint8Array(256)
const isHex = new Uint8Array(256)
const isDelimiter = new Uint8Array(256)
const codesIn = (text: string): readonly number[] => [...text].map((c) => c.charCodeAt(0))
for (const code of codesIn('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789')) kinds[code] = alphanumeric
for (const code of codesIn('.-')) kinds[code] = joining
for (const code of codesIn('0123456789abcdef')) isHex[code] = 1
for (const code of codesIn(' \t\n\r\v\f"\',;()[]{}<>|=@')) isDelimiter[code] = 1

/**
 * Whether JSON text may hold a word of the other environment from a place on: false only where the detector would suspect none of its
 * texts. One pass over its bytes, where asking text by text takes several over each.
 */
export function writtenSuspects(tells: ForeignTells): SuspectsIn {
  const scan = new WrittenWords(tells)
  return (bytes, from, to) => scan.suspects(bytes, from, to)
}

class WrittenWords {
  private readonly tells: ForeignTells
  private readonly words: WordList

  constructor(tells: ForeignTells) {
    this.tells = tells
    this.words = new WordList(tells.words ?? [])
  }

  suspects(bytes: Buffer, from: number, to: number): boolean {
    const { tells, words } = this
    const { starts } = words
    if (tells.words === undefined && tells.names.test(bytes.toString('utf8', from, to))) return true
    // Where the text begins that is looked through, and in it the run of what may stand in an identifier. -1: there is none.
    let text = -1
    let run = -1
    let dots = 0
    let lastDash = -1
    for (let i = from; i < to; i++) {
      const byte = bytes[i] ?? 0
      const kind = kinds[byte]
      let isNoted = false
      if (kind !== other) {
        if (run < 0) {
          run = i
          dots = 0
          lastDash = -1
        }
        if (kind === joining) {
          if (byte === dot) dots++
          else lastDash = i
          continue
        }
        isNoted =
          (starts[byte * 128 + ((bytes[i + 1] ?? 0) & 127)] === 1 && words.at(bytes, i) >= 0) ||
          (byte === zero && this.isBehindZeros(bytes, i))
        while (kinds[bytes[i + 1] ?? 0] === alphanumeric) i++
      } else {
        if (run >= 0) isNoted = this.bears(bytes, run, i, to, dots, lastDash)
        run = -1
        if (byte === quote) {
          if (text < 0) {
            text = i
            continue
          }
          if (!isNoted) text = -1
        } else if (byte === backslash) {
          // A word may be written in escapes of its letters. What is escaped by one character is a delimiter, or no part of an identifier.
          if (bytes[i + 1] === letterU) isNoted = true
          else i++
        }
      }
      if (!isNoted || text < 0) continue
      // What is said of a text is said of all of it.
      const end = endOfText(bytes, text)
      if (this.isSuspected(bytes, text, end)) return true
      i = end - 1
      text = -1
      run = -1
    }
    return false
  }

  /** The name of a member is no text. */
  private isSuspected(bytes: Buffer, from: number, end: number): boolean {
    if (bytes[end] === colon) return false
    const written = bytes.toString('utf8', from, end)
    return this.tells.suspects(written.includes('\\') ? (JSON.parse(written) as string) : written.slice(1, -1))
  }

  /** Whether a word stands behind the zeros with which a number begins. */
  private isBehindZeros(bytes: Buffer, at: number): boolean {
    for (let i = at + 1; bytes[i - 1] === zero; i++) if (this.words.at(bytes, i) >= 0) return true
    return false
  }

  /** Whether a run of the characters of identifiers is one of the other environment, or is in one. */
  private bears(bytes: Buffer, start: number, end: number, to: number, dots: number, lastDash: number): boolean {
    const length = end - lastDash - 1
    if (dots >= 3 || (lastDash > start && length >= 8 && length <= 17 && allHex(bytes, lastDash + 1, end))) {
      if (this.isTheirs(bytes, start, end)) return true
    }
    if (dots >= 3 && isHostOfBucket(bytes, start, end)) return true
    if (bytes[end] !== colon) return false
    if (isBucketScheme(bytes, start, end)) return true
    if (dots >= 3 && this.isTheirs(bytes, start, endOfDigits(bytes, end + 1))) return true
    if (end - start < 3 || !isArn(bytes, end - 3)) return false
    const stop = endOfWord(bytes, end, to)
    return stop < 0 || this.isTheirs(bytes, end - 3, stop)
  }

  private isTheirs(bytes: Buffer, start: number, end: number): boolean {
    const { identifiers, isTheirs } = this.tells
    return identifiers.mayHave?.(bytes, start, end) !== false && isTheirs(bytes.toString('latin1', start, end))
  }
}

/** `s3://` and `s3a://` before the name of a bucket, or `s3:::` in its ARN. */
function isBucketScheme(bytes: Buffer, start: number, end: number): boolean {
  const length = end - start
  if (bytes[start] !== letterS || bytes[start + 1] !== three) return false
  return length === 2 || (length === 3 && (bytes[end - 1] === letterA || bytes[end - 1] === letterN))
}

const ofAmazon = Buffer.from('.amazonaws.com')

/** A host of S3, which has the name of a bucket in it or before its path. */
function isHostOfBucket(bytes: Buffer, start: number, end: number): boolean {
  const from = end - ofAmazon.length
  if (from < start || !startsWith(bytes, ofAmazon, from)) return false
  for (let i = start; i < from; i++)
    if (bytes[i] === letterS && bytes[i + 1] === three && (i === start || bytes[i - 1] === dot)) return true
  return false
}

function isArn(bytes: Buffer, at: number): boolean {
  return bytes[at] === letterA && bytes[at + 1] === letterR && bytes[at + 2] === letterN
}

function allHex(bytes: Buffer, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (isHex[bytes[i] ?? 0] !== 1) return false
  return true
}

function endOfDigits(bytes: Buffer, from: number): number {
  let i = from
  while ((bytes[i] ?? 0) >= 48 && (bytes[i] ?? 0) <= 57) i++
  return i
}

/** Behind the word; -1 where it cannot be told without parsing the text: a letter of it is escaped, or may be a space of another alphabet. */
function endOfWord(bytes: Buffer, from: number, to: number): number {
  for (let i = from; i < to; i++) {
    const byte = bytes[i] ?? 0
    if (byte >= 128) return -1
    if (byte === backslash) return '"nrtf'.includes(String.fromCharCode(bytes[i + 1] ?? 0)) ? i : -1
    if (isDelimiter[byte] === 1) return i
  }
  return to
}
