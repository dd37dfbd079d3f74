/** How many of the last characters of a word tell it. */
const tail = 8

/**
 * Says of a word that stands in a text whether it may be one of many, without making a text of it: by its last characters, in a table of
 * bits. Never no for one that is; yes for few that are not.
 */
export class WordFilter {
  private readonly bits: Uint32Array
  private readonly mask: number

  constructor(words: Iterable<string>) {
    // Their number is not known before.
    const found = Array.from(words, (word) => bitOf(word, 0, word.length))
    let size = 1024
    while (size < found.length * 16) size *= 2
    this.bits = new Uint32Array(size >> 5)
    this.mask = size - 1
    for (const one of found) {
      const bit = one & this.mask
      this.bits[bit >> 5] = (this.bits[bit >> 5] ?? 0) | (1 << (bit & 31))
    }
  }

  /** Of the word from `start` to `end`. */
  mayHave(bytes: Buffer, start: number, end: number): boolean {
    const bit = bitIn(bytes, start, end) & this.mask
    return ((this.bits[bit >> 5] ?? 0) & (1 << (bit & 31))) !== 0
  }
}

function bitOf(text: string, start: number, end: number): number {
  let hash = 0
  for (let i = Math.max(start, end - tail); i < end; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0
  return mixed(hash)
}

/** The same of bytes, each of them a character. */
function bitIn(bytes: Buffer, start: number, end: number): number {
  let hash = 0
  for (let i = Math.max(start, end - tail); i < end; i++) hash = (Math.imul(hash, 31) + (bytes[i] ?? 0)) | 0
  return mixed(hash)
}

function mixed(hash: number): number {
  const made = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return (made ^ (made >>> 12)) >>> 0
}
