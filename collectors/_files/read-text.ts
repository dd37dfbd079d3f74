import { readFile, stat } from 'node:fs/promises'
import { EvenkeelError, fail } from '../../src/errors/catalogue.ts'
import { startRace } from '../../src/platform/race.ts'

export interface TextOptions {
  /** How the file is called in errors: its path as configured. */
  readonly what: string
  /** In MiB; a larger file is refused instead of filling the memory. */
  readonly largest: number
  readonly signal: AbortSignal
}

/**
 * The text of a file, without a byte order mark. Throws `collect-nothing-matched` (no such file), `collect-denied`,
 * `collect-file-malformed` (a directory or a pipe, too large, not UTF-8), `collect-cancelled`, `collect-failed`; never anything of what
 * the file holds.
 */
export async function readText(path: string, options: TextOptions): Promise<string> {
  const { what, largest, signal } = options
  const bytes = await bytesOf(path, what, largest, signal)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw fail('collect-file-malformed', { what, detail: 'it is not UTF-8 text' })
  }
}

/** Throws when the run was interrupted, or out of time. */
export function stopIfAborted(signal: AbortSignal, what: string): void {
  if (signal.aborted) throw fail('collect-cancelled', { what })
}

async function bytesOf(path: string, what: string, largest: number, signal: AbortSignal): Promise<Uint8Array> {
  stopIfAborted(signal, what)
  // A network file system may never answer; an abort does not reach a system call that hangs.
  const race = startRace(signal)
  try {
    const found = await race.against(stat(path))
    if (found.isDirectory()) throw fail('collect-file-malformed', { what, detail: 'it is a directory' })
    if (!found.isFile()) throw fail('collect-file-malformed', { what, detail: 'it is not a regular file' })
    if (found.size > largest * 1024 * 1024) {
      throw fail('collect-file-malformed', { what, detail: `it is larger than ${largest} MiB` })
    }
    return await race.against(readFile(path, { signal }))
  } catch (error) {
    stopIfAborted(signal, what)
    throw error instanceof EvenkeelError ? error : fileError(error, what)
  } finally {
    race.close()
  }
}

/** The error of our own that a failed file operation means. */
export function fileError(error: unknown, what: string): Error {
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return fail('collect-nothing-matched', { what }, error)
    case 'EACCES':
    case 'EPERM':
      return fail('collect-denied', { what, detail: 'the file system refuses it' }, error)
    default:
      return code === undefined && error instanceof Error
        ? error
        : fail('collect-failed', { what, detail: code }, error)
  }
}
