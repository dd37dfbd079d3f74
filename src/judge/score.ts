import type { Coverage } from '../model/coverage.ts'
import { dimensions, type Dimension } from '../model/dimension.ts'
import { isCounted, type Finding } from '../model/finding.ts'
import { kinds } from '../model/kinds/index.ts'
import type { Key, Origin, Side } from '../model/resource.ts'
import type { Rule } from '../model/rule.ts'
import type { Score, ScoredPlace } from '../model/score.ts'
import type { Severity } from '../model/severity.ts'
import type { Twin } from '../model/twin.ts'
import { gainsOf } from './score-gains.ts'
import { placesOf, type Place, type Places } from './score-places.ts'

/** What one finding weighs. */
export const weights: Readonly<Record<Severity, number>> = { critical: 40, high: 15, medium: 5, low: 1, info: 0 }

/** What a twin is worth: as much as a medium finding. */
export const worth = 5

/** What a score is made of. */
export interface ScoreInput {
  /** One for each twin. */
  readonly findings: readonly Finding[]
  /** The same, one for each cause: what can be mended at one go. Left out: each is its own. */
  readonly causes?: readonly Finding[]
  readonly twins: readonly Twin[]
  readonly coverage: Readonly<Record<Side, readonly Coverage[]>>
  /** Where a resource was seen. */
  readonly originOf: (side: Side, key: Key) => Origin | undefined
  readonly rules: readonly Pick<Rule, 'kind' | 'dimension'>[]
}

/**
 * The score of an assessment, per dimension and in all. A twin is worth `5 / (5 + weight)`, where `weight` is the sum over
 * its findings of the dimension (critical 40, high 15, medium 5, low 1, info 0): 1 without any. A place is the mean of its
 * twins, a dimension that of its places, the whole that of its dimensions; times 100, rounded down.
 *
 * A place that was asked for and not completely read is worth 0, and so is a twin whose other side was not completely
 * read. No part of the formula depends on how much an unread place would have shown, and no finding can do more harm than
 * that, so that looking at less never raises the score, not even where it hides many findings.
 */
export function score(input: ScoreInput): Score {
  const places = placesOf(input)
  places.expect(input.findings)
  const own = scored(input, places, isCounted)
  const found = scored(input, places, ({ status }) => status !== 'resolved')
  const compared = input.twins.some((twin) => twin.method !== 'alone')
  return {
    score: compared ? wholeOf(own) : null,
    asFound: compared ? wholeOf(found) : null,
    dimensions: own.map(({ dimension, value, parts }, i) => ({
      dimension,
      score: points(value),
      asFound: points(found[i]?.value ?? value),
      places: parts.map(({ place, value: worthOfIt }) => scoredPlace(place, worthOfIt)),
    })),
    gains: compared
      ? gainsOf((input.causes ?? input.findings).filter(isCounted), own, { weights, worth, ...places })
      : [],
  }
}

/** One dimension while it is reckoned. */
export interface Reckoned {
  readonly dimension: Dimension
  /** 0 to 1. */
  readonly value: number
  readonly parts: readonly { readonly place: Place; readonly value: number }[]
  /** The weight of the findings of each twin that has some. */
  readonly burdens: ReadonlyMap<number, number>
}

function scored(
  { findings, rules }: ScoreInput,
  { places, twinOf, placesOf: placesOfTwin }: Places,
  counts: (finding: Finding) => boolean,
): readonly Reckoned[] {
  return dimensions.flatMap((dimension) => {
    const burdens = new Map<number, number>()
    for (const finding of findings) {
      const twin = finding.dimension === dimension && counts(finding) ? twinOf(finding) : undefined
      if (twin !== undefined) burdens.set(twin, (burdens.get(twin) ?? 0) + weights[finding.severity])
    }
    const judged = kindsOf(dimension, rules)
    const lost = lostIn(burdens, placesOfTwin)
    const parts = places
      .filter((place) => judged.has(place.kind) && (!place.read || place.twins > 0))
      .map((place) => ({ place, value: place.read ? placeValue(place, lost.get(place) ?? 0) : 0 }))
    return parts.length === 0 ? [] : [{ dimension, value: mean(parts.map(({ value }) => value)), parts, burdens }]
  })
}

/** What the twins of each place have lost by their findings: most have none, and are looked at by nobody. */
function lostIn(burdens: ReadonlyMap<number, number>, placesOfTwin: Places['placesOf']): ReadonlyMap<Place, number> {
  const lost = new Map<Place, number>()
  for (const [index, burden] of [...burdens].sort(([a], [b]) => a - b)) {
    for (const { place, blind } of placesOfTwin(index)) {
      // What is worth nothing has nothing to lose.
      if (!blind) lost.set(place, (lost.get(place) ?? 0) + burden / (worth + burden))
    }
  }
  return lost
}

/** The mean of the twins of a place, each of which is worth `5 / (5 + weight)`, which is 1 less what it lost. */
function placeValue({ twins, seen }: Place, lost: number): number {
  return twins === 0 ? 0 : (seen - lost) / twins
}

/**
 * The kinds that a dimension speaks of: its own, and those that one of its rules judges. A rule for every kind takes all.
 * It depends on the rules alone, never on what they found: a place that joined with its first finding could raise a mean.
 */
function kindsOf(dimension: Dimension, rules: ScoreInput['rules']): ReadonlySet<string> {
  const own = rules.filter((rule) => rule.dimension === dimension).map((rule) => rule.kind)
  if (own.includes('*')) return new Set(kinds.map((kind) => kind.id))
  return new Set([...kinds.filter((kind) => kind.dimension === dimension).map((kind) => kind.id), ...own])
}

function wholeOf(reckoned: readonly Reckoned[]): number {
  return points(mean(reckoned.map(({ value }) => value)))
}

/** Rounded down, so that 100 is only for no weighing difference; a hair above, so that 0.29 x 100 stays 29. */
function points(value: number): number {
  return Math.floor(100 * value + 1e-9)
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
}

function scoredPlace({ side, collector, scope, kind, read, twins }: Place, value: number): ScoredPlace {
  return { side, collector, scope, kind, read, twins, value }
}
