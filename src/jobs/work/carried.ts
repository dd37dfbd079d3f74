import { findingId } from '../../judge/finding.ts'
import { canonicalJson } from '../../model/digest.ts'
import type { Direction, Finding } from '../../model/finding.ts'
import type { Provenance } from '../../model/provenance.ts'
import type { AskedUnit } from './asked-units.ts'
import type { PreviousAnswer } from './tasks.ts'

type Before = PreviousAnswer['findings'][number]

/**
 * Units whose findings stand as they stood in the assessment before, with what was known of them then: nothing has moved in
 * between, so nothing new is to be said, also where a resource was made anew. Undefined as provenance: nothing was known.
 */
export function carriedProvenance(
  units: readonly AskedUnit[],
  findings: readonly Finding[],
  before: readonly Before[],
  environments: { readonly candidate: string; readonly baseline: string },
): ReadonlyMap<AskedUnit, Provenance | undefined> {
  const known = new Map(before.filter(({ status }) => status !== 'resolved').map((one) => [one.id, one]))
  const carried = new Map<AskedUnit, Provenance | undefined>()
  for (const [unit, own] of findingsOf(units, findings, environments)) {
    const earlier = own.map((finding) => known.get(finding.id))
    const [first] = earlier
    const stands = own.every((finding, i) => earlier[i] !== undefined && sameValues(finding, earlier[i]))
    if (first !== undefined && stands) carried.set(unit, toldBefore(first))
  }
  return carried
}

/** The findings of each unit. A finding does not name its twin, but its id is made of it. */
function findingsOf(
  units: readonly AskedUnit[],
  findings: readonly Finding[],
  environments: { readonly candidate: string; readonly baseline: string },
): ReadonlyMap<AskedUnit, readonly Finding[]> {
  const byPlace = new Map<string, AskedUnit[]>()
  const place = (kind: string, name: string, at: string): string => JSON.stringify([kind, name, at])
  for (const unit of units) {
    const word = place(unit.twin.kind, unit.twin.name, unit.at)
    byPlace.set(word, [...(byPlace.get(word) ?? []), unit])
  }
  const found = new Map<AskedUnit, Finding[]>()
  for (const finding of findings) {
    const there = byPlace.get(place(finding.kind, finding.resource.name, finding.at)) ?? []
    const unit =
      there.length === 1
        ? there[0]
        : there.find(({ twin, at }) => findingId(environments, finding.rule, twin.id, at) === finding.id)
    if (unit !== undefined) found.set(unit, [...(found.get(unit) ?? []), finding])
  }
  return found
}

/** A resource is there or not, whatever its id: it may be made anew. */
function sameValues(finding: Pick<Finding, 'at' | 'values'>, before: Before): boolean {
  const of = ({ candidate, baseline }: Finding['values']): string =>
    finding.at === '' ? `${candidate !== null} ${baseline !== null}` : canonicalJson([candidate, baseline])
  return of(finding.values) === of(before.values)
}

const moved: Readonly<Record<Direction, Provenance['moved'] | undefined>> = {
  'baseline-ahead': 'baseline',
  'candidate-ahead': 'candidate',
  both: 'both',
  unknown: undefined,
}

function toldBefore({ direction, since }: Before): Provenance | undefined {
  const side = moved[direction]
  return side === undefined || since === undefined ? undefined : { moved: side, since }
}
