import { resolve } from 'node:path'
import { reasonOf } from '../../config/reason.ts'
import { EvenkeelError, fail } from '../../errors/catalogue.ts'
import type { Surroundings } from '../surroundings.ts'
import { fileBytes } from './file-bytes.ts'
import { readSnapshotBatches, type SnapshotBatches } from './read-lines.ts'
import { splitBatches, type LineBatch } from './split-lines.ts'

/**
 * Begins to read a snapshot from a file, or from standard input where the path is `-`. Throws `snapshot-unreadable`, and what
 * readSnapshot throws.
 */
export async function openSnapshotFile(
  path: string,
  { cwd, stdin }: Pick<Surroundings, 'cwd' | 'stdin'>,
): Promise<SnapshotBatches> {
  const what = path === '-' ? 'Standard input' : path
  const bytes = path === '-' ? stdin?.() : fileBytes(resolve(cwd, path))
  if (bytes === undefined) throw fail('snapshot-unreadable', { file: path, reason: 'there is none' })
  const lines = splitBatches(readable(bytes, what), what)
  try {
    const reading = await readSnapshotBatches(lines, what)
    return { ...reading, resources: thenClosed(reading.resources, lines) }
  } catch (error) {
    await close(lines)
    throw error
  }
}

async function* thenClosed<T>(resources: AsyncIterable<T>, lines: AsyncIterable<LineBatch>): AsyncIterable<T> {
  try {
    yield* resources
  } finally {
    await close(lines)
  }
}

/** Who refuses a line reads no further, and would leave the file open. */
async function close(lines: AsyncIterable<LineBatch>): Promise<void> {
  await lines[Symbol.asyncIterator]().return?.()
}

async function* readable(bytes: AsyncIterable<Uint8Array>, file: string): AsyncIterable<Uint8Array> {
  try {
    yield* bytes
  } catch (cause) {
    if (cause instanceof EvenkeelError) throw cause
    throw fail('snapshot-unreadable', { file, reason: reasonOf(cause) }, cause)
  }
}
