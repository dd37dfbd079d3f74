import { dirname, isAbsolute, relative, resolve } from 'node:path'
import type { TSchema } from 'typebox'
import { type EvenkeelError, fail } from '../errors/catalogue.ts'
import { buildConfig } from './build.ts'
import { checkTree } from './check-tree.ts'
import type { Config } from './config.ts'
import { interpolate } from './interpolate.ts'
import { asError } from './problems.ts'
import { readYaml } from './read-yaml.ts'
import { reasonOf } from './reason.ts'
import { checkReferences } from './references.ts'
import { checkSchedules } from './schedules.ts'
import { configSchema } from './schema.ts'
import type { MapTree, Tree } from './tree.ts'

/** What loading needs; nothing is read from elsewhere. */
export interface LoadOptions {
  /** Settings schema by source family. */
  readonly families: ReadonlyMap<string, TSchema>
  readonly env: Readonly<Record<string, string | undefined>>
  readonly readFile: (path: string) => Promise<string>
  /** What `path` is relative to; messages name the file relative to it. Absolute. */
  readonly cwd: string
}

/**
 * Loads evenkeel.yaml: YAML, variables, schema, references. Throws one `config-*` error, or an AggregateError with every
 * problem of the file, in its order. `notify` is not filled in: a single check has no use for its secrets.
 */
export async function loadConfig(path: string, options: LoadOptions): Promise<Config> {
  const absolute = resolve(options.cwd, path)
  const file = shortest(absolute, options.cwd)
  const directory = dirname(absolute)
  const reading = readYaml(file, await read(absolute, file, options))
  if (reading.tree === undefined) throw together(reading.problems, file)
  const used = without(reading.tree, 'notify')
  const { tree: filled, problems: unfilled } = await interpolate(used, { ...options, directory })
  const tree = putBack(reading.tree, filled, unfilledIn)
  const wrong = checkTree(configSchema(options.families), tree)
  // References are judged even in a file with other problems, so that one run tells all; the checks only see what has the right form.
  const problems = [...unfilled, ...wrong, ...checkReferences(tree), ...(await checkSchedules(tree))]
  if (problems.length > 0) throw together(problems, file)
  return buildConfig(tree, file, directory)
}

async function read(absolute: string, file: string, options: LoadOptions): Promise<string> {
  try {
    return (await options.readFile(absolute)).replace(/^\uFEFF/, '')
  } catch (cause) {
    const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'
    throw missing
      ? fail('config-not-found', { file }, cause)
      : fail('config-unreadable', { file, reason: reasonOf(cause) }, cause)
  }
}

function shortest(absolute: string, cwd: string): string {
  const short = relative(cwd, absolute)
  return short === '' || short.startsWith('..') || isAbsolute(short) ? absolute : short
}

function without(tree: Tree, key: string): Tree {
  if (tree.form !== 'map') return tree
  return { ...tree, entries: new Map([...tree.entries].filter(([name]) => name !== key)) }
}

function putBack(original: Tree, filled: Tree, otherwise: (tree: Tree) => Tree): Tree {
  if (original.form !== 'map' || filled.form !== 'map') return filled
  const entries = new Map(
    [...original.entries].map(([key, entry]) => [
      key,
      filled.entries.get(key) ?? { ...entry, tree: otherwise(entry.tree) },
    ]),
  )
  return { ...original, entries } satisfies MapTree
}

/** A tree whose variables nobody asks for: of their values nothing can be said. */
function unfilledIn(tree: Tree): Tree {
  if (tree.form === 'list') return { ...tree, items: tree.items.map(unfilledIn) }
  if (tree.form === 'scalar') return tree.written.includes('${') ? { ...tree, unfilled: true } : tree
  const entries = [...tree.entries].map(([key, entry]) => [key, { ...entry, tree: unfilledIn(entry.tree) }] as const)
  return { ...tree, entries: new Map(entries) }
}

function together(problems: readonly EvenkeelError[], file: string): Error {
  return asError(problems, file) ?? fail('config-empty', { file })
}
