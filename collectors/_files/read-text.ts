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
 * `collect-file-malformed` (a directory or a pipe, too large, neither UTF-8 nor UTF-16 with a mark), `collect-cancelled`, `collect-failed`; never anything of what
 * the file holds.
 */
export async function readText(path: string, options: TextOptions): Promise<string> {
  const { what, largest, signal } = options
  const bytes = await bytesOf(path, what, largest, signal)
  try {
    const text = new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes)
    // No text has them; what is UTF-16 without its mark has one behind each letter.
    if (!text.includes('\0')) return text
  } catch {
    // Neither.
  }
  throw fail('collect-file-malformed', { what, detail: binaryWords(bytes) })
}

/** By its byte order mark; UTF-8 without one. */
function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
}

/** What bytes that are no text are, where their beginning says so. */
function binaryWords(bytes: Uint8Array): string {
  const start = String.fromCharCode(...bytes.slice(0, 24))
  if (start.startsWith('\0GITCRYPT\0')) return 'it is encrypted by git-crypt; unlock the repository, or leave it out'
  if (start.startsWith('age-encryption.org/v1')) return 'it is encrypted by age; decrypt it, or leave it out'
  return 'it is not UTF-8 text'
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
    case 'ELOOP':
      return fail('collect-file-malformed', { what, detail: 'it is a symbolic link that leads back to itself' }, error)
    default:
      return code === undefined && error instanceof Error
        ? error
        : fail('collect-failed', { what, detail: code }, error)
  }
}
