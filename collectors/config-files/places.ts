import { stat } from 'node:fs/promises'
import { relative, resolve } from 'node:path'
import { envFilesOf } from '../_deploy-files/env-files.ts'
import { loadProject } from '../_deploy-files/compose-project.ts'
import { beside, folderOf } from '../_deploy-files/paths.ts'
import { fileScopes } from '../_files/find-files.ts'
import { Unreadable } from '../_settings-files/problem.ts'
import type { EnvironmentFacts, ScopePlan } from '../../src/collect/contract.ts'
import { EvenkeelError, fail } from '../../src/errors/catalogue.ts'
import { projectFiles } from './project-files.ts'
import type { ConfigFilesSettings } from './settings.ts'

/** What stands between the files of one place. */
const between = ' + '
/** What a folder is searched for. */
const inDirectory = '**/{*.env,.env,.env.*,*.yaml,*.yml,*.json,*.jsonc,*.toml,*.ini,*.cfg,*.properties,*.tfvars}'
const composeNames = ['compose.yaml', 'compose.yml', 'docker-compose.yaml', 'docker-compose.yml']

/** The files that a scope stands for: one, or those of one project. */
export function filesOfScope(scope: string): readonly string[] {
  const parts = scope.split(between)
  return parts.every((part) => /\.(?:ya?ml|json)$/i.test(part)) ? parts : [scope]
}

/** Whether a name is one that Compose or Kamal look for: its services run. */
export function isNamedLikeProject(scope: string): boolean {
  return /(?:^|[/.-])(?:compose|deploy)(?:[.-][\w.-]+)?\.ya?ml$/i.test(filesOfScope(scope)[0] ?? '')
}

/** Whether a scope was named as a project; it must be one then. */
export async function isProjectScope(
  scope: string,
  settings: ConfigFilesSettings,
  environment: Pick<EnvironmentFacts, 'baseDirectory'>,
): Promise<boolean> {
  return (await projectScopes(settings, environment.baseDirectory)).includes(scope)
}

/**
 * One place for each file, and one for the files of each project: those that belong to a project, and those that its services take their
 * environment from, are read with it and not on their own.
 */
export async function placesOf(
  settings: ConfigFilesSettings,
  { baseDirectory }: Pick<EnvironmentFacts, 'baseDirectory'>,
): Promise<readonly ScopePlan[]> {
  const named = await projectScopes(settings, baseDirectory)
  const found =
    settings.settings === undefined ? [] : await fileScopes(settings.settings, { baseDirectory, inDirectory })
  const single = withOverrides(found.map(({ scope }) => scope))
  const scopes = new Set([...single, ...named])
  if (scopes.size === 0)
    throw fail('collect-no-place', {
      what: 'a source of the family files',
      detail: 'it names no settings, compose or kamal',
    })
  const parts = new Set(named.flatMap((scope) => (filesOfScope(scope).length === 1 ? [] : filesOfScope(scope))))
  for (const scope of scopes) {
    if (!isNamedLikeProject(scope) && !named.includes(scope)) continue
    for (const path of await environmentFiles(scope, settings, baseDirectory)) parts.add(path)
  }
  return [...scopes]
    .filter((scope) => !parts.has(scope))
    .sort()
    .map((scope) => ({ scope, role: '', required: true }))
}

/** A Compose file with the file that lies over it by its name, where both are read: Compose does so without being told. */
function withOverrides(scopes: readonly string[]): readonly string[] {
  const all = new Set(scopes)
  const joined = new Map<string, string>()
  for (const scope of scopes) {
    const found = /^((?:.*\/)?(?:docker-)?compose)\.ya?ml$/.exec(scope)?.[1]
    const over = ['.yaml', '.yml'].map((end) => `${found ?? ''}.override${end}`).find((path) => all.has(path))
    if (found !== undefined && over !== undefined) joined.set(scope, over)
  }
  const overrides = new Set(joined.values())
  return scopes
    .filter((scope) => !overrides.has(scope))
    .map((scope) => [scope, joined.get(scope)].filter((part) => part !== undefined).join(between))
}

async function projectScopes(settings: ConfigFilesSettings, baseDirectory: string): Promise<readonly string[]> {
  const { compose, kamal, destination } = settings
  const tidy = (path: string): string =>
    relative(baseDirectory, resolve(baseDirectory, path)).replaceAll('\\', '/') || '.'
  const files = compose === undefined ? [] : (typeof compose === 'string' ? [compose] : compose).map(tidy)
  const [first] = files
  const found = first !== undefined && files.length === 1 ? await defaultFiles(first, baseDirectory) : files
  const over = (path: string): readonly string[] =>
    destination === undefined ? [path] : [path, path.replace(/(\.ya?ml)?$/i, (end) => `.${destination}${end}`)]
  return [
    ...(found.length === 0 ? [] : [found.join(between)]),
    ...(kamal === undefined ? [] : [over(tidy(kamal)).join(between)]),
  ]
}

/** Of a folder, the files that Compose finds in it by itself. */
async function defaultFiles(path: string, baseDirectory: string): Promise<readonly string[]> {
  const exists = async (one: string): Promise<boolean> =>
    (await stat(resolve(baseDirectory, one)).catch(() => undefined))?.isFile() === true
  const found = await stat(resolve(baseDirectory, path)).catch(() => undefined)
  if (found?.isDirectory() !== true) return [path]
  for (const name of composeNames) {
    const base = beside(path, name)
    if (!(await exists(base))) continue
    const overrides = ['.yaml', '.yml'].map((end) => base.replace(/\.ya?ml$/, `.override${end}`))
    for (const over of overrides) if (await exists(over)) return [base, over]
    return [base]
  }
  return [beside(path, composeNames[0] ?? '')]
}

/** What the services of a project take their environment from; nothing where its files cannot be read, which reading them says. */
async function environmentFiles(
  scope: string,
  settings: ConfigFilesSettings,
  baseDirectory: string,
): Promise<readonly string[]> {
  const files = projectFiles(baseDirectory, new AbortController().signal)
  try {
    const project = await loadProject(filesOfScope(scope), files, projectOptions(settings))
    return envFilesOf(project)
  } catch (error) {
    if (error instanceof EvenkeelError || error instanceof Unreadable) return []
    throw error
  }
}

/** What a source entry says of its Compose project. */
export function projectOptions({ variables, profiles }: ConfigFilesSettings): {
  readonly variables?: readonly string[]
  readonly profiles?: readonly string[]
} {
  const files = variables === undefined || typeof variables !== 'string' ? variables : [variables]
  return {
    ...(files === undefined ? {} : { variables: files.map((path) => beside('', path)) }),
    ...(profiles === undefined ? {} : { profiles }),
  }
}

/** The folder of the first file of a scope. */
export function folderOfScope(scope: string): string {
  return folderOf(filesOfScope(scope)[0] ?? '')
}
