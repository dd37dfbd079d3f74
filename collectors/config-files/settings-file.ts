import { isCompose } from '../_deploy-files/is-compose.ts'
import { isKamal } from '../_deploy-files/kamal.ts'
import { oncePerRun } from '../_files/per-run.ts'
import { readText } from '../_files/read-text.ts'
import { pathOfScope } from '../_files/find-files.ts'
import { errorOf, Unreadable } from '../_settings-files/problem.ts'
import { parseSettings, type SettingsFile } from '../_settings-files/parse-settings.ts'
import { parseYaml } from '../_settings-files/parse-yaml.ts'
import { memberAt } from '../_settings-files/tree-reading.ts'
import type { Tree } from '../_settings-files/tree.ts'
import type { ReadRequest } from '../../src/collect/contract.ts'
import { fail } from '../../src/errors/catalogue.ts'
import { composeDeployment } from './compose-deployment.ts'
import type { Deployment } from './deployment.ts'
import { kamalDeployment } from './kamal-deployment.ts'
import { filesOfScope, isProjectScope } from './places.ts'
import { largest, projectFiles } from './project-files.ts'
import type { ConfigFilesSettings } from './settings.ts'

export type FileRequest = Pick<
  ReadRequest<ConfigFilesSettings>,
  'scope' | 'settings' | 'environment' | 'signal' | 'fingerprint'
>

/** What a scope holds: settings, or services with what is left of their files as settings. */
export interface Contents {
  readonly file: SettingsFile
  readonly deployment?: Deployment
  /** Values of secret variables that went into the settings. */
  readonly secrets?: readonly string[]
}

/** Reads and parses the file or files of a scope, once a run. Throws `collect-*` when it cannot be read at all. */
export const readScopeFiles = oncePerRun(async (request: FileRequest): Promise<Contents> => {
  const { baseDirectory } = request.environment
  const files = projectFiles(baseDirectory, request.signal)
  const [first = '', ...others] = filesOfScope(request.scope.scope)
  const text = await readText(pathOfScope(first, baseDirectory), { what: first, largest, signal: request.signal })
  const isNamed =
    others.length > 0 || (await isProjectScope(request.scope.scope, request.settings, request.environment))
  try {
    const found = /^["']?(?:services|servers)["']?[ \t]*:/m.test(text) ? treesOf(first, text) : []
    const isServices = found.some((tree) => isCompose(tree) || (isNamed && memberAt(tree, 'services')?.type === 'map'))
    if (isServices) return await composeDeployment(request, files, isNamed)
    if (found[0] !== undefined && (isKamal(found[0]) || (isNamed && memberAt(found[0], 'servers') !== undefined)))
      return await kamalDeployment(request, files, found[0])
    if (!isNamed) return { file: parseSettings(first, text) }
    // An overlay may say everything that the first of several files does not.
    if (others.length > 0 && first !== request.settings.kamal) return await composeDeployment(request, files, true)
    if (found.length === 0) treesOf(first, text)
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    throw errorOf(first, [error.problem]) ?? error
  }
  throw fail('collect-file-malformed', { what: first, detail: 'neither a Compose file with services nor one of Kamal' })
})

function treesOf(path: string, text: string): readonly Tree[] {
  try {
    return parseYaml(text)
  } catch (error) {
    if (!(error instanceof Unreadable) || error.problem.file !== undefined) throw error
    throw new Unreadable(error.problem.line, error.problem.column, error.problem.detail, path)
  }
}
