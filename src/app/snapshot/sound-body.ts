/** What a look at a body came to: it is sound, of ASCII alone or not; or that cannot be told in this way. */
export type Soundness = 'ascii' | 'unicode' | undefined

const [quote, backslash, openBrace, closeBrace, openBracket, closeBracket] = [34, 92, 123, 125, 91, 93]
const [comma, colon, minus, dot, zero, nine, control] = [44, 58, 45, 46, 48, 57, 32]

/** Far above any resource, and below what is refused. */
const deepest = 100
/** So many digits are no endless number. */
const longestNumber = 300

/**
 * Whether bytes (UTF-8) are the body of a resource as a snapshot is written: JSON without white space, `tags` of texts, `asOf` where it is
 * there, `attributes`, each once; nothing in it that is refused. One pass, in which nothing is made; what it is not sure of is for whoever parses it.
 */
export function soundBody(bytes: Uint8Array, from: number, to: number): Soundness {
  const scan = new BodyScan(bytes, to)
  let i = scan.literal(from, '{"tags":{')
  if (i < 0) return undefined
  i = scan.tags(i)
  if (i > 0 && bytes[i + 2] === 97 && bytes[i + 3] === 115) {
    i = scan.literal(i, ',"asOf":')
    const end = i < 0 ? -1 : scan.text(i)
    if (end < 0 || Number.isNaN(Date.parse(Buffer.from(bytes.subarray(i + 1, end - 1)).toString('latin1'))))
      return undefined
    i = end
  }
  i = i < 0 ? i : scan.literal(i, ',"attributes":')
  if (i < 0 || bytes[i] !== openBrace) return undefined
  i = scan.value(i)
  if (i !== to - 1 || bytes[i] !== closeBrace) return undefined
  return scan.seen < 128 ? 'ascii' : 'unicode'
}

class BodyScan {
  /** All bytes of texts that are beyond ASCII, as one. */
  seen = 0
  private readonly bytes: Uint8Array
  private readonly to: number
  /** 1: in an object, 0: in a list. */
  private readonly kinds = stack

  constructor(bytes: Uint8Array, to: number) {
    this.bytes = bytes
    this.to = to
  }

  /** Behind some characters; -1: others are there. */
  literal(at: number, wanted: string): number {
    for (let k = 0; k < wanted.length; k++) if (this.bytes[at + k] !== wanted.charCodeAt(k)) return -1
    return at + wanted.length
  }

  /** Behind the object of texts whose first member begins at `at`; -1 for anything else. */
  tags(at: number): number {
    const { bytes } = this
    if (bytes[at] === closeBrace) return at + 1
    for (let i = at; ;) {
      i = this.key(i)
      i = i < 0 ? i : this.text(i)
      if (i < 0) return -1
      if (bytes[i] === closeBrace) return i + 1
      if (bytes[i] !== comma) return -1
      i++
    }
  }

  /** Behind a value; -1: it is not sure that it is one. */
  value(at: number): number {
    const { bytes, kinds, to } = this
    let depth = 0
    let i = at
    while (i < to) {
      const code = bytes[i] ?? 0
      if (code === openBrace || code === openBracket) {
        if (depth === deepest) return -1
        kinds[depth++] = code === openBrace ? 1 : 0
        i++
        if (bytes[i] !== (code === openBrace ? closeBrace : closeBracket)) {
          if (code === openBrace) i = this.key(i)
          if (i < 0) return -1
          continue
        }
        depth--
        i++
      } else i = code === quote ? this.text(i) : this.plain(i, code)
      // Behind a value: what it is in goes on, or ends.
      for (;;) {
        if (i < 0 || depth === 0) return i
        const next = bytes[i]
        const inObject = kinds[depth - 1] === 1
        if (next === comma) {
          i = inObject ? this.key(i + 1) : i + 1
          if (i < 0) return -1
          break
        }
        if (next !== (inObject ? closeBrace : closeBracket)) return -1
        depth--
        i++
      }
    }
    return -1
  }

  /** Behind the text that begins at `at`. */
  text(at: number): number {
    const { bytes } = this
    if (bytes[at] !== quote) return -1
    for (let i = at + 1; ;) {
      i = this.endOfPlain(i)
      const code = bytes[i]
      if (code === quote) return i < this.to ? i + 1 : -1
      if (code !== backslash) return -1
      const escaped = bytes[i + 1] ?? 0
      if (escaped === 117) {
        for (let k = 2; k <= 5; k++) if (!isHex(bytes[i + k] ?? 0)) return -1
        i += 6
      } else if (escapes.includes(escaped)) i += 2
      else return -1
    }
  }

  /** At the first character that is escaped, ends a text or may not stand in one. */
  private endOfPlain(from: number): number {
    const { bytes } = this
    let i = from
    for (;;) {
      while (isAscii[bytes[i] ?? 0] === 1) i++
      const code = bytes[i] ?? 0
      if (code < 128) return i
      this.seen |= code
      i++
    }
  }

  /** Behind the name of a member and its colon. What means the prototype, or may be written so in escapes, is not sure. */
  private key(at: number): number {
    const { bytes } = this
    if (bytes[at] !== quote || (bytes[at + 1] === 95 && bytes[at + 2] === 95)) return -1
    const end = this.endOfPlain(at + 1)
    return bytes[end] === quote && bytes[end + 1] === colon && end < this.to ? end + 2 : -1
  }

  /** Behind a number, `true`, `false` or `null`. */
  private plain(at: number, first: number): number {
    if (first === 116) return this.literal(at, 'true')
    if (first === 102) return this.literal(at, 'false')
    if (first === 110) return this.literal(at, 'null')
    const { bytes } = this
    const start = first === minus ? at + 1 : at
    let i = this.digits(start)
    if (i < 0 || i - start > longestNumber || (bytes[start] === zero && i - start > 1)) return -1
    if (bytes[i] === dot) i = this.digits(i + 1)
    // Few write an exponent, and such a number may be endless: the comma or bracket that has to follow is not there.
    return i
  }

  private digits(at: number): number {
    let i = at
    while ((this.bytes[i] ?? 0) >= zero && (this.bytes[i] ?? 0) <= nine) i++
    return i === at ? -1 : i
  }
}

const stack = new Uint8Array(deepest)
/** By its code: whether a character of ASCII stands for itself in a text. */
const isAscii = new Uint8Array(256).fill(1, control, 128)
isAscii[quote] = 0
isAscii[backslash] = 0
const escapes: readonly number[] = [...'"\\/bfnrt'].map((character) => character.charCodeAt(0))

function isHex(code: number): boolean {
  return (code >= zero && code <= nine) || (code >= 97 && code <= 102) || (code >= 65 && code <= 70)
}
