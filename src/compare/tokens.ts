import { sameRun, type Codes } from './json-text.ts'

/** One text as it stands in one place of many resources, with what was found out about it. */
export interface Token {
  readonly text: string
  /** Of its characters; from the second time on. */
  codes: Codes | undefined
  /** Whether it means the same on the other side, written alike. */
  alike: boolean | undefined
  /** What it was last found to mean the same as. */
  partner: Token | undefined
  /** Whether the tests of its place clear it. */
  clear: boolean | undefined
  /** What came after it the last time. */
  next: Token | undefined
}

/** As many texts as are remembered of one place. */
const most = 4096

/**
 * The texts of one place. Resources of one template have the same in the same order: what came after a text the last time mostly comes
 * after it again, and is known by its bytes alone.
 */
export class Tokens {
  private readonly known = new Map<string, Token>()
  private last: Token | undefined

  /** @param whole the text that the codes are of */
  at(codes: Codes, whole: string, from: number, to: number): Token {
    const { last } = this
    const guess = last?.next
    const expected = guess?.codes
    if (guess !== undefined && expected?.length === to - from && sameRun(expected, 0, codes, from, to - from)) {
      this.last = guess
      return guess
    }
    const written = whole.slice(from, to)
    let token = this.known.get(written)
    if (token === undefined) {
      const text = ownText(codes, written, from, to)
      token = { text, codes: undefined, alike: undefined, partner: undefined, clear: undefined, next: undefined }
      if (this.known.size >= most) this.known.clear()
      this.known.set(text, token)
    } else token.codes ??= codes.slice(from, to)
    if (last !== undefined) last.next = token
    this.last = token
    return token
  }
}

/** A text of its own: a part of another keeps all of that in memory. */
function ownText(codes: Codes, written: string, from: number, to: number): string {
  return codes instanceof Uint8Array
    ? Buffer.from(codes.buffer, codes.byteOffset + from, to - from).toString('latin1')
    : written
}
