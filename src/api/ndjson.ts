import { Readable } from 'node:stream'
import { fail } from '../errors/catalogue.ts'

/** Lines are sent together until there are about so many characters. */
const chunkCharacters = 64 * 1024

/**
 * The lines of a request's body, without their ends. What is too large is refused before it is held: the whole by `most` bytes, a line by
 * `mostLine`. Throws `api-too-large`, `api-body` for what is no UTF-8 or breaks off.
 */
export async function* linesOf(body: AsyncIterable<Uint8Array>, most: number, mostLine: number): AsyncIterable<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let bytes = 0
  let parts: string[] = []
  let length = 0
  const add = (part: string): void => {
    length += part.length
    if (length > mostLine) throw fail('api-too-large', { what: 'A line of the body', most: inWords(mostLine) })
    if (part !== '') parts.push(part)
  }
  const taken = (): string => {
    const line = parts.join('')
    parts = []
    length = 0
    return line.endsWith('\r') ? line.slice(0, -1) : line
  }
  try {
    for await (const chunk of body) {
      bytes += chunk.byteLength
      if (bytes > most) throw fail('api-too-large', { what: 'The body of the request', most: inWords(most) })
      const pieces = decode(decoder, chunk).split('\n')
      for (const [i, piece] of pieces.entries()) {
        add(piece)
        if (i < pieces.length - 1) yield taken()
      }
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ECONNRESET')
      throw fail('api-body', { problem: 'it broke off' }, error)
    throw error
  }
  add(decode(decoder))
  const last = taken()
  if (last !== '') yield last
}

function decode(decoder: InstanceType<typeof TextDecoder>, chunk?: Uint8Array): string {
  try {
    return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true })
  } catch (error) {
    throw fail('api-body', { problem: 'it is no UTF-8' }, error)
  }
}

function inWords(bytes: number): string {
  return bytes >= 1024 * 1024 ? `${Math.floor(bytes / 1024 / 1024)} MiB` : `${bytes} bytes`
}

/**
 * Lines as a stream to send, as fast as they are taken. The first is asked for before it is given back, so that what is wrong from the start
 * is an error and no half answer; what goes wrong later breaks the connection off, so that nobody takes a part for the whole.
 */
export async function streamOf(lines: AsyncIterable<string>): Promise<Readable> {
  const iterator = lines[Symbol.asyncIterator]()
  const first = await iterator.next()
  return Readable.from(chunks(iterator, first), { objectMode: false, highWaterMark: chunkCharacters })
}

async function* chunks(iterator: AsyncIterator<string>, first: IteratorResult<string, unknown>): AsyncIterable<Buffer> {
  let text = ''
  try {
    for (let next = first; next.done !== true; next = await iterator.next()) {
      text += next.value.endsWith('\n') ? next.value : `${next.value}\n`
      if (text.length < chunkCharacters) continue
      yield Buffer.from(text)
      text = ''
    }
    if (text !== '') yield Buffer.from(text)
  } finally {
    // Whoever asked may have gone: what the lines come from is let go of.
    await iterator.return?.()
  }
}
