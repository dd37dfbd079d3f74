import type { Finding } from '../model/finding.ts'
import type { ScoreGain } from '../model/score.ts'
import type { Severity } from '../model/severity.ts'
import { twinsOf } from '../model/finding-twins.ts'
import type { Places } from './score-places.ts'
import type { Reckoned } from './score.ts'

/** As many as a person reads. */
const most = 5

interface Scale {
  readonly weights: Readonly<Record<Severity, number>>
  readonly worth: number
  readonly twinOf: Places['twinOf']
  readonly placesOf: Places['placesOf']
}

/**
 * What would raise the score most: each finding as if it alone were mended, each unread place as if it were read and well.
 * Points of the whole score, not rounded; the first five that bring any.
 */
export function gainsOf(
  findings: readonly Finding[],
  reckoned: readonly Reckoned[],
  scale: Scale,
): readonly ScoreGain[] {
  const shares = reckoned.map((dimension) => ({
    dimension,
    of: sharesOf(dimension, scale),
    count: reckoned.length,
  }))
  const gains = [
    ...findings.map((finding) => ({
      finding: finding.id,
      points: sum(twinsOf(finding).map(({ resource }) => ofFinding(finding, resource, shares, scale))),
    })),
    ...ofPlaces(reckoned),
  ]
  return gains
    .filter(({ points }) => points > 1e-9)
    .sort((a, b) => b.points - a.points)
    .slice(0, most)
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0)
}

/** A dimension with what each twin is of its places, all of them taken together. */
interface Shares {
  readonly dimension: Reckoned
  readonly of: (index: number) => number
  /** Of dimensions. */
  readonly count: number
}

/** What a twin is of the places of a dimension: asked of those that have findings, of which there are few. */
function sharesOf({ parts }: Reckoned, { placesOf }: Scale): Shares['of'] {
  const own = new Set(parts.map(({ place }) => place))
  return (index) =>
    sum(
      placesOf(index)
        .filter(({ place, blind }) => place.read && !blind && own.has(place))
        .map(({ place }) => 1 / place.twins),
    )
}

/** What one twin of a finding would gain. */
function ofFinding(
  finding: Finding,
  resource: Finding['resource'],
  shares: readonly Shares[],
  { weights, worth, twinOf }: Scale,
): number {
  const found = shares.find((one) => one.dimension.dimension === finding.dimension)
  const twin = twinOf({ resource })
  if (found === undefined || twin === undefined) return 0
  const burden = found.dimension.burdens.get(twin) ?? 0
  const gained = worth / (worth + burden - weights[finding.severity]) - worth / (worth + burden)
  return (100 * gained * found.of(twin)) / found.dimension.parts.length / found.count
}

function ofPlaces(reckoned: readonly Reckoned[]): readonly ScoreGain[] {
  const found = new Map<string, ScoreGain & { readonly place: object }>()
  for (const { parts } of reckoned) {
    for (const { place } of parts) {
      if (place.read) continue
      const { side, collector, scope, kind } = place
      const id = JSON.stringify([side, collector, scope, kind])
      const points = 100 / parts.length / reckoned.length + (found.get(id)?.points ?? 0)
      found.set(id, { points, place: { side, collector, scope, kind } })
    }
  }
  return [...found.values()]
}
