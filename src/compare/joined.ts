import type { Key, Side } from '../model/resource.ts'
import type { CanonicalHead } from '../model/twin.ts'
import type { Draft } from './draft.ts'
import { displayName } from './names.ts'

/** What a resource joins: one word, the same on both sides exactly when it joins the same twins; undefined where it joins none. */
export type Joiner = (
  side: Side,
  head: CanonicalHead,
  fields: readonly string[],
) => { readonly word: string; readonly names: readonly string[] } | undefined

/**
 * Says what resources join, by the pairs that were made so far. An end that nobody read (a network of another account) is like any
 * other such end: where two of them would be taken for each other, the word is not unique, and pairs nothing.
 */
export function joiner(drafts: readonly Draft[]): Joiner {
  // Made when something asks, of those that are there now: few kinds are paired by what they join.
  const those = [...drafts]
  let made: Readonly<Record<Side, Map<Key, number>>> | undefined
  return (side, head, fields) => {
    const pairs = (made ??= placesIn(those))
    const ends = fields.map((field) => {
      const refs = head.refs.filter((ref) => ref.field === field)
      const found = refs.map(({ to }) => (to === null ? undefined : (pairs[side].get(to) ?? 'alone')))
      return found.length === 1 ? found[0] : undefined
    })
    // What leads to something that has no twin has none itself.
    if (ends.includes('alone')) return undefined
    const known = ends.filter((end) => typeof end === 'number')
    if (known.length === 0) return undefined
    const names = known.map((i) => {
      const draft = drafts[i]
      return draft === undefined ? '' : displayName(draft.baseline[0]?.names ?? [], draft.kind)
    })
    return { word: ends.map((end) => end ?? '').join(' '), names }
  }
}

/** Which draft each resource is in. */
function placesIn(drafts: readonly Draft[]): Readonly<Record<Side, Map<Key, number>>> {
  const pairs: Readonly<Record<Side, Map<Key, number>>> = { candidate: new Map(), baseline: new Map() }
  for (const [i, draft] of drafts.entries()) {
    for (const side of ['candidate', 'baseline'] as const) for (const { key } of draft[side]) pairs[side].set(key, i)
  }
  return pairs
}
