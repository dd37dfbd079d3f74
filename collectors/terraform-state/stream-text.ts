import { Buffer } from 'node:buffer'
import { fail } from '../../src/errors/catalogue.ts'
import { largest } from './largest.ts'

/**
 * The text of a stream of bytes. Throws `collect-file-malformed` for more than a state may have, which is noticed before it
 * fills the memory, and for what is not UTF-8.
 */
export async function textOfStream(stream: AsyncIterable<Uint8Array>, what: string): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of stream) {
    size += chunk.length
    if (size > largest * 1024 * 1024) {
      throw fail('collect-file-malformed', { what, detail: `it is larger than ${largest} MiB` })
    }
    chunks.push(chunk)
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))
  } catch {
    throw fail('collect-file-malformed', { what, detail: 'it is not UTF-8 text' })
  }
}
