import { stat } from 'node:fs/promises'
import { pathOfScope } from '../_files/find-files.ts'
import { readText } from '../_files/read-text.ts'
import type { ProjectFiles } from '../_deploy-files/compose-project.ts'

/** MiB. */
export const largest = 32

/** The files of a project, relative to the folder of the configuration. */
export function projectFiles(baseDirectory: string, signal: AbortSignal): ProjectFiles {
  return {
    read: (path) => readText(pathOfScope(path, baseDirectory), { what: path, largest, signal }),
    exists: async (path) => (await stat(pathOfScope(path, baseDirectory)).catch(() => undefined)) !== undefined,
  }
}
