import { itemsOf, membersOf, textAt } from '../_settings-files/tree-reading.ts'
import { Unreadable } from '../_settings-files/problem.ts'
import type { Member, Tree } from '../_settings-files/tree.ts'
import { portOf, targetOfVolume } from './short-forms.ts'

/** The most parts that one merge may walk: aliases multiply. */
const most = 500_000

/** Members of a service whose later value replaces the earlier one, list or not. */
const replaced = new Set(['command', 'entrypoint', 'test'])
/** Lists of a service that are mappings in another notation. */
const mappings = new Set([
  ...['environment', 'labels', 'annotations', 'sysctls', 'args', 'extra_hosts', 'additional_contexts'],
  ...['depends_on', 'networks', 'models'],
])
/** Lists of a service of which elements with the same key are one. */
const keyed: Readonly<Record<string, (item: Tree) => string | undefined>> = {
  ports: (item) => portOf(item)?.key,
  volumes: targetOfVolume,
  devices: targetOfVolume,
  secrets: (item) => targetOf(item),
  configs: (item) => targetOf(item),
  env_file: (item) => (item.type === 'scalar' ? item.text : textAt(item, 'path')),
}
/** Lists of texts in which each stands once. */
const once = new Set(
  'cap_add cap_drop dns dns_search dns_opt expose tmpfs profiles security_opt links external_links group_add'.split(
    ' ',
  ),
)

/**
 * One Compose file laid over another: mappings merge, lists are joined, `command`, `entrypoint` and the test of a health check are replaced,
 * ports, volumes, secrets and configs are told apart by where they lead, `!reset` takes away and `!override` replaces.
 *
 * Source: the Compose Specification, "Merge and override".
 */
export function merged(base: Tree, over: Tree): Tree {
  let walked = 0
  const merge = (one: Tree, other: Tree, path: readonly string[]): Tree | undefined => {
    if (++walked > most) throw new Unreadable(other.line, other.column, 'too much to merge, with what aliases repeat')
    if (other.tag === '!reset') return undefined
    const name = path.at(-1) ?? ''
    if (other.tag === '!override' || (isPartOfService(path) && replaced.has(name))) return other
    // A key with nothing behind it says nothing.
    if (other.type === 'scalar' && other.text === '' && one.type !== 'scalar') return one
    const [left, right] = isPartOfService(path) && mappings.has(name) ? [asMap(one), asMap(other)] : [one, other]
    if (
      name === 'logging' &&
      textAt(left, 'driver') !== textAt(right, 'driver') &&
      textAt(right, 'driver') !== undefined
    )
      return right
    if (left.type === 'map' && right.type === 'map') return { ...right, members: mergeMembers(left, right, path) }
    if (left.type === 'list' || right.type === 'list') return joined(left, right, path)
    return right
  }
  const mergeMembers = (one: Tree, other: Tree, path: readonly string[]): readonly Member[] => {
    const members = new Map(membersOf(one).map((member) => [member.key, member]))
    for (const member of membersOf(other)) {
      const before = members.get(member.key)
      const value = before === undefined ? kept(member.value) : merge(before.value, member.value, [...path, member.key])
      if (value === undefined) members.delete(member.key)
      else members.set(member.key, { ...member, value })
    }
    return [...members.values()]
  }
  const joined = (one: Tree, other: Tree, path: readonly string[]): Tree => {
    const name = path.at(-1) ?? ''
    const all = [...itemsOf(one), ...itemsOf(other)]
    const keyOf = isPartOfService(path)
      ? (keyed[name] ?? (once.has(name) ? (item: Tree) => (item.type === 'scalar' ? item.text : undefined) : undefined))
      : undefined
    const items =
      keyOf === undefined ? all : [...new Map(all.map((item, i) => [keyOf(item) ?? `\u0000${i}`, item])).values()]
    return { ...other, type: 'list', items }
  }
  return merge(base, over, []) ?? over
}

function kept(tree: Tree): Tree | undefined {
  return tree.tag === '!reset' ? undefined : tree
}

function isPartOfService(path: readonly string[]): boolean {
  return path.length >= 3 && path[0] === 'services'
}

/** `- KEY=value` and `- name` as mappings; in `extra_hosts` a colon may stand between too. */
export function asMap(tree: Tree): Tree {
  if (tree.type !== 'list') return tree
  const members: Member[] = []
  for (const item of tree.items) {
    if (item.type !== 'scalar') return tree
    const is = item.text.indexOf('=')
    const key = is < 0 ? item.text : item.text.slice(0, is)
    const { line, column } = item
    const value = is < 0 ? { text: '', absent: true as const } : { text: item.text.slice(is + 1) }
    members.push({ key, line, column, value: { ...item, ...value } })
  }
  return { ...tree, type: 'map', members }
}

/** Where a secret or config is mounted: its own name, unless it says another. */
function targetOf(item: Tree): string | undefined {
  return item.type === 'scalar' ? item.text : (textAt(item, 'target') ?? textAt(item, 'source'))
}
