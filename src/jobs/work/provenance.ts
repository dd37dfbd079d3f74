import type { Provenance } from '../../model/provenance.ts'
import { sides, type Side } from '../../model/resource.ts'

/** What one side of a unit was, from the beginning of history to now. Values are opaque: equal texts are equal values. */
export interface Timeline {
  readonly start: string
  /** Oldest first. */
  readonly changes: readonly { readonly at: string; readonly value: string }[]
}

/**
 * Which side of a difference moved, and since when. Pure.
 *
 * From now, history is walked back to the last moment at which both sides were the same: who changed since then has moved, and
 * the unit differs since the first of these changes. Where they never were the same, or are the same now (a rule that does not
 * ask for equality), the last change of each side decides. Neither ever changed: undefined, history does not reach.
 */
export function provenanceOf(candidate: Timeline, baseline: Timeline): Provenance | undefined {
  return sinceAgreement(candidate, baseline) ?? byLastChanges(candidate, baseline)
}

function sinceAgreement(candidate: Timeline, baseline: Timeline): Provenance | undefined {
  if (valueNow(candidate) === valueNow(baseline)) return undefined
  const history = { candidate, baseline }
  const left = { candidate: candidate.changes.length, baseline: baseline.changes.length }
  const moved = new Set<Side>()
  for (;;) {
    const last = latest(sides.flatMap((side) => history[side].changes[left[side] - 1]?.at ?? []))
    if (last === undefined) return undefined
    for (const side of sides) {
      // Both at one moment: neither was before the other.
      if (history[side].changes[left[side] - 1]?.at !== last) continue
      left[side]--
      moved.add(side)
    }
    if (valueBefore(candidate, left.candidate) === valueBefore(baseline, left.baseline)) {
      return { moved: movedOf(moved), since: last }
    }
  }
}

function byLastChanges(candidate: Timeline, baseline: Timeline): Provenance | undefined {
  const last = { candidate: candidate.changes.at(-1)?.at, baseline: baseline.changes.at(-1)?.at }
  const moved = new Set(sides.filter((side) => last[side] !== undefined))
  const since = sides.flatMap((side) => last[side] ?? []).sort(byMoment)[0]
  return since === undefined ? undefined : { moved: movedOf(moved), since }
}

function movedOf(moved: ReadonlySet<Side>): Provenance['moved'] {
  if (moved.size === 2) return 'both'
  return moved.has('candidate') ? 'candidate' : 'baseline'
}

function valueNow(timeline: Timeline): string {
  return valueBefore(timeline, timeline.changes.length)
}

/** The value after so many changes. */
function valueBefore({ start, changes }: Timeline, count: number): string {
  return changes[count - 1]?.value ?? start
}

function latest(moments: readonly string[]): string | undefined {
  return [...moments].sort(byMoment).at(-1)
}

function byMoment(a: string, b: string): number {
  return Date.parse(a) - Date.parse(b)
}
