import { parseDotenv } from '../_settings-files/parse-dotenv.ts'
import { parseYaml } from '../_settings-files/parse-yaml.ts'
import { Unreadable, type Problem } from '../_settings-files/problem.ts'
import { isTrue, itemsOf, memberAt, membersOf, textAt, textsOf, without } from '../_settings-files/tree-reading.ts'
import type { Tree } from '../_settings-files/tree.ts'
import { extended } from './compose-extends.ts'
import { interpolate, interpolated, type Variables } from './interpolate.ts'
import { merged } from './compose-merge.ts'
import { beside, folderOf } from './paths.ts'

/** How files are got at; paths are relative to one folder, with slashes. */
export interface ProjectFiles {
  /** Throws `collect-*` for what cannot be read. */
  readonly read: (path: string) => Promise<string>
  readonly exists: (path: string) => Promise<boolean>
}

export interface ProjectOptions {
  /** Files that fill in variables, in the place of the `.env` beside the first file. */
  readonly variables?: readonly string[] | undefined
  /** Which profiles are started; absent: those that the variables name in `COMPOSE_PROFILES`. */
  readonly profiles?: readonly string[] | undefined
}

/** A Compose project as `docker compose config` would have it, as far as its files say. */
export interface Project {
  /** What the files call it, or the folder that they are in; absent at the top. */
  readonly name?: string
  readonly services: readonly { readonly name: string; readonly tree: Tree }[]
  /** What stands beside its services: volumes, networks, configs, secrets. */
  readonly rest: Tree
  readonly variables: Variables
  /** Variables whose values went into the files. */
  readonly used: ReadonlySet<string>
  readonly problems: readonly Problem[]
}

/** What a file may bring in, and what brings that in, at most. */
const deepestInclude = 10

/**
 * The project that Compose files make, the later laid over the earlier, with what they include and extend, without the services
 * of profiles that are not started. Throws {@link Unreadable} for the first file that cannot be understood, and `collect-*` for one that cannot be read.
 *
 * Source: the Compose Specification.
 */
export async function loadProject(
  paths: readonly string[],
  files: ProjectFiles,
  options: ProjectOptions = {},
): Promise<Project> {
  const directory = folderOf(paths[0] ?? '')
  const used = new Set<string>()
  const problems: Problem[] = []
  const variables = await variablesOf(
    options.variables ?? [beside(directory, '.env')],
    files,
    options.variables === undefined,
  )
  const load = async (
    own: readonly string[],
    from: string,
    vars: Variables,
    depth: number,
  ): Promise<Tree | undefined> => {
    let model: Tree | undefined
    for (const path of own) {
      for (const tree of await treesOf(path, files, vars, used)) {
        const whole = await extended(withPlacedEnvFiles(tree, from), path, {
          problems,
          before: model,
          load: async (other) => {
            const [first] = await treesOf(other, files, vars, used)
            return first === undefined ? undefined : withPlacedEnvFiles(first, folderOf(other))
          },
          exists: files.exists,
        })
        for (const item of itemsOf(memberAt(whole, 'include'))) {
          const included = await includedModel(item, from, vars, depth)
          if (included !== undefined) model = model === undefined ? included : merged(model, included)
        }
        const left = without(whole, [['include']])
        model = model === undefined ? left : merged(model, left)
      }
    }
    return model
  }
  const includedModel = async (item: Tree, from: string, vars: Variables, depth: number): Promise<Tree | undefined> => {
    const wanted = item.type === 'scalar' ? [item.text] : textsOf(memberAt(item, 'path'))
    const missing = (detail: string): undefined => {
      problems.push({ ...placeOf(item), detail, doubtful: null })
    }
    if (wanted.some((path) => /^[\w+.-]+:\/\/|^git@|^oci:/.test(path)))
      return missing('includes a project from elsewhere')
    const own = wanted.map((path) => beside(from, path))
    if (depth > deepestInclude) return missing(`includes more than ${deepestInclude} files within each other`)
    for (const path of own) if (!(await files.exists(path))) return missing('includes a file that is not there')
    const folder = textAt(item, 'project_directory')
    const there = folder === undefined ? folderOf(own[0] ?? '') : beside(from, folder)
    const named = textsOf(memberAt(item, 'env_file')).map((path) => beside(from, path))
    const theirs = await variablesOf(named.length === 0 ? [beside(there, '.env')] : named, files, named.length === 0)
    return load(own, there, new Map([...theirs, ...vars]), depth + 1)
  }

  const model = (await load(paths, directory, variables, 0)) ?? emptyMap
  const active = options.profiles ?? (variables.get('COMPOSE_PROFILES') ?? '').split(',')
  const services = membersOf(memberAt(model, 'services'))
    .filter(({ value }) => isActive(textsOf(memberAt(value, 'profiles')), active))
    .map(({ key, value }) => ({ name: key, tree: value }))
  const name = textAt(model, 'name') ?? variables.get('COMPOSE_PROJECT_NAME') ?? directory.split('/').at(-1)
  const own = membersOf(model).filter(({ key }) => !/^(?:services|version|name|x-.*)$/.test(key))
  return {
    ...(name === undefined || name === '' ? {} : { name }),
    services,
    rest: { ...model, type: 'map', members: own },
    variables,
    used,
    problems,
  }
}

const emptyMap: Tree = { type: 'map', line: 1, column: 1, members: [] }

function isActive(profiles: readonly string[], active: readonly string[]): boolean {
  return profiles.length === 0 || active.includes('*') || profiles.some((profile) => active.includes(profile))
}

/** Where a tree stands. */
export function placeOf({ line, column, file }: Tree): Pick<Problem, 'line' | 'column' | 'file'> {
  return { line, column, ...(file === undefined ? {} : { file }) }
}

async function treesOf(
  path: string,
  files: ProjectFiles,
  variables: Variables,
  used: Set<string>,
): Promise<readonly Tree[]> {
  const text = await files.read(path)
  try {
    return parseYaml(text).map((tree) => {
      if (tree.type !== 'map') throw new Unreadable(tree.line, tree.column, 'no mapping')
      refuseRepeats(tree)
      return interpolated(tree, path, variables, used)
    })
  } catch (error) {
    if (!(error instanceof Unreadable) || error.problem.file !== undefined) throw error
    throw new Unreadable(error.problem.line, error.problem.column, error.problem.detail, path)
  }
}

/** Compose refuses a file in which a key stands twice. */
function refuseRepeats(root: Tree): void {
  const seen = new Set<Tree>()
  const work = [root]
  for (let next = work.pop(); next !== undefined; next = work.pop()) {
    if (seen.has(next)) continue
    seen.add(next)
    if (next.type === 'list') work.push(...next.items)
    if (next.type !== 'map') continue
    const keys = new Set<string>()
    for (const { key, line, column, value } of next.members) {
      if (keys.has(key)) throw new Unreadable(line, column, 'a key that stands twice')
      keys.add(key)
      work.push(value)
    }
  }
}

/** The variables of dotenv files, the later before the earlier; each may use those above it. */
async function variablesOf(paths: readonly string[], files: ProjectFiles, optional: boolean): Promise<Variables> {
  const all = new Map<string, string>()
  for (const path of paths) {
    if (optional && !(await files.exists(path))) continue
    for (const { key, value, literal } of parseDotenv(await files.read(path)).entries)
      all.set(key, literal === true ? value : interpolate(value, all).text)
  }
  return all
}

/** `env_file` in its long form, its paths relative to where all paths are: they are written relative to their own file. */
function withPlacedEnvFiles(tree: Tree, folder: string): Tree {
  const place = (item: Tree): Tree => {
    const path = item.type === 'scalar' ? item.text : textAt(item, 'path')
    if (path === undefined) return item
    const { line, column } = item
    const scalar = (text: string): Tree => ({ type: 'scalar', ...placeOf(item), text })
    const optional =
      item.type === 'map' && memberAt(item, 'required') !== undefined && !isTrue(memberAt(item, 'required'))
    const open = item.type === 'scalar' ? item.open : undefined
    const members = [
      {
        key: 'path',
        line,
        column,
        value: { ...scalar(beside(folder, path)), ...(open === undefined ? {} : { open }) },
      },
      { key: 'required', line, column, value: scalar(optional ? 'false' : 'true') },
      { key: 'format', line, column, value: scalar(textAt(item, 'format') ?? '') },
    ] as const
    return { type: 'map', ...placeOf(item), members }
  }
  return eachService(tree, (service) =>
    memberAt(service, 'env_file') === undefined || service.type !== 'map'
      ? service
      : {
          ...service,
          members: service.members.map((member) =>
            member.key === 'env_file'
              ? {
                  ...member,
                  value: { ...member.value, type: 'list' as const, items: itemsOf(member.value).map(place) },
                }
              : member,
          ),
        },
  )
}

function eachService(tree: Tree, change: (service: Tree) => Tree): Tree {
  if (tree.type !== 'map') return tree
  const members = tree.members.map((member) =>
    member.key === 'services' && member.value.type === 'map'
      ? {
          ...member,
          value: {
            ...member.value,
            members: member.value.members.map((one) => ({ ...one, value: change(one.value) })),
          },
        }
      : member,
  )
  return { ...tree, members }
}
