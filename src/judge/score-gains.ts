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
  const gains = [
    ...findings.map((finding) => ({
      finding: finding.id,
      points: sum(apart(finding).map((one) => ofFinding(one, reckoned, scale))),
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

function ofFinding(finding: Finding, reckoned: readonly Reckoned[], { weights, worth, twinOf }: Scale): number {
  const dimension = reckoned.find((one) => one.dimension === finding.dimension)
  const twin = twinOf(finding)
  if (dimension === undefined || twin === undefined) return 0
  const burden = dimension.burdens.get(twin) ?? 0
  const gained = worth / (worth + burden - weights[finding.severity]) - worth / (worth + burden)
  const shares = dimension.parts.map(({ place }) => {
    const here = place.read ? place.twins.filter(({ index, blind }) => index === twin && !blind).length : 0
    return here === 0 ? 0 : here / place.twins.length
  })
  return (100 * gained * shares.reduce((sum, share) => sum + share, 0)) / dimension.parts.length / reckoned.length
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
