import type { Finding } from '../model/finding.ts'
import type { ScoreGain } from '../model/score.ts'
import type { Severity } from '../model/severity.ts'
import { apart } from '../model/finding-twins.ts'
import type { Reckoned } from './score.ts'

/** As many as a person reads. */
const most = 5

interface Scale {
  readonly weights: Readonly<Record<Severity, number>>
  readonly worth: number
  readonly twinOf: (finding: Finding) => number | undefined
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
  const shares = reckoned.map((dimension) => ({ dimension, of: sharesOf(dimension), count: reckoned.length }))
  const gains = [
    ...findings.map((finding) => ({
      finding: finding.id,
      points: sum(apart(finding).map((one) => ofFinding(one, shares, scale))),
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
  readonly of: ReadonlyMap<number, number>
  /** Of dimensions. */
  readonly count: number
}

/** Worked out once for all twins: a look through the places for each finding would be their product. */
function sharesOf({ parts }: Reckoned): ReadonlyMap<number, number> {
  const shares = new Map<number, number>()
  for (const { place } of parts) {
    if (!place.read) continue
    for (const { index, blind } of place.twins)
      if (!blind) shares.set(index, (shares.get(index) ?? 0) + 1 / place.twins.length)
  }
  return shares
}

function ofFinding(finding: Finding, shares: readonly Shares[], { weights, worth, twinOf }: Scale): number {
  const found = shares.find((one) => one.dimension.dimension === finding.dimension)
  const twin = twinOf(finding)
  if (found === undefined || twin === undefined) return 0
  const burden = found.dimension.burdens.get(twin) ?? 0
  const gained = worth / (worth + burden - weights[finding.severity]) - worth / (worth + burden)
  return (100 * gained * (found.of.get(twin) ?? 0)) / found.dimension.parts.length / found.count
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
