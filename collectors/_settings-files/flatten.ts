import { Unreadable } from './problem.ts'
import { deepest, type Entry, type Member, type Tree } from './tree.ts'

/** The most settings that one file may come to: aliases multiply. */
const most = 500_000

/** The fields by which the objects of a list are told apart. */
const identities = ['name', 'id', 'key', 'host', 'hostname']

/**
 * The settings of a tree, in the order of the file. A nested key is a path, `database.pool.size`. A list of scalars is one
 * setting, its values joined by commas; the objects of a list are found by their `name`, `id` or `key` if that tells them all
 * apart, otherwise by position: `hooks.0.url`. Throws {@link Unreadable} on what is nested too deeply or multiplies by aliases.
 */
export function flatten(tree: Tree, prefix = ''): readonly Entry[] {
  const entries: Entry[] = []
  const path: string[] = prefix === '' ? [] : [prefix]
  let visited = 0

  const walk = (node: Tree, at: Place, depth: number): void => {
    if (depth > deepest) throw new Unreadable(at.line, at.column, `nested deeper than ${deepest} levels`)
    if (++visited > most)
      throw new Unreadable(at.line, at.column, `more than ${most} settings, with what aliases repeat`)
    const { line, column } = at
    if (node.type === 'scalar') entries.push({ key: path.join('.'), value: node.text, line, column, ...fileOf(node) })
    else if (node.type === 'map' && node.members.length === 0)
      entries.push({ key: path.join('.'), value: '{}', line, column, ...fileOf(node) })
    else if (node.type === 'map') within(node.members.map(asPart), depth)
    else if (node.items.every((item) => item.type === 'scalar')) {
      visited += node.items.length
      const value = node.items.map((item) => item.text).join(',')
      entries.push({ key: path.join('.'), value, line, column, ...fileOf(node) })
    } else within(partsOf(node.items), depth)
  }
  const within = (parts: readonly Part[], depth: number): void => {
    for (const { name, at, value } of parts) {
      path.push(name)
      walk(value, at, depth + 1)
      path.pop()
    }
  }

  if (tree.type === 'map' && tree.members.length === 0) return entries
  walk(tree, tree, 0)
  return entries
}

function fileOf({ file }: Tree): { readonly file?: string } {
  return file === undefined ? {} : { file }
}

interface Place {
  readonly line: number
  readonly column: number
}

interface Part {
  readonly name: string
  readonly at: Place
  readonly value: Tree
}

function asPart(member: Member): Part {
  return { name: member.key, at: member, value: member.value }
}

function partsOf(items: readonly Tree[]): readonly Part[] {
  const by = identities.find(
    (key) =>
      new Set(items.map((item) => identity(item, key) ?? '')).size === items.length &&
      items.every((item) => identity(item, key) !== undefined),
  )
  return items.map((item, i) => {
    if (by === undefined || item.type !== 'map') return { name: String(i), at: item, value: item }
    const members = item.members.filter(({ key }) => key !== by)
    return { name: identity(item, by) ?? String(i), at: item, value: { ...item, members } }
  })
}

function identity(item: Tree, key: string): string | undefined {
  if (item.type !== 'map') return undefined
  const value = item.members.find((member) => member.key === key)?.value
  return value?.type === 'scalar' && value.text !== '' ? value.text : undefined
}
