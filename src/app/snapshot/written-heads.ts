import type { Head } from '../../model/resource.ts'
import { WrittenHead, type HeadPlace } from '../../model/written-head.ts'

/** What stands alike in the heads of one kind and place, around what is a resource's own. */
interface Frame {
  readonly place: HeadPlace
  /** `{"head":{"key":"firewall|aws-ec2|111111111111/eu-west-1|` */
  readonly before: Uint8Array
  /** `","kind":"firewall","id":"` */
  readonly kind: Uint8Array
  /** `","origin":{…}` */
  readonly origin: Uint8Array
  /** `],"account":"111111111111","region":"eu-west-1","contentDigest":"` */
  readonly end: Uint8Array
}

/** As many kinds and places are remembered. */
const mostFrames = 10_000
/** Of more, it is worth a look whether one is there twice. */
const mostIdentifiers = 32
const digestLength = 64
const [quote, backslash, space, percent, bar, comma, closeBracket] = [34, 92, 32, 37, 124, 44, 93]

const head = Buffer.from('{"head":{')
const name = Buffer.from(',"name":"')
const address = Buffer.from(',"address":"')
const identifiers = Buffer.from(',"identifiers":[')
const body = Buffer.from('"},"body":{"tags":{')
const toBody = '"},"body":'.length

/**
 * Reads the heads of one snapshot where they stand in its lines, without parsing them: those of one kind and place are alike but for key,
 * id, name, address, identifiers and digest. Whatever is written in another way, or may be wrong, is parsed.
 */
export class WrittenHeads {
  /** Where the body begins behind the head that was read last. */
  bodyAt = 0
  private readonly parse: (json: string) => Head | undefined
  private readonly frames = new Map<string, Frame>()
  private last: Frame | undefined

  /** @param parse reads the JSON of a head; see quickHeads */
  constructor(parse: (json: string) => Head | undefined) {
    this.parse = parse
  }

  /**
   * The head that a line begins with, from `from` to `to`. Undefined: something may be wrong with it, or the line is no resource. The bytes
   * are kept.
   */
  read(bytes: Buffer, from: number, to: number): Head | undefined {
    const quick = this.last === undefined ? undefined : this.framed(this.last, bytes, from, to)
    if (quick !== undefined || !isHere(head, bytes, from)) return quick
    const at = bytes.indexOf(body, from) + 1
    if (at === 0 || at >= to) return undefined
    const found = this.parse(bytes.toString('utf8', from + head.length - 1, at + 1))
    if (found === undefined) return undefined
    this.bodyAt = at - 1 + toBody
    this.last = this.frameOf(found)
    // What is kept as bytes costs less than what was parsed.
    return this.last === undefined ? found : (this.framed(this.last, bytes, from, to) ?? found)
  }

  private framed(frame: Frame, bytes: Buffer, from: number, to: number): WrittenHead | undefined {
    if (!isHere(frame.before, bytes, from)) return undefined
    const id = from + frame.before.length
    let idEnd = id
    for (; ; idEnd++) {
      const code = bytes[idEnd] ?? 0
      if (code === quote) break
      // Such characters are escaped in a key.
      if (!isPlain(code) || code === percent || code === bar) return undefined
    }
    const length = idEnd - id
    if (length === 0 || !isHere(frame.kind, bytes, idEnd)) return undefined
    let i = idEnd + frame.kind.length
    if (!isSame(bytes, id, i, length)) return undefined
    i += length
    if (!isHere(frame.origin, bytes, i)) return undefined
    const nameAt = i + frame.origin.length
    const addressAt = named(name, bytes, nameAt)
    const listAt = named(address, bytes, addressAt)
    if (listAt < 0 || !isHere(identifiers, bytes, listAt)) return undefined
    const at = listAt + identifiers.length
    i = identifiersEnd(bytes, at)
    if (i < 0 || !isHere(frame.end, bytes, i)) return undefined
    i += frame.end.length
    const digestEnd = i + digestLength
    for (; i < digestEnd; i++) if (!isHex(bytes[i] ?? 0)) return undefined
    if (i >= to || !isHere(body, bytes, i)) return undefined
    this.bodyAt = i + toBody
    const key = bytes.toString('latin1', from + keyStart.length, idEnd)
    return new WrittenHead(
      key,
      frame.place,
      addressAt === nameAt ? undefined : bytes.toString('latin1', nameAt + name.length, addressAt - 1),
      listAt === addressAt ? undefined : bytes.toString('latin1', addressAt + address.length, listAt - 1),
      bytes,
      at,
    )
  }

  private frameOf({ key, kind, id, origin, account, region, service }: Head): Frame | undefined {
    const prefix = key.slice(0, key.length - id.length)
    // Keys are taken as they are written.
    if (![...prefix].every((character) => isPlain(character.codePointAt(0) ?? 0))) return undefined
    const end = `],${[...member('account', account), ...member('region', region), ...member('service', service)].join('')}`
    const word = `${prefix} ${origin.mode} ${end}`
    const known = this.frames.get(word)
    if (known !== undefined) return known
    const { collector, mode, scope } = origin
    const made = {
      place: { kind, origin, account, region, service, prefix: prefix.length },
      before: Buffer.from(`${keyStart}${JSON.stringify(prefix).slice(1, -1)}`),
      kind: Buffer.from(`","kind":${JSON.stringify(kind)},"id":"`),
      origin: Buffer.from(`","origin":${JSON.stringify({ collector, mode, scope })}`),
      end: Buffer.from(`${end}"contentDigest":"`),
    }
    if (this.frames.size < mostFrames) this.frames.set(word, made)
    return made
  }
}

const keyStart = '{"head":{"key":"'

function member(called: string, value: string | undefined): readonly string[] {
  return value === undefined ? [] : [`${JSON.stringify(called)}:${JSON.stringify(value)},`]
}

/** Behind a member that may be there; -1: it is not surely a text that is no problem. */
function named(start: Uint8Array, bytes: Uint8Array, at: number): number {
  if (at < 0 || !isHere(start, bytes, at)) return at
  const end = endOfText(bytes, at + start.length)
  return end < 0 ? -1 : end + 1
}

/** At the bracket that ends the identifiers, which are texts and no two of them alike; -1: it is not sure that they are. */
function identifiersEnd(bytes: Uint8Array, first: number): number {
  let i = first
  if (bytes[i] === closeBracket) return i
  for (let count = 0; count < mostIdentifiers; count++) {
    if (bytes[i] !== quote) return -1
    const end = endOfText(bytes, i + 1)
    if (end < 0 || wasThere(bytes, first, i, end - i)) return -1
    i = end + 1
    if (bytes[i] === closeBracket) return i
    if (bytes[i] !== comma) return -1
    i++
  }
  return -1
}

/** Whether the text at `at` (`length` from its first quote to the last) stands before it in the list too. */
function wasThere(bytes: Uint8Array, first: number, at: number, length: number): boolean {
  for (let i = first; i < at; i++) {
    const end = endOfText(bytes, i + 1)
    if (end - i === length && isSame(bytes, i, at, length)) return true
    i = end + 1
  }
  return false
}

/** The quote that ends a text of plain characters that is not empty; -1: it is another one. */
function endOfText(bytes: Uint8Array, from: number): number {
  let i = from
  while (isPlain(bytes[i] ?? 0)) i++
  return bytes[i] === quote && i > from ? i : -1
}

/** Printed ASCII that stands for itself. */
function isPlain(code: number): boolean {
  return code >= space && code < 127 && code !== quote && code !== backslash
}

function isHex(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 97 && code <= 102)
}

function isHere(wanted: Uint8Array, bytes: Uint8Array, at: number): boolean {
  for (let k = 0; k < wanted.length; k++) if (bytes[at + k] !== wanted[k]) return false
  return true
}

function isSame(bytes: Uint8Array, a: number, b: number, length: number): boolean {
  for (let k = 0; k < length; k++) if (bytes[a + k] !== bytes[b + k]) return false
  return true
}
