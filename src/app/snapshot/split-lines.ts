import { fail } from '../../errors/catalogue.ts'
import { limits } from './format.ts'

const lineFeed = 10

/**
 * The lines of a stream of bytes, without their line ends. A last line without one is a line too; whether it is whole shows in what it
 * says. Throws `snapshot-line` for what is no UTF-8 and for a line that is too long, before all of it is held.
 */
export async function* splitLines(chunks: AsyncIterable<Uint8Array>, what: string): AsyncIterable<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  let pieces: Uint8Array[] = []
  let length = 0
  let line = 1
  const refuse = (problem: string, cause?: unknown): Error => fail('snapshot-line', { what, line, problem }, cause)
  const add = (piece: Uint8Array): void => {
    pieces.push(piece)
    length += piece.length
    if (length > limits.line) throw refuse('is too long')
  }
  const taken = (): string => {
    const [only] = pieces
    const bytes = pieces.length === 1 && only !== undefined ? only : Buffer.concat(pieces)
    pieces = []
    length = 0
    try {
      return decoder.decode(bytes)
    } catch (cause) {
      throw refuse('is not written in UTF-8', cause)
    }
  }
  for await (const bytes of chunks) {
    let from = 0
    for (let end = bytes.indexOf(lineFeed); end >= 0; end = bytes.indexOf(lineFeed, from)) {
      add(bytes.subarray(from, end))
      yield taken()
      line += 1
      from = end + 1
    }
    if (from < bytes.length) add(bytes.subarray(from))
  }
  if (length > 0) yield taken()
}
