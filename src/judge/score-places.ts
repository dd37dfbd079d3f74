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

/** The places of a comparison. */
export interface Places {
  readonly places: readonly Place[]
  /** The index of the twin that a finding is about. */
  readonly twinOf: (finding: Pick<Finding, 'resource'>) => number | undefined
  /** Says which findings will be asked about: their twins are found in one look at all, where otherwise an index of all is made. */
  readonly expect: (findings: readonly Pick<Finding, 'resource'>[]) => void
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
  const count = (place: Counted, blind: boolean): void => {
    place.twins++
    if (!blind) place.seen++
  }
  for (const twin of twins) {
    for (const side of sides) {
      const [key, another] = twin[side]
      if (key === undefined) continue
      const blind = isBlind(twin, side)
      // Most are one resource of each side.
      const only = another === undefined ? placeOf[side](key, twin.kind) : undefined
      if (only !== undefined) count(only, blind)
      else for (const place of placesOn(twin, side, placeOf[side])) count(place, blind)
    }
  }
  const indexOf = { candidate: new TwinIndex(twins, 'candidate'), baseline: new TwinIndex(twins, 'baseline') }
  return {
    places: [...made.values()],
    twinOf: ({ resource: { candidate, baseline } }) =>
      indexOf.candidate.of(candidate?.key) ?? indexOf.baseline.of(baseline?.key),
    expect: (findings) => {
      for (const side of sides) indexOf[side].expect(findings.map(({ resource }) => resource[side]?.key))
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
function placesOn(twin: Twin, side: Side, placeOf: FindPlace): readonly Counted[] {
  const found: Counted[] = []
  for (const key of twin[side]) {
    const place = placeOf(key, twin.kind)
    if (place !== undefined && !found.includes(place)) found.push(place)
  }
  return found
}

/** The twins of one side by the keys of their members: few have findings, and only those that are asked about are kept. */
class TwinIndex {
  private readonly twins: readonly Twin[]
  private readonly side: Side
  /** What was looked for; undefined: there is none. */
  private readonly known = new Map<Key, number | undefined>()
  private isWhole = false

  constructor(twins: readonly Twin[], side: Side) {
    this.twins = twins
    this.side = side
  }

  of(key: Key | undefined): number | undefined {
    if (key === undefined) return undefined
    if (!this.isWhole && !this.known.has(key)) {
      // Nobody said that this would be asked: more such questions may follow.
      this.find(() => true)
      this.isWhole = true
    }
    return this.known.get(key)
  }

  expect(keys: readonly (Key | undefined)[]): void {
    const wanted = new Set<Key>()
    for (const key of keys) if (key !== undefined && !this.known.has(key)) wanted.add(key)
    if (wanted.size === 0 || this.isWhole) return
    for (const key of wanted) this.known.set(key, undefined)
    this.find((key) => wanted.has(key))
  }

  private find(isWanted: (key: Key) => boolean): void {
    const { twins, side, known } = this
    for (let index = 0; index < twins.length; index++)
      for (const key of twins[index]?.[side] ?? []) if (isWanted(key)) known.set(key, index)
  }
}

function placeId(side: Side, { collector, scope }: Omit<Origin, 'mode'>, kind: string): string {
  // A scope is all that may hold any character, so it comes last.
  return `${side}\n${kind}\n${collector}\n${scope}`
}
