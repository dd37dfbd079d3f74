import { isFilledIn, isWrittenByCluster } from './defaults.ts'
import { memberKeys } from './list-keys.ts'
import { entriesOf, mapping, members, scalarText } from './reading.ts'

/** One value of an object, by its path: `['spec', 'endpoints', '[port=http]', 'interval']`. */
export interface Leaf {
  readonly path: readonly string[]
  readonly value: string
}

/** Deeper than any definition in use; a file could go on for ever. */
const deepest = 40

/**
 * The values of an object by path, without what the cluster filled in. Members of a list are found by the keys that the API
 * declares for it; where there are none, by their order after sorting, so that their order in the file means nothing. A list of plain
 * values is one value.
 */
export function leavesOf(kind: string, value: unknown, path: readonly string[] = []): readonly Leaf[] {
  return [...walk(kind, value, path)]
}

function* walk(kind: string, value: unknown, path: readonly string[]): Generator<Leaf> {
  if (value === null || value === undefined || path.length > deepest || isWrittenByCluster(path)) return
  const plain = scalarText(value)
  if (plain !== undefined) {
    if (!isFilledIn(kind, path, plain)) yield { path, value: plain }
  } else if (Array.isArray(value)) {
    yield* walkList(kind, value as readonly unknown[], path)
  } else if (mapping(value) !== undefined) {
    for (const [key, inner] of entriesOf(value)) yield* walk(kind, inner, [...path, key])
  }
}

function* walkList(kind: string, list: readonly unknown[], path: readonly string[]): Generator<Leaf> {
  if (list.every((member) => scalarText(member) !== undefined)) {
    const words = members(list).map((member) => scalarText(member) ?? '')
    if (words.length > 0) yield { path, value: words.sort().join(',') }
    return
  }
  const keys = memberKeys(path.at(-1) ?? '', list)
  if (keys !== undefined) {
    for (const [i, member] of list.entries()) yield* walk(kind, member, [...path, keys[i] ?? ''])
    return
  }
  const sorted = list
    .map((member) => [JSON.stringify(member), member] as const)
    .sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0))
  for (const [i, [, member]] of sorted.entries()) yield* walk(kind, member, [...path, `[${i + 1}]`])
}
