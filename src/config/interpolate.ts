import { resolve } from 'node:path'
import { type EvenkeelError, fail } from '../errors/catalogue.ts'
import { reasonOf } from './reason.ts'
import { joinPath, type MapEntry, type ScalarTree, type Tree } from './tree.ts'

/** Where `${env:NAME}` and `${file:path}` find their values. */
export interface Interpolation {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly readFile: (path: string) => Promise<string>
  /** Absolute: relative paths of `${file:path}` are relative to it. */
  readonly directory: string
}

/**
 * Fills in `${env:NAME}` and `${file:path}` inside every text of a tree; `$${` stays as `${`. Keys are left alone. A file's
 * last line break is not part of its value. Says every problem, never a value.
 */
export async function interpolate(
  tree: Tree,
  from: Interpolation,
  path = '',
): Promise<{ readonly tree: Tree; readonly problems: readonly EvenkeelError[] }> {
  const problems: EvenkeelError[] = []
  const walk = async (node: Tree, at: string): Promise<Tree> => {
    if (node.form === 'scalar') return fill(node, at, from, problems)
    if (node.form === 'list') {
      const filled: Tree[] = []
      for (const [i, item] of node.items.entries()) filled.push(await walk(item, joinPath(at, i)))
      return { ...node, items: filled }
    }
    const entries = new Map<string, MapEntry>()
    for (const [key, entry] of node.entries)
      entries.set(key, { ...entry, tree: await walk(entry.tree, joinPath(at, key)) })
    return { ...node, entries }
  }
  return { tree: await walk(tree, path), problems }
}

/** An escape, a placeholder, or the beginning of one that never ends. */
const pattern = /\$\$\{|\$\{([^}]*)(\}?)/g

async function fill(
  node: ScalarTree,
  where: string,
  from: Interpolation,
  problems: EvenkeelError[],
): Promise<ScalarTree> {
  const { value, place } = node
  if (typeof value !== 'string' || !value.includes('${')) return node
  let filled = ''
  let last = 0
  const before = problems.length
  for (const match of value.matchAll(pattern)) {
    filled += value.slice(last, match.index)
    last = match.index + match[0].length
    if (match[0] === '$${') {
      filled += '${'
      continue
    }
    const outcome = await valueOf(match[1] ?? '', match[2] === '}', from)
    if ('text' in outcome) filled += outcome.text
    else problems.push(problemOf(outcome, { ...place, where }))
  }
  if (problems.length > before) return { ...node, unfilled: true }
  return { form: 'scalar', value: filled + value.slice(last), written: node.written, place }
}

type Outcome =
  | { readonly text: string }
  | { readonly variable: string }
  | { readonly path: string; readonly reason: string }
  | { readonly problem: string }

async function valueOf(inside: string, closed: boolean, from: Interpolation): Promise<Outcome> {
  if (!closed) return { problem: 'its closing brace is missing' }
  const colon = inside.indexOf(':')
  const scheme = colon < 0 ? inside : inside.slice(0, colon)
  const name = colon < 0 ? '' : inside.slice(colon + 1).trim()
  if (colon < 0 || (scheme !== 'env' && scheme !== 'file')) return { problem: 'it begins with neither env: nor file:' }
  if (name === '') return { problem: `nothing follows ${scheme}:` }
  if (scheme === 'env') {
    const text = Object.hasOwn(from.env, name) ? from.env[name] : undefined
    return text === undefined ? { variable: name } : { text }
  }
  try {
    return { text: (await from.readFile(resolve(from.directory, name))).replace(/\r?\n$/, '') }
  } catch (cause) {
    return { path: name, reason: reasonOf(cause) }
  }
}

function problemOf(
  outcome: Exclude<Outcome, { readonly text: string }>,
  at: { readonly file: string; readonly line: number; readonly column: number; readonly where: string },
): EvenkeelError {
  if ('variable' in outcome) return fail('config-variable-missing', { ...at, variable: outcome.variable })
  if ('path' in outcome) return fail('config-secret-file', { ...at, path: outcome.path, reason: outcome.reason })
  return fail('config-placeholder', { ...at, problem: outcome.problem })
}
