import type { Key } from '../model/resource.ts'
import type { CanonicalHead } from '../model/twin.ts'
import { compareText } from './canonical.ts'
import type { ComparedSide } from './side.ts'

/** What a resource may be found by; undefined where it has no such word. */
export type Word = (head: CanonicalHead, side: ComparedSide) => string | undefined

/** The word of each resource of a side together with the place that it is said in. */
export function inPlace(side: ComparedSide, place: Word, word: Word): (head: CanonicalHead) => string | undefined {
  return (head) => {
    const found = word(head, side)
    if (found === undefined) return undefined
    const where = place(head, side) ?? ''
    return where === '' ? found : `${where}\u0001${found}`
  }
}

/** In the order of their keys, in which they mostly are. */
export function inOrder(heads: readonly CanonicalHead[]): readonly CanonicalHead[] {
  let last = ''
  for (const { key } of heads) {
    if (key < last) return [...heads].sort((a, b) => compareText(a.key, b.key))
    last = key
  }
  return heads
}

/** Heads by their word, in order; those that have none are left out. */
export function groupBy(
  heads: Iterable<CanonicalHead>,
  word: (head: CanonicalHead) => string | undefined,
): Map<string, CanonicalHead[]> {
  const groups = new Map<string, CanonicalHead[]>()
  for (const head of heads) {
    const key = word(head)
    if (key === undefined) continue
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [head])
    else group.push(head)
  }
  return groups
}

/**
 * The heads that are the only ones with their word, in the order of the words; undefined: it is the word of several.
 *
 * @param among looks only for words of these
 */
export function onlyOnes(
  heads: Iterable<CanonicalHead>,
  word: (head: CanonicalHead) => string | undefined,
  among?: ReadonlyMap<string, unknown>,
): ReadonlyMap<string, CanonicalHead | undefined> {
  const found = new Map<string, CanonicalHead | undefined>()
  for (const head of heads) {
    const key = word(head)
    if (key === undefined || among?.has(key) === false) continue
    const before = found.size
    if (found.set(key, head).size === before) found.set(key, undefined)
  }
  return found
}

/** Heads by their keys, in order. */
export function keyed(heads: Iterable<CanonicalHead>): Map<Key, CanonicalHead> {
  const found = new Map<Key, CanonicalHead>()
  for (const head of heads) found.set(head.key, head)
  return found
}

/** Takes out what was found among them: mostly that is all of them. */
export function takeOut(heads: Map<Key, CanonicalHead>, found: readonly CanonicalHead[]): void {
  if (found.length === heads.size) heads.clear()
  else for (const { key } of found) heads.delete(key)
}

/** The word of a group as people read it. */
export function shown(key: string): string {
  const word = key.slice(key.indexOf('\u0001') + 1)
  return word.includes('\u0000') ? word.replaceAll('\u0000', ', ') : word
}

/** Adds to the set of a key. */
export function addTo<K, V>(map: Map<K, Set<V>>, key: K, value: V): void {
  const found = map.get(key)
  if (found === undefined) map.set(key, new Set([value]))
  else found.add(value)
}
