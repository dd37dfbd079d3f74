import type { CarriedPair } from '../model/carried-pair.ts'
import { sides, type Key } from '../model/resource.ts'
import type { Twin } from '../model/twin.ts'

/**
 * Gives twins the ids that they had in earlier assessments, by which their findings are known: a twin is who it was when it has
 * a resource of it, first on both sides, then on one; and who bears its name by then. An id is given once: of two parts into
 * which a twin was split the one with more of its resources keeps it. Linear in twins and pairs.
 */
export function withEarlierIds(twins: readonly Twin[], carried: readonly CarriedPair[]): readonly Twin[] {
  if (carried.length === 0) return twins
  const owner = new Map<Key, CarriedPair>()
  for (const pair of carried) for (const side of sides) for (const key of pair[side]) owner.set(`${side} ${key}`, pair)
  const claims = twins.flatMap((twin, index) => {
    const shared = new Map<CarriedPair, number>()
    for (const side of sides) {
      for (const key of twin[side]) {
        const pair = owner.get(`${side} ${key}`)
        if (pair !== undefined && pair.kind === twin.kind) shared.set(pair, (shared.get(pair) ?? 0) + 1)
      }
    }
    return [...shared].map(([pair, count]) => ({ index, pair, count, both: hasBoth(twin, pair) ? 1 : 0 }))
  })
  claims.sort((a, b) => b.both - a.both || b.count - a.count || a.index - b.index)
  const given = new Map<number, string>()
  const taken = new Set<string>()
  for (const { index, pair } of claims) {
    if (given.has(index) || taken.has(pair.twin)) continue
    given.set(index, pair.twin)
    taken.add(pair.twin)
  }
  // First those that are who they were: their ids are not to be had by others that bear their names now.
  const order = twins.map((_, index) => index).sort((a, b) => rank(a) - rank(b) || a - b)
  return order.map((index) => {
    const twin = twins[index] as Twin
    const id = given.get(index)
    return id === undefined ? twin : { ...twin, id }
  })

  function rank(index: number): number {
    return given.has(index) ? 0 : 1
  }
}

function hasBoth(twin: Twin, pair: CarriedPair): boolean {
  return sides.every((side) => pair[side].some((key) => twin[side].includes(key)))
}
