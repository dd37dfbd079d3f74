import { isUtf8 } from 'node:buffer'
import { fail } from '../../errors/catalogue.ts'
import { limits } from './format.ts'

const lineFeed = 10

/** Lines (UTF-8) that lie in memory one behind the other, with one byte between two of them. */
export interface LineBatch {
  /** Nobody else writes into it. */
  readonly bytes: Buffer
  /** Where the first line begins. */
  readonly from: number
  /** Where each ends. */
  readonly ends: readonly number[]
}

/**
 * The lines of a stream of bytes, without their line ends. A last line without one is a line too; whether it is whole shows in what it
 * says. Throws `snapshot-line` for what is no UTF-8 and for a line that is too long, before all of it is held.
 */
export async function* splitLines(chunks: AsyncIterable<Uint8Array>, what: string): AsyncIterable<string> {
  for await (const { bytes, from, ends } of splitBatches(chunks, what)) {
    let start = from
    for (const end of ends) {
      yield bytes.toString('utf8', start, end)
      start = end + 1
    }
  }
}

/** The same as bytes, as many at once as a chunk of bytes has. The chunks are kept. */
export async function* splitBatches(chunks: AsyncIterable<Uint8Array>, what: string): AsyncIterable<LineBatch> {
  let pieces: Uint8Array[] = []
  let length = 0
  let line = 1
  const refuse = (problem: string): Error => fail('snapshot-line', { what, line, problem })
  const add = (piece: Uint8Array): void => {
    pieces.push(piece)
    length += piece.length
    if (length > limits.line) throw refuse('is too long')
  }
  /** The line that came in pieces. */
  const joined = (): LineBatch => {
    const bytes = Buffer.concat(pieces)
    pieces = []
    length = 0
    if (!isUtf8(bytes)) throw refuse('is not written in UTF-8')
    line += 1
    return { bytes, from: 0, ends: [bytes.length] }
  }
  for await (const chunk of chunks) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    let from = 0
    if (length > 0) {
      const end = bytes.indexOf(lineFeed)
      add(end < 0 ? bytes : bytes.subarray(0, end))
      if (end < 0) continue
      yield joined()
      from = end + 1
    }
    const { ends, isGood } = linesIn(bytes, from)
    if (ends.length > 0) {
      yield { bytes, from, ends }
      line += ends.length
      from = (ends.at(-1) ?? 0) + 1
    }
    // What stands before it is told of first.
    if (!isGood)
      throw refuse(bytes.indexOf(lineFeed, from) - from > limits.line ? 'is too long' : 'is not written in UTF-8')
    if (from < bytes.length) add(bytes.subarray(from))
  }
  if (length > 0) yield joined()
}

/** Where the whole lines end that begin at `from`, up to one with which something is wrong. */
function linesIn(bytes: Buffer, from: number): { readonly ends: readonly number[]; readonly isGood: boolean } {
  const last = bytes.lastIndexOf(lineFeed)
  // Most chunks are good, and one look tells it.
  const isAllGood = last < from || isUtf8(bytes.subarray(from, last))
  const ends: number[] = []
  let start = from
  for (let end = bytes.indexOf(lineFeed, from); end >= 0; end = bytes.indexOf(lineFeed, start)) {
    if (end - start > limits.line || (!isAllGood && !isUtf8(bytes.subarray(start, end)))) return { ends, isGood: false }
    ends.push(end)
    start = end + 1
  }
  return { ends, isGood: true }
}
