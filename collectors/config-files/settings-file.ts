import { pathOfScope } from '../_files/find-files.ts'
import { readText } from '../_files/read-text.ts'
import { parseSettings, type SettingsFile } from '../_settings-files/parse-settings.ts'
import type { ReadRequest } from '../../src/collect/contract.ts'

/** MiB. */
const largest = 32

/** Reads and parses the file of a scope. Throws `collect-*` when it cannot be read at all. */
export async function readSettingsFile(
  request: Pick<ReadRequest<unknown>, 'scope' | 'environment' | 'signal'>,
): Promise<SettingsFile> {
  const what = request.scope.scope
  const path = pathOfScope(what, request.environment.baseDirectory)
  return parseSettings(what, await readText(path, { what, largest, signal: request.signal }))
}
