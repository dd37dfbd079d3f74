import { access, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { writeFailure } from './write-failure.ts'

/**
 * Writes a report to a file, whole or not at all: it is written beside it and then moved, so that a reader never finds
 * half a document. Something that is no plain file (a pipe, /dev/stdout) is written to directly.
 */
export async function writeOutput(file: string, text: string, cwd: string): Promise<void> {
  const path = resolve(cwd, file)
  const beside = `${path}.partial`
  try {
    if (!(await isReplaceable(path))) return await writeFile(path, text)
    await writeFile(beside, text)
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

async function isReplaceable(path: string): Promise<boolean> {
  const { lstat } = await import('node:fs/promises')
  return lstat(path).then(
    (found) => found.isFile(),
    () => true,
  )
}
