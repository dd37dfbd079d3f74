import { access, chmod, lstat, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { writeFailure } from './write-failure.ts'

/**
 * Writes a report to a file, whole or not at all: it is written beside it and then moved, so that a reader never finds
 * half a document; a file that it replaces keeps its permissions. Something that is no plain file (a pipe, a link) is
 * written to directly.
 */
export async function writeOutput(file: string, text: string, cwd: string): Promise<void> {
  const path = resolve(cwd, file)
  const beside = `${path}.partial`
  try {
    const present = await lstat(path).catch(() => undefined)
    if (present?.isFile() === false) return await writeFile(path, text)
    await writeFile(beside, text)
    if (present !== undefined) await chmod(beside, present.mode)
    await rename(beside, path)
  } catch (cause) {
    await rm(beside, { force: true }).catch(() => {})
    throw writeFailure(file, cause)
  }
}

/** Whether the folder of a report is there: said before what may be minutes of reading, not after. Throws `cli-output`. */
export async function checkOutput(file: string, cwd: string): Promise<void> {
  await access(dirname(resolve(cwd, file))).catch((cause: unknown) => {
    throw writeFailure(file, cause)
  })
}
