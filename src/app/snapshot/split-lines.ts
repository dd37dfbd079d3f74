import { fail } from '../../errors/catalogue.ts'
import { limits } from './format.ts'

/**
 * The lines of a stream of bytes, without their line ends. A last line without one is a line too; whether it is whole shows in what it
 * says. Throws `snapshot-line` for what is no UTF-8 and for a line that is too long.
 */
export async function* splitLines(chunks: AsyncIterable<Uint8Array>, what: string): AsyncIterable<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  let rest = ''
  let line = 1
  const refuse = (problem: string, cause?: unknown): Error => fail('snapshot-line', { what, line, problem }, cause)
  const decoded = (bytes?: Uint8Array): string => {
    try {
      return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true })
    } catch (cause) {
      throw refuse('is not written in UTF-8', cause)
    }
  }
  for await (const bytes of chunks) {
    const parts = decoded(bytes).split('\n')
    const last = parts.pop() ?? ''
    for (const part of parts) {
      yield rest + part
      rest = ''
      line += 1
    }
    rest += last
    if (rest.length > limits.line) throw refuse('is too long')
  }
  rest += decoded()
  if (rest !== '') yield rest
}
