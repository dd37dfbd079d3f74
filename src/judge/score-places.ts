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
  /** How many of them are not blind. */
  readonly seen: number
}

/** The places of a comparison. `twinOf` gives the index of the twin that a finding is about. */
export interface Places {
  readonly places: readonly Place[]
  readonly twinOf: (finding: Finding) => number | undefined
  /** The places of a twin, by its index; `blind` as there. */
  readonly placesOf: (index: number) => readonly { readonly place: Place; readonly blind: boolean }[]
}

interface PlacesInput {
  readonly twins: readonly Twin[]
  readonly coverage: Readonly<Record<Side, readonly Coverage[]>>
  readonly originOf: (side: Side, key: Key) => Origin | undefined
}

/** The places of pairings that were laid out before: an assessment that goes on from another has its twins and its coverage. */
const laidOut = new WeakMap<readonly Twin[], { readonly coverage: PlacesInput['coverage']; readonly places: Places }>()

/** Lays twins into the places that were asked for. A place that nobody had to ask about and nobody did is none. */
export function placesOf(input: PlacesInput): Places {
  const known = laidOut.get(input.twins)
  if (known !== undefined && sides.every((side) => known.coverage[side] === input.coverage[side])) return known.places
  const places = layOut(input)
  laidOut.set(input.twins, { coverage: input.coverage, places })
  return places
}

function layOut(input: PlacesInput): Places {
  const { twins, originOf } = input
  const asked = (side: Side): readonly Coverage[] =>
    input.coverage[side].filter(({ status, required }) => status !== 'not-asked' || required)
  const unread = { candidate: new Set<string>(), baseline: new Set<string>() }
  const made = new Map<string, Place & { readonly twins: { index: number; blind: boolean }[]; seen: number }>()
  for (const side of sides) {
    for (const { origin, kind, status } of asked(side)) {
      const id = placeId(side, origin, kind)
      // Of two answers about one place the worse one holds.
      const read = status === 'complete' && made.get(id)?.read !== false
      made.set(id, { side, collector: origin.collector, scope: origin.scope, kind, read, twins: [], seen: 0 })
      if (!read) unread[side].add(kind)
    }
  }
  const ofTwin = new Map<number, { readonly place: Place; readonly blind: boolean }[]>()
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
      for (const id of ids.length === 1 ? ids : new Set(ids)) {
        const place = made.get(id)
        if (place === undefined) continue
        place.twins.push({ index, blind })
        if (!blind) place.seen++
        const others = ofTwin.get(index)
        if (others === undefined) ofTwin.set(index, [{ place, blind }])
        else others.push({ place, blind })
      }
    }
  }
  return {
    places: [...made.values()],
    twinOf: ({ resource }) => {
      const found = sides.map((side) => byKey[side].get(resource[side]?.key ?? ''))
      return found[0] ?? found[1]
    },
    placesOf: (index) => ofTwin.get(index) ?? [],
  }
}

function placeId(side: Side, { collector, scope }: Omit<Origin, 'mode'>, kind: string): string {
  // A scope is all that may hold any character, so it comes last.
  return `${side}\n${kind}\n${collector}\n${scope}`
}
