/**
 * Words that are looked for in bytes, in upper or lower case: a table by two characters says where one may begin, and only there the
 * words are looked at.
 */
export class WordList {
  /** By two characters, `first * 128 + second`: whether a word may begin with them. */
  readonly starts = new Uint8Array(128 * 128)
  private readonly words: readonly Buffer[]

  /** @param words printable ASCII, in the order in which they are tried; {@link isFindable} */
  constructor(words: readonly string[]) {
    this.words = words.map((word) => Buffer.from(word.toLowerCase(), 'latin1'))
    for (const word of words) {
      for (const first of cases(word[0])) {
        if (word.length === 1) this.starts.fill(1, first * 128, first * 128 + 128)
        else for (const second of cases(word[1])) this.starts[first * 128 + second] = 1
      }
    }
  }

  /** Which of the words stands at a place, the first of them; -1: none. */
  at(bytes: Buffer, at: number): number {
    const { words } = this
    search: for (let n = 0; n < words.length; n++) {
      const word = words[n]
      if (word === undefined) continue
      for (let k = 0; k < word.length; k++) if (lower[bytes[at + k] ?? 0] !== word[k]) continue search
      return n
    }
    return -1
  }

  lengthOf(word: number): number {
    return this.words[word]?.length ?? 0
  }
}

/** Whether a word is written in JSON as it is, by one byte a character. */
export function isFindable(word: string): boolean {
  return /^[\x21-\x7e]+$/.test(word) && !/["\\]/.test(word)
}

/** Of each byte, the letter in lower case. */
const lower = new Uint8Array(256)
for (let byte = 0; byte < 256; byte++) lower[byte] = byte >= 65 && byte <= 90 ? byte + 32 : byte

function cases(character: string | undefined): readonly number[] {
  const of = character ?? ''
  return [of.toLowerCase().charCodeAt(0), of.toUpperCase().charCodeAt(0)]
}
