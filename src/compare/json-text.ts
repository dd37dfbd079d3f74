/**
 * Steps through JSON text that is known to be sound and without white space between its tokens, by its bytes in UTF-8, without making
 * values of it: no part of a character of several bytes is written like a sign of JSON.
 */
const [quote, backslash, openBrace, closeBrace, openBracket, closeBracket, comma] = [34, 92, 123, 125, 91, 93, 44]

/** A part of JSON text that is kept as bytes. */
export interface Utf8Text {
  readonly bytes: Buffer
  readonly from: number
  readonly to: number
}

/** The bytes of a text. */
export function utf8Of(text: string): Utf8Text {
  const bytes = Buffer.from(text, 'utf8')
  return { bytes, from: 0, to: bytes.length }
}

/** Behind the text that begins with the quote at `at`. */
export function endOfText(bytes: Buffer, at: number): number {
  for (let i = at + 1; i < bytes.length; i++) {
    const byte = bytes[i]
    if (byte === quote) return i + 1
    if (byte === backslash) i++
  }
  return bytes.length
}

/** Behind the value that begins at `at`. */
export function endOfValue(bytes: Buffer, at: number): number {
  const first = bytes[at]
  if (first === quote) return endOfText(bytes, at)
  if (first !== openBrace && first !== openBracket) {
    for (let i = at; i < bytes.length; i++) {
      const byte = bytes[i]
      if (byte === comma || byte === closeBrace || byte === closeBracket) return i
    }
    return bytes.length
  }
  let depth = 0
  for (let i = at; i < bytes.length; i++) {
    const byte = bytes[i]
    if (byte === quote) i = endOfText(bytes, i) - 1
    else if (byte === openBrace || byte === openBracket) depth++
    else if ((byte === closeBrace || byte === closeBracket) && --depth === 0) return i + 1
  }
  return bytes.length
}

/** Whether a value is a number, true, false or null, by its first byte. */
export function isBare(first: number | undefined): boolean {
  return first !== quote && first !== openBrace && first !== openBracket
}

/** Where the value of a member of the object at `at` begins, the first of that name; -1: there is none. `token`: see {@link tokenOf}. */
export function memberAt(bytes: Buffer, at: number, token: Buffer): number {
  for (let i = at + 1; bytes[i] === quote;) {
    if (startsWith(bytes, token, i)) return i + token.length
    i = endOfValue(bytes, endOfText(bytes, i) + 1) + 1
  }
  return -1
}

/** The bytes of a member's name as it stands in text, with its colon. */
export function tokenOf(name: string): Buffer {
  return Buffer.from(`${JSON.stringify(name)}:`, 'utf8')
}

/** Whether bytes have others at a place. */
export function startsWith(bytes: Buffer, wanted: Buffer, at: number): boolean {
  for (let k = 1; k < wanted.length; k++) if (bytes[at + k] !== wanted[k]) return false
  return bytes[at] === wanted[0]
}

/** Whether both have the same in a run. */
export function sameRun(a: Buffer, i: number, b: Buffer, j: number, length: number): boolean {
  for (let k = 0; k < length; k++) if (a[i + k] !== b[j + k]) return false
  return true
}
