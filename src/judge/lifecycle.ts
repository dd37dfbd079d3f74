import type { Assessment } from '../model/assessment.ts'
import type { Finding } from '../model/finding.ts'
import type { LiveFinding, Transition } from '../model/live-finding.ts'
import { absences, type Absence } from './lifecycle-absence.ts'
import { encounter } from './lifecycle-encounter.ts'

/** What the life of findings goes by. */
export interface LifecycleInput {
  /** The findings of the comparison as they stand. Of those that are resolved, only the ones that were found again matter. */
  readonly previous: readonly LiveFinding[]
  readonly assessment: Assessment
  /** When it was. */
  readonly at: Date
  /** The rules that judged. A finding of any other is resolved: nobody judges it any more. Left out: those of all findings did. */
  readonly rules?: readonly { readonly id: string }[]
}

/**
 * What an assessment makes of the findings of its comparison: first those that it found, in its order, then those that it did
 * not find. Every finding that lives has a transition; where nothing at all changed, `after` is `before` itself and there are
 * no events; where only its words changed (a title that counts days, an owner), `after` is another and there are no events.
 *
 * A finding that is not found any more is resolved only where its scopes were completely read and its twin is sure; see
 * `absences`. Otherwise it stays as it is, `stale`. Pure; the same assessment again gives no events.
 */
export function lifecycle({ previous, assessment, at, rules }: LifecycleInput): readonly Transition[] {
  const moment = at.toISOString()
  const before = new Map(previous.map((live) => [live.finding.id, live]))
  const found = new Map<string, Finding>()
  // An id is found once; should it be found twice, the worse one stands.
  for (const finding of assessment.findings) if (!found.has(finding.id)) found.set(finding.id, finding)
  const met = [...found.values()].map((finding) =>
    encounter(before.get(finding.id), finding, assessment.comparison, moment),
  )
  const absenceOf = absences(assessment, rules)
  const missed = previous
    .filter((live) => live.status !== 'resolved' && !found.has(live.finding.id))
    .map((live) => miss(live, absenceOf(live.finding), moment))
  return [...met, ...missed]
}

function miss(before: LiveFinding, absence: Absence, at: string): Transition {
  if (absence.verdict === 'unseen') {
    if (before.stale) return { before, after: before, events: [] }
    return { before, after: { ...before, stale: true }, events: [{ type: 'unseen', detail: absence.detail }] }
  }
  const { acknowledged: _, ...rest } = before
  const after: LiveFinding = {
    ...rest,
    finding: { ...before.finding, status: 'resolved' },
    status: 'resolved',
    stale: false,
    changedAt: at,
    resolvedAt: at,
  }
  const detail = absence.detail
  return { before, after, events: [{ type: 'resolved', ...(detail === undefined ? {} : { detail }) }] }
}
