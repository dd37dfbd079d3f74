import { mkdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * Makes a directory of its owner alone, with what is missing above it; one that is there stays as it is. Rejects where it cannot be.
 *
 * Node's own `recursive` never ends where a file system says of a new directory that it does not exist, although its parent does:
 * /proc and automounted directories do.
 */
export async function makeDirectory(path: string): Promise<void> {
  try {
    await make(path)
  } catch (error) {
    const above = dirname(path)
    if (!hasCode(error, 'ENOENT') || above === path) throw error
    await makeDirectory(above)
    await make(path)
  }
}

async function make(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 })
  } catch (error) {
    // Of a directory that is there, some file systems say that they are read-only, or that we may not make it.
    const there = await stat(path).catch(() => undefined)
    if (there?.isDirectory() === true) return
    throw there === undefined ? error : Object.assign(new Error('it is no directory'), { code: 'ENOTDIR' })
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
