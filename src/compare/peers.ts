import { networkPeering } from '../model/kinds/network-peering.ts'
import type { Json } from '../model/json.ts'
import type { Key } from '../model/resource.ts'
import type { Snapshot } from '../model/snapshot.ts'
import { contains, parseRange, type Range } from './cidr.ts'

/** Finds the peering that a range lies behind, with the range of the network there that it is in. */
export type Peers = (range: Range) => { readonly key: Key; readonly within: Range } | undefined

/**
 * What the networks of an environment are peered with, by the ranges that the peerings tell: a network of tools in another account,
 * which nobody reads. A range that two peerings lead to is of neither: it is not known which is meant.
 */
export function peersOf(snapshot: Snapshot, own: readonly Range[]): Peers {
  const keys = [...snapshot.heads()].filter(({ kind }) => kind === networkPeering.id).map(({ key }) => key)
  if (keys.length === 0) return () => undefined
  const ranges: { readonly key: Key; readonly within: Range }[] = []
  for (const { key, attributes } of snapshot.bodies(keys)) {
    const { requesterCidrs, accepterCidrs } = attributes as Readonly<Record<string, Json | undefined>>
    for (const text of [requesterCidrs, accepterCidrs].flatMap((list) => (Array.isArray(list) ? list : []) as Json[])) {
      const within = typeof text === 'string' ? parseRange(text) : undefined
      if (within !== undefined && !own.some((network) => contains(network, within))) ranges.push({ key, within })
    }
  }
  return (range) => {
    const found = ranges.filter(({ within }) => contains(within, range))
    const [first] = found
    return found.every(({ key }) => key === first?.key) ? first : undefined
  }
}
