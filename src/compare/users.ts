import { kindOf } from '../model/kinds/index.ts'
import type { Key, Resource, Side } from '../model/resource.ts'
import { attributesOf, resolve, type ComparedSide } from './side.ts'

/** What uses a resource, where its kind says by which field of which kind it is used: the databases of a parameter group. */
export type UsersOf = (side: Side, kind: string, members: readonly Key[]) => readonly Resource[]

/**
 * Finds the users of resources. The bodies of a kind that uses another are read once, and only when something was found there: most
 * comparisons ask for none. Linear in the resources of that kind.
 */
export function usersOf(sides: Readonly<Record<Side, ComparedSide>>): UsersOf {
  const known = new Map<string, ReadonlyMap<Key, readonly Resource[]>>()
  return (side, kind, members) => {
    const through = kindOf(kind)?.pairedThrough
    if (through === undefined) return []
    const word = `${side} ${kind}`
    let found = known.get(word)
    if (found === undefined) known.set(word, (found = byTarget(sides[side], kind, through)))
    return members.flatMap((key) => found.get(key) ?? [])
  }
}

function byTarget(
  { snapshot, index }: ComparedSide,
  kind: string,
  through: { readonly kind: string; readonly field: string },
): ReadonlyMap<Key, readonly Resource[]> {
  const keys = [...snapshot.heads()].filter((head) => head.kind === through.kind).map((head) => head.key)
  const found = new Map<Key, Resource[]>()
  for (const body of snapshot.bodies(keys)) {
    const written = attributesOf(body)[through.field]
    const target = typeof written === 'string' ? resolve(index, [kind], written, body.origin) : null
    if (target === null) continue
    const users = found.get(target)
    if (users === undefined) found.set(target, [body])
    else users.push(body)
  }
  return found
}
