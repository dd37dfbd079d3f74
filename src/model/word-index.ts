import type { Head } from './resource.ts'
import { hashOfBytes, hashOfText } from './word-hash.ts'
import { WrittenHead } from './written-head.ts'

/**
 * Heads by their words: ids and identifiers. It holds numbers alone and looks at the heads to be sure, so that neither texts nor lists are made
 * of words that nobody asks for. Made when first asked.
 */
export class WordIndex {
  private readonly heads: readonly Head[]
  /** By the last bits of its hash, the last entry of a word; then each entry's one before it. -1: none. */
  private first = new Int32Array(0)
  private before = new Int32Array(0)
  private hashes = new Int32Array(0)
  /** Whose word an entry is. */
  private owners = new Int32Array(0)
  private entries = 0

  /** @param heads kept */
  constructor(heads: readonly Head[]) {
    this.heads = heads
  }

  /** The heads of one of `kinds` (none given: of any kind) that a word means, each once; mostly it is one, and stands for itself. */
  find(word: string, kinds: readonly string[]): Head | readonly Head[] | undefined {
    if (this.first.length === 0) this.build()
    const hash = hashOfText(word, 0, word.length)
    let one: Head | undefined
    let several: Head[] | undefined
    let last = -1
    for (let entry = this.first[hash & (this.first.length - 1)] ?? -1; entry >= 0; entry = this.before[entry] ?? -1) {
      const owner = this.owners[entry] ?? -1
      // The entries of a head follow each other.
      if (this.hashes[entry] !== hash || owner === last) continue
      const head = this.heads[owner]
      if (head === undefined || (kinds.length > 0 && !kinds.includes(head.kind)) || !answersTo(head, word)) continue
      last = owner
      if (one === undefined) one = head
      else (several ??= [one]).push(head)
    }
    return several ?? one
  }

  /** Whether a word that is written in bytes, each of which is a character, may be one of them: no text is made of it. Never no for one that is. */
  mayHave(bytes: Uint8Array, from: number, to: number): boolean {
    if (this.first.length === 0) this.build()
    const hash = hashOfBytes(bytes, from, to)
    let entry = this.first[hash & (this.first.length - 1)] ?? -1
    while (entry >= 0 && this.hashes[entry] !== hash) entry = this.before[entry] ?? -1
    return entry >= 0
  }

  private build(): void {
    const count = this.heads.length
    this.grow(Math.max(16, count * 3))
    const add = (hash: number): void => {
      if (this.entries === this.hashes.length) this.grow(this.entries * 2)
      this.hashes[this.entries++] = hash
    }
    for (let owner = 0; owner < count; owner++) {
      const from = this.entries
      const head = this.heads[owner]
      if (head instanceof WrittenHead) head.hashes(add)
      else if (head !== undefined) {
        add(hashOfText(head.id, 0, head.id.length))
        for (const word of head.identifiers) add(hashOfText(word, 0, word.length))
      }
      this.owners.fill(owner, from, this.entries)
    }
    let size = 16
    while (size < this.entries) size *= 2
    this.first = new Int32Array(size).fill(-1)
    for (let entry = 0; entry < this.entries; entry++) {
      const bucket = (this.hashes[entry] ?? 0) & (size - 1)
      this.before[entry] = this.first[bucket] ?? -1
      this.first[bucket] = entry
    }
  }

  private grow(size: number): void {
    const grown = (old: Int32Array): Int32Array<ArrayBuffer> => {
      const made = new Int32Array(size)
      made.set(old)
      return made
    }
    this.hashes = grown(this.hashes)
    this.owners = grown(this.owners)
    this.before = grown(this.before)
  }
}

function answersTo(head: Head, word: string): boolean {
  return head instanceof WrittenHead ? head.answersTo(word) : head.id === word || head.identifiers.includes(word)
}
