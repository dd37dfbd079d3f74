import { resolve } from 'node:path'
import { reasonOf } from '../../config/reason.ts'
import { EvenkeelError, fail } from '../../errors/catalogue.ts'
import type { Surroundings } from '../surroundings.ts'
import { fileBytes } from './file-bytes.ts'
import { readSnapshotBatches, type SnapshotBatches } from './read-lines.ts'
import { splitBatches } from './split-lines.ts'

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
  return readSnapshotBatches(splitBatches(readable(bytes, what), what), what)
}

async function* readable(bytes: AsyncIterable<Uint8Array>, file: string): AsyncIterable<Uint8Array> {
  try {
    yield* bytes
  } catch (cause) {
    if (cause instanceof EvenkeelError) throw cause
    throw fail('snapshot-unreadable', { file, reason: reasonOf(cause) }, cause)
  }
}
