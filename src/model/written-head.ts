import type { Digest, Head, Key, Origin } from './resource.ts'
import { hashOfBytes, hashOfText } from './word-hash.ts'

/** What all heads of one kind and place have in common. */
export interface HeadPlace {
  readonly kind: string
  readonly origin: Origin
  readonly account: string | undefined
  readonly region: string | undefined
  readonly service: string | undefined
  /** The length of what keys begin with before the id: `firewall|aws-ec2|111111111111/eu-west-1|`. */
  readonly prefix: number
}

const [quote, comma, closeBracket] = [34, 44, 93]

/**
 * A head of which most stays as it is written, in bytes outside of the heap: what nobody asks for is never made, and half a million
 * heads as objects of texts are a gigabyte for the garbage collector to go through. Its parts are no properties of its own: whoever copies
 * one takes {@link plainHead}.
 */
export class WrittenHead implements Head {
  readonly key: Key
  readonly name: string | undefined
  readonly address: string | undefined
  private readonly place: HeadPlace
  private readonly bytes: Buffer
  private readonly at: number

  /**
   * @param bytes hold it for as long as it lives
   * @param at where its identifiers begin, behind the bracket: `"sg-1","web"],…,"contentDigest":"…"`, ASCII without escapes
   */
  constructor(
    key: Key,
    place: HeadPlace,
    name: string | undefined,
    address: string | undefined,
    bytes: Buffer,
    at: number,
  ) {
    this.key = key
    this.name = name
    this.address = address
    this.place = place
    this.bytes = bytes
    this.at = at
  }

  get kind(): string {
    return this.place.kind
  }

  get id(): string {
    return this.key.slice(this.place.prefix)
  }

  get origin(): Origin {
    return this.place.origin
  }

  get identifiers(): readonly string[] {
    const found: string[] = []
    let i = this.at
    while (this.bytes[i] !== closeBracket) {
      const end = this.endOfText(i + 1)
      found.push(this.text(i + 1, end))
      i = this.bytes[end + 1] === comma ? end + 2 : end + 1
    }
    return found
  }

  get account(): string | undefined {
    return this.place.account
  }

  get region(): string | undefined {
    return this.place.region
  }

  get service(): string | undefined {
    return this.place.service
  }

  get contentDigest(): Digest {
    const from = this.bytes.indexOf(digestStart, this.at, 'latin1') + digestStart.length
    return this.text(from, this.endOfText(from))
  }

  /** The numbers of its id and its identifiers; see hashOfText. */
  hashes(found: (hash: number) => void): void {
    const { bytes, key } = this
    found(hashOfText(key, this.place.prefix, key.length))
    let i = this.at
    while (bytes[i] !== closeBracket) {
      const end = this.endOfText(i + 1)
      found(hashOfBytes(bytes, i + 1, end))
      i = bytes[end + 1] === comma ? end + 2 : end + 1
    }
  }

  /** Whether a word is its id. */
  isCalled(word: string): boolean {
    return this.key.length - this.place.prefix === word.length && this.key.endsWith(word)
  }

  /** Whether a word is its id or one of its identifiers. */
  answersTo(word: string): boolean {
    if (this.isCalled(word)) return true
    const { bytes } = this
    let i = this.at
    while (bytes[i] !== closeBracket) {
      const end = this.endOfText(i + 1)
      if (end - i - 1 === word.length && this.isHere(word, i + 1)) return true
      i = bytes[end + 1] === comma ? end + 2 : end + 1
    }
    return false
  }

  /** For whoever prints one. */
  toJSON(): Head {
    return plainHead(this)
  }

  private isHere(word: string, at: number): boolean {
    const { bytes } = this
    for (let k = 0; k < word.length; k++) if (bytes[at + k] !== word.charCodeAt(k)) return false
    return true
  }

  /** Where the quote behind a text is that begins here. */
  private endOfText(from: number): number {
    const { bytes } = this
    let i = from
    while (bytes[i] !== quote) i++
    return i
  }

  private text(from: number, to: number): string {
    return this.bytes.toString('latin1', from, to)
  }
}

const digestStart = ',"contentDigest":"'

/** A head as an object of its own, which may be copied and changed. */
export function plainHead(head: Head): Head {
  if (!(head instanceof WrittenHead)) return head
  const { key, kind, id, origin, name, address, identifiers, account, region, service, contentDigest } = head
  return {
    ...{ key, kind, id, origin },
    ...(name === undefined ? {} : { name }),
    ...(address === undefined ? {} : { address }),
    identifiers,
    ...(account === undefined ? {} : { account }),
    ...(region === undefined ? {} : { region }),
    ...(service === undefined ? {} : { service }),
    contentDigest,
  }
}
