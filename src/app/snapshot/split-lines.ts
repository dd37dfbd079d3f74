import { isUtf8 } from 'node:buffer'
import { fail } from '../../errors/catalogue.ts'
import { limits } from './format.ts'

const lineFeed = 10

/**
 * The lines of a stream of bytes, without their line ends. A last line without one is a line too; whether it is whole shows in what it
 * says. Throws `snapshot-line` for what is no UTF-8 and for a line that is too long, before all of it is held.
 */
export async function* splitLines(chunks: AsyncIterable<Uint8Array>, what: string): AsyncIterable<string> {
  for await (const lines of splitBatches(chunks, what)) for (const line of lines) yield line.toString('utf8')
}

/** The same as bytes (UTF-8), as many at once as a chunk of bytes has. */
export async function* splitBatches(chunks: AsyncIterable<Uint8Array>, what: string): AsyncIterable<readonly Buffer[]> {
  let pieces: Uint8Array[] = []
  let length = 0
  let line = 1
  const refuse = (problem: string, cause?: unknown): Error => fail('snapshot-line', { what, line, problem }, cause)
  const add = (piece: Uint8Array): void => {
    pieces.push(piece)
    length += piece.length
    if (length > limits.line) throw refuse('is too long')
  }
  const taken = (): Buffer => {
    const [only] = pieces
    const bytes = pieces.length === 1 && only !== undefined ? only : Buffer.concat(pieces)
    pieces = []
    length = 0
    if (!isUtf8(bytes)) throw refuse('is not written in UTF-8')
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }
  for await (const bytes of chunks) {
    let from = 0
    const lines: Buffer[] = []
    for (let end = bytes.indexOf(lineFeed); end >= 0; end = bytes.indexOf(lineFeed, from)) {
      add(bytes.subarray(from, end))
      try {
        lines.push(taken())
      } catch (error) {
        // What stands before it is told of first.
        if (lines.length > 0) yield lines
        throw error
      }
      line += 1
      from = end + 1
    }
    if (lines.length > 0) yield lines
    if (from < bytes.length) add(bytes.subarray(from))
  }
  if (length > 0) yield [taken()]
}
