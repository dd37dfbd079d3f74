import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { chmod, lstat, rename, rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { safeJson } from '../../report/safe-text.ts'
import type { Surroundings } from '../surroundings.ts'
import { writeFailure } from '../write-failure.ts'

/**
 * Writes lines to a file, whole or not at all: beside it, and then moved over it. A file that it replaces keeps its permissions; what is no
 * plain file (a pipe) is written to directly. Throws `cli-output`, and what the lines throw.
 */
export async function writeLines(file: string, lines: AsyncIterable<string>, cwd: string): Promise<void> {
  const path = resolve(cwd, file)
  const present = await lstat(path).catch(() => undefined)
  const plain = present === undefined || present.isFile()
  const target = plain ? `${path}.partial` : path
  const stream = createWriteStream(target)
  try {
    await once(stream, 'open')
    await pipeline(Readable.from(lines), stream)
    if (!plain) return
    if (present !== undefined) await chmod(target, present.mode)
    await rename(target, path)
  } catch (cause) {
    if (plain) await rm(target, { force: true }).catch(() => {})
    throw isSystemError(cause) ? writeFailure(file, cause) : cause
  }
}

function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error
}

/** Writes lines of JSON to standard output, as they come; a terminal obeys no value in them. */
export async function printLines(lines: AsyncIterable<string>, { stdout, signal }: Surroundings): Promise<void> {
  for await (const line of lines) {
    signal.throwIfAborted()
    stdout.write(safeJson(line))
  }
}
