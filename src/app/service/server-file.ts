import { randomBytes } from 'node:crypto'
import { rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { reasonOf } from '../../config/reason.ts'
import { fail } from '../../errors/catalogue.ts'
import { makeDirectory } from '../../platform/make-directory.ts'
import { readServerFile, serverFileName, type ServerFile } from '../server-client.ts'

/** A secret of one run: whoever may read the data directory may do everything. */
export function makeLocalToken(): string {
  return `evl_${randomBytes(32).toString('base64url')}`
}

/** Says in the data directory where the service listens, readable by its owner alone. Returns what takes it away again. */
export async function writeServerFile(directory: string, file: ServerFile): Promise<() => Promise<void>> {
  const path = join(directory, serverFileName)
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  try {
    await makeDirectory(directory)
    await writeFile(draft, `${JSON.stringify(file)}\n`, { mode: 0o600 })
    await rename(draft, path)
  } catch (cause) {
    await rm(draft, { force: true }).catch(() => undefined)
    throw fail('server-data-directory', { path, reason: reasonOf(cause) }, cause)
  }
  return async () => {
    // Another may have begun meanwhile, on a database server that several share.
    const there = await readServerFile(directory)
    if (there?.token === file.token) await rm(path, { force: true })
  }
}
