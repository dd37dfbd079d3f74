import type { CanonicalHead } from '../model/twin.ts'

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

/** Adds to the set of a key. */
export function addTo<K, V>(map: Map<K, Set<V>>, key: K, value: V): void {
  const found = map.get(key)
  if (found === undefined) map.set(key, new Set([value]))
  else found.add(value)
}
