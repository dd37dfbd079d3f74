import type { TranslatedWord, Translator } from './translator.ts'
import { isFindable, WordList } from './word-list.ts'

/** What two texts are: it cannot be told; the same, and nothing in them is replaced; the same but for words with one symbol. */
export const [unsure, same, sameButWords] = [0, 1, 2]

const [quote, dot, colon, equals, slash, dash] = [34, 46, 58, 61, 47, 45]
const [letterA, letterR, letterN] = [97, 114, 110]

/** Bits of the table: what may begin with two characters. `foreign`: what is the other side's in this one. `special`: all that is not looked through. */
const [mine, theirs, special, dotted, foreignInMine, foreignInTheirs, shaped, apart] = [1, 2, 4, 8, 16, 32, 64, 128]

const isAlphanumeric = new Uint8Array(256)
for (const c of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789') isAlphanumeric[c.charCodeAt(0)] = 1

/** The words of one side as they are looked for in text, with what stands for each. */
interface Side {
  readonly list: WordList
  /** By word: its symbol, the same number on both sides for the same one. */
  readonly symbols: readonly number[]
  readonly areDomains: readonly boolean[]
  /** Whether something of the other environment may be in the word itself. */
  readonly areNoted: readonly boolean[]
  /** The words of the other environment that would be something to say of in a text of this side. */
  readonly foreign: WordList
}

/** What is known of one side of a comparison. */
export interface Speaker {
  readonly translator: Pick<Translator, 'words' | 'hasNetworks'>
  /** The words with which something of the other environment begins; undefined: anything may. */
  readonly foreign: readonly string[] | undefined
}

/**
 * Goes through two texts at once, byte by byte, and says whether what a translator makes of each is surely the same: where one has a word of
 * its environment, the other has one for which the same symbol stands, and everything else is equal. Nothing is made of either. Where it
 * is not so plain (an escape, an address of a network, a word that may be part of another), it is not sure. On the way it notes whether
 * either may hold something of the other environment.
 */
export class AlignedTexts {
  /** Behind the texts that were gone through; not where it is not sure. */
  i = 0
  j = 0
  /** Whether they may be URLs or connection strings, which are taken apart before they are compared. */
  isTakenApart = false
  /** Whether something of the other environment may be in one of them, where it is sure what they are. */
  isNoted = false
  /** By two bytes, `first * 128 + second % 128`. */
  private readonly table = new Uint8Array(256 * 128)
  private readonly one: Side
  private readonly other: Side

  constructor(one: Speaker, other: Speaker) {
    const numbers = new Map<string, number>()
    this.one = sideOf(one, numbers)
    this.other = sideOf(other, numbers)
    const isPlain = [one, other].every(
      ({ translator, foreign }) => foreign !== undefined && translator.words.every(({ text }) => isFindable(text)),
    )
    const hasNetworks = one.translator.hasNetworks || other.translator.hasNetworks
    for (let first = 0; first < 256; first++) {
      const isSpecial = !isPlain || first < 32 || first >= 127 || '"\\%{['.includes(String.fromCharCode(first))
      for (let second = 0; second < 128; second++)
        this.table[first * 128 + second] = isSpecial ? special : this.flagsOf(first, second, hasNetworks)
    }
  }

  private flagsOf(first: number, second: number, hasNetworks: boolean): number {
    const at = first * 128 + second
    const { one, other } = this
    return (
      (one.list.starts[at] === 1 ? mine : 0) |
      (other.list.starts[at] === 1 ? theirs : 0) |
      (one.foreign.starts[at] === 1 ? foreignInMine : 0) |
      (other.foreign.starts[at] === 1 ? foreignInTheirs : 0) |
      (hasNetworks && isDigit(first) && second === dot ? dotted : 0) |
      (isShape(first, second) ? shaped : 0) |
      (first === equals || (first === colon && second === slash) ? apart : 0)
    )
  }

  /** The texts whose quotes are at `i` and `j`. */
  compare(a: Buffer, i: number, b: Buffer, j: number): number {
    const { table } = this
    let k = i + 1
    let l = j + 1
    let dots = 0
    let replaced = false
    let passed = false
    this.isNoted = false
    this.isTakenApart = false
    for (;;) {
      const x = a[k] ?? 0
      const y = b[l] ?? 0
      const flags = table[x * 128 + ((a[k + 1] ?? 0) & 127)] ?? 0
      if (x === y && flags === 0) {
        k++
        l++
        passed = true
        continue
      }
      if (x === quote && y === quote) break
      const others = table[y * 128 + ((b[l + 1] ?? 0) & 127)] ?? 0
      if (((flags | others) & special) !== 0) return unsure
      if ((flags & dotted) !== 0 && isDigit(a[k + 2])) return unsure
      if (x !== y && passed) {
        // What the other side goes on with was not looked at where both were still equal.
        const before = table[(b[l - 1] ?? 0) * 128 + (y & 127)] ?? 0
        if ((before & theirs) !== 0 && this.other.list.at(b, l - 1) >= 0) return unsure
        if (!this.isNoted) this.isNoted = this.holdsForeign(a, k, 0, b, l - 1, before)
      }
      passed = false
      if ((flags & apart) !== 0) this.isTakenApart = true
      if (x === dot) dots++
      if (!this.isNoted) this.isNoted = dots >= 3 || this.holdsForeign(a, k, flags, b, l, others)
      const own = (flags & mine) === 0 ? -1 : this.one.list.at(a, k)
      const its = (others & theirs) === 0 ? -1 : this.other.list.at(b, l)
      if (own < 0 && its < 0) {
        if (x !== y) return unsure
        k++
        l++
        continue
      }
      if (own < 0 || its < 0 || this.one.symbols[own] !== this.other.symbols[its]) return unsure
      const stop = k + this.one.list.lengthOf(own)
      const end = l + this.other.list.lengthOf(its)
      const isDomain = this.one.areDomains[own] === true
      if (!isWhole(a, k, stop, isDomain) || !isWhole(b, l, end, isDomain)) return unsure
      if (isDomain) dots = 3
      if (this.one.areNoted[own] === true || this.other.areNoted[its] === true) this.isNoted = true
      replaced = true
      k = stop
      l = end
    }
    this.i = k + 1
    this.j = l + 1
    if (!replaced) return same
    if (dots >= 3) this.isNoted = true
    return sameButWords
  }

  private holdsForeign(a: Buffer, k: number, flags: number, b: Buffer, l: number, others: number): boolean {
    return (
      ((flags & foreignInMine) !== 0 && this.one.foreign.at(a, k) >= 0) ||
      ((others & foreignInTheirs) !== 0 && this.other.foreign.at(b, l) >= 0) ||
      ((flags & shaped) !== 0 && isLikeAnIdentifier(a, k)) ||
      ((others & shaped) !== 0 && isLikeAnIdentifier(b, l))
    )
  }
}

function sideOf({ translator: { words }, foreign = [] }: Speaker, numbers: Map<string, number>): Side {
  const numberOf = (symbol: string): number => {
    const number = numbers.get(symbol) ?? numbers.size
    numbers.set(symbol, number)
    return number
  }
  return {
    list: new WordList(words.filter(({ text }) => isFindable(text)).map(({ text }) => text)),
    symbols: words.map(({ symbol }) => numberOf(symbol)),
    areDomains: words.map(({ isDomain }) => isDomain),
    areNoted: words.map((word) => isNotedItself(word, foreign)),
    foreign: new WordList(foreign),
  }
}

/**
 * Whether a word of the other environment begins within one of one's own, or something like an identifier does, as it may with a dash or a
 * dot of the word. A domain of one's own that ends in one of the other's is one's own: the longest counts.
 */
function isNotedItself({ text, isDomain }: TranslatedWord, foreign: readonly string[]): boolean {
  if (/-[0-9a-f]/.test(text) || (!isDomain && text.includes('.'))) return true
  for (let at = 1; at < text.length; at++) {
    if (isAlphanumeric[text.charCodeAt(at - 1)] === 1) continue
    const rest = text.slice(at)
    const isOwnEnd = (word: string): boolean => isDomain && word === rest && text[at - 1] === '.'
    const words = foreign.map((word) => word.toLowerCase())
    if (words.some((word) => !isOwnEnd(word) && (rest.startsWith(word) || word.startsWith(rest)))) return true
  }
  return false
}

/** Whether something like an identifier may be told by two bytes in it: `-0a` of an id, `n:` of an ARN, a dot of a host. */
function isShape(first: number, second: number): boolean {
  return (first === dash && isHex(second)) || (first === letterN && second === colon) || first === dot
}

/** Whether what was told so by two bytes may be one. */
function isLikeAnIdentifier(bytes: Buffer, at: number): boolean {
  if (bytes[at] === letterN) return bytes[at - 1] === letterR && bytes[at - 2] === letterA
  let end = at + 1
  while (isHex(bytes[end] ?? 0)) end++
  return end - at > 8
}

function isHex(byte: number): boolean {
  return (byte >= 48 && byte <= 57) || (byte >= 97 && byte <= 102)
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 48 && byte <= 57
}

/** Whether a word stands by itself, whatever case it is written in, and is replaced where it stands. */
function isWhole(bytes: Buffer, start: number, end: number, isDomain: boolean): boolean {
  const before = bytes[start - 1] ?? 0
  const after = bytes[end] ?? 0
  if (isAlphanumeric[before] === 1 || isAlphanumeric[after] === 1) return false
  if (!isDomain) return true
  return before !== dash && after !== dash && (after !== dot || isAlphanumeric[bytes[end + 1] ?? 0] !== 1)
}
