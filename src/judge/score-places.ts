import type { Coverage } from '../model/coverage.ts'
import type { Finding } from '../model/finding.ts'
import { otherSide, sides, type Key, type Origin, type Side } from '../model/resource.ts'
import type { Twin } from '../model/twin.ts'

/** One kind in one scope of one environment, and how many twins have a member there. */
export interface Place {
  readonly side: Side
  readonly collector: string
  readonly scope: string
  readonly kind: string
  /** Completely. */
  readonly read: boolean
  /** How many there are. */
  readonly twins: number
  /** How many of them are not blind; see {@link Places.placesOf}. */
  readonly seen: number
}

/** The places of a comparison. `twinOf` gives the index of the twin that a finding is about. */
export interface Places {
  readonly places: readonly Place[]
  readonly twinOf: (finding: Pick<Finding, 'resource'>) => number | undefined
  /** The places of a twin, by its index; `blind`: what would answer on the other side was not completely read. */
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

function layOut({ twins, originOf, coverage }: PlacesInput): Places {
  const unread = { candidate: new Set<string>(), baseline: new Set<string>() }
  const made = new Map<string, Counted>()
  for (const side of sides) {
    for (const { origin, kind, status, required } of coverage[side]) {
      if (status === 'not-asked' && !required) continue
      const id = placeId(side, origin, kind)
      // Of two answers about one place the worse one holds.
      const read = status === 'complete' && made.get(id)?.read !== false
      made.set(id, { side, collector: origin.collector, scope: origin.scope, kind, read, twins: 0, seen: 0 })
      if (!read) unread[side].add(kind)
    }
  }
  const placeOf = { candidate: finder(made, 'candidate', originOf), baseline: finder(made, 'baseline', originOf) }
  const isBlind = (twin: Twin, side: Side): boolean =>
    twin.alone === 'not-covered' && unread[otherSide(side)].has(twin.kind)
  for (const twin of twins) {
    for (const side of sides) {
      const blind = isBlind(twin, side)
      for (const place of placesOn(twin, side, placeOf[side])) {
        place.twins++
        if (!blind) place.seen++
      }
    }
  }
  let byKey: Readonly<Record<Side, ReadonlyMap<Key, number>>> | undefined
  return {
    places: [...made.values()],
    twinOf: ({ resource }) => {
      byKey ??= { candidate: indexes(twins, 'candidate'), baseline: indexes(twins, 'baseline') }
      return byKey.candidate.get(resource.candidate?.key ?? '') ?? byKey.baseline.get(resource.baseline?.key ?? '')
    },
    // Asked of those that have findings, of which there are few.
    placesOf: (index) => {
      const twin = twins[index]
      if (twin === undefined) return []
      return sides.flatMap((side) =>
        [...placesOn(twin, side, placeOf[side])].map((place) => ({ place, blind: isBlind(twin, side) })),
      )
    },
  }
}

type Counted = Place & { twins: number; seen: number }
type FindPlace = (key: Key, kind: string) => Counted | undefined

/** The place of a resource of one side. Most come after another of the same place. */
function finder(made: ReadonlyMap<string, Counted>, side: Side, originOf: PlacesInput['originOf']): FindPlace {
  let last: { readonly origin: Origin; readonly kind: string; readonly place: Counted | undefined } | undefined
  return (key, kind) => {
    const origin = originOf(side, key)
    if (origin === undefined) return undefined
    if (last?.origin !== origin || last.kind !== kind)
      last = { origin, kind, place: made.get(placeId(side, origin, kind)) }
    return last.place
  }
}

/** The members of a fleet may be in one place or in several; it counts once in each. */
function placesOn(twin: Twin, side: Side, placeOf: FindPlace): Iterable<Counted> {
  const found: Counted[] = []
  for (const key of twin[side]) {
    const place = placeOf(key, twin.kind)
    if (place !== undefined && !found.includes(place)) found.push(place)
  }
  return found
}

/** The twins of one side by the keys of their members. */
function indexes(twins: readonly Twin[], side: Side): ReadonlyMap<Key, number> {
  const found = new Map<Key, number>()
  for (const [index, twin] of twins.entries()) for (const key of twin[side]) found.set(key, index)
  return found
}

function placeId(side: Side, { collector, scope }: Omit<Origin, 'mode'>, kind: string): string {
  // A scope is all that may hold any character, so it comes last.
  return `${side}\n${kind}\n${collector}\n${scope}`
}
