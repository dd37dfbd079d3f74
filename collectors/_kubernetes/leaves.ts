import { isFilledIn, isWrittenByCluster } from './defaults.ts'
import { isKeyOf, memberKeys } from './list-keys.ts'
import { amountText } from './quantity.ts'
import { entriesOf, mapping, members, scalarText } from './reading.ts'
import { isSame, type ObjectSchema } from './schema.ts'

/** One value of an object, by its path: `['spec', 'endpoints', '[port=http]', 'interval']`. */
export interface Leaf {
  readonly path: readonly string[]
  readonly value: string
}

/** Deeper than any definition in use; a file could go on for ever. */
const deepest = 40

/**
 * The values of an object by path, without what the cluster filled in: what the schema of its kind says, where it is known, and what
 * is known of the kinds in daily use. Members of a list are found by the keys that the API declares for it. A list of plain values, or one whose members nothing tells apart, is one value, in which order means nothing.
 */
export function leavesOf(
  kind: string,
  value: unknown,
  path: readonly string[] = [],
  schema?: ObjectSchema,
): readonly Leaf[] {
  return [...walk(kind, value, path, schema)]
}

function* walk(
  kind: string,
  value: unknown,
  path: readonly string[],
  schema: ObjectSchema | undefined,
): Generator<Leaf> {
  if (value === null || value === undefined || path.length > deepest || isWrittenByCluster(path)) return
  if (schema?.filledIn !== undefined && isSame(schema.filledIn, value)) return
  const plain = scalarText(value)
  if (plain !== undefined) {
    if (!isFilledIn(kind, path, plain)) yield { path, value: isAmount(path, schema) ? amountText(plain) : plain }
  } else if (Array.isArray(value)) {
    yield* walkList(kind, value as readonly unknown[], path, schema)
  } else if (mapping(value) !== undefined) {
    for (const [key, inner] of entriesOf(value)) yield* walk(kind, inner, [...path, key], schema?.property(key))
  }
}

/** `resources.requests.cpu` is an amount in every kind that has containers. */
function isAmount(path: readonly string[], schema: ObjectSchema | undefined): boolean {
  return schema?.isQuantity === true || /(?:^|\/)resources\/(?:requests|limits)\/[^/]+$/.test(path.join('/'))
}

function* walkList(
  kind: string,
  list: readonly unknown[],
  path: readonly string[],
  schema: ObjectSchema | undefined,
): Generator<Leaf> {
  if (list.every((member) => scalarText(member) !== undefined)) {
    const words = members(list).map((member) => scalarText(member) ?? '')
    // An option and what it is given belong together.
    if (words.length > 0) yield { path, value: (isCommandLine(words) ? words : words.sort()).join(',') }
    return
  }
  const of = schema?.member()
  const keys = memberKeys(path.at(-1) ?? '', list, schema)
  if (keys === undefined) {
    // Nothing tells its members apart: one value, in which their order means nothing.
    yield { path, value: `[${list.map(orderless).sort().join(',')}]` }
    return
  }
  for (const [i, member] of list.entries()) {
    const word = keys[i] ?? ''
    const inner = [...walk(kind, member, [...path, word], of)]
    const more = inner.filter((leaf) => !isKeyOf(word, leaf.path.slice(path.length + 1)))
    // A member that is nothing but its key is still there.
    yield* more.length > 0 ? more : [{ path: [...path, word], value: word.slice(1, -1) }]
  }
}

function isCommandLine(words: readonly string[]): boolean {
  return words.some((word) => /^--?[A-Za-z]/.test(word))
}

/** A value as JSON, whatever the order of its keys. */
function orderless(value: unknown): string {
  if (Array.isArray(value)) return `[${(value as readonly unknown[]).map(orderless).join(',')}]`
  const map = mapping(value)
  if (map === undefined) return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${orderless(inner)}`).join(',')}}`
}
