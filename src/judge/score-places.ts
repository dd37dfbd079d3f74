import type { Coverage } from '../model/coverage.ts'
import type { Finding } from '../model/finding.ts'
import { otherSide, sides, type Key, type Origin, type Side } from '../model/resource.ts'
import type { Twin } from '../model/twin.ts'

/** One kind in one scope of one environment, with the twins that have a member there. */
export interface Place {
  readonly side: Side
  readonly collector: string
  readonly scope: string
  readonly kind: string
  /** Completely. */
  readonly read: boolean
  /** By their index; `blind`: what would answer on the other side was not completely read. */
  readonly twins: readonly { readonly index: number; readonly blind: boolean }[]
}

/** The places of a comparison. `twinOf` gives the index of the twin that a finding is about. */
export interface Places {
  readonly places: readonly Place[]
  readonly twinOf: (finding: Finding) => number | undefined
}

/** Lays twins into the places that were asked for. A place that nobody had to ask about and nobody did is none. */
export function placesOf(input: {
  readonly twins: readonly Twin[]
  readonly coverage: Readonly<Record<Side, readonly Coverage[]>>
  readonly originOf: (side: Side, key: Key) => Origin | undefined
}): Places {
  const { twins, originOf } = input
  const asked = (side: Side): readonly Coverage[] =>
    input.coverage[side].filter(({ status, required }) => status !== 'not-asked' || required)
  const unread = { candidate: new Set<string>(), baseline: new Set<string>() }
  const made = new Map<string, Place & { readonly twins: { index: number; blind: boolean }[] }>()
  for (const side of sides) {
    for (const { origin, kind, status } of asked(side)) {
      const id = placeId(side, origin, kind)
      // Of two answers about one place the worse one holds.
      const read = status === 'complete' && made.get(id)?.read !== false
      made.set(id, { side, collector: origin.collector, scope: origin.scope, kind, read, twins: [] })
      if (!read) unread[side].add(kind)
    }
  }
  const byKey = { candidate: new Map<Key, number>(), baseline: new Map<Key, number>() }
  for (const [index, twin] of twins.entries()) {
    for (const side of sides) {
      const blind = twin.alone === 'not-covered' && unread[otherSide(side)].has(twin.kind)
      const ids = twin[side].map((key) => {
        byKey[side].set(key, index)
        const origin = originOf(side, key)
        return origin === undefined ? '' : placeId(side, origin, twin.kind)
      })
      // The members of a fleet may be in one place or in several; it counts once in each.
      for (const id of new Set(ids)) made.get(id)?.twins.push({ index, blind })
    }
  }
  return {
    places: [...made.values()],
    twinOf: ({ resource }) => {
      const found = sides.map((side) => byKey[side].get(resource[side]?.key ?? ''))
      return found[0] ?? found[1]
    },
  }
}

function placeId(side: Side, { collector, scope }: Omit<Origin, 'mode'>, kind: string): string {
  // A scope is all that may hold any character, so it comes last.
  return `${side}\n${kind}\n${collector}\n${scope}`
}
