/**
 * A number of 32 bits by which a word is looked up: equal words have equal numbers, and few others have theirs. Of a part of a text, so that
 * none has to be made of it.
 */
export function hashOfText(text: string, from: number, to: number): number {
  let hash = start
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ text.charCodeAt(i), prime)
  return hash ^ (hash >>> 15)
}

/** The same of bytes, each of which is a character. */
export function hashOfBytes(bytes: Uint8Array, from: number, to: number): number {
  let hash = start
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ (bytes[i] ?? 0), prime)
  return hash ^ (hash >>> 15)
}

/** FNV-1a. */
const [start, prime] = [0x811c9dc5 | 0, 0x01000193]
