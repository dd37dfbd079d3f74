import type { ComparisonName } from '../../model/comparison-name.ts'
import type { FindingEventType } from '../../model/live-finding.ts'
import { thresholds, type Threshold } from '../../model/severity.ts'
import type { Store } from '../../store/contract/store.ts'
import type { GateQuestion } from './verdict.ts'

/** What makes a finding new to a gate: it came, came back, got worse, or is no longer covered or waiting. */
const news: ReadonlySet<FindingEventType> = new Set(['opened', 'reopened', 'worse', 'overdue', 'lapsed'])

/** Passing one of these means that a gate at that threshold would have passed: they are as strict. */
function asStrictAs(failOn: Threshold): readonly Threshold[] {
  return thresholds.filter(
    (one) => one === failOn || (one !== 'never' && thresholds.indexOf(one) > thresholds.indexOf(failOn)),
  )
}

/** Whoever wrote last may have a clock that is a little ahead. */
function soonAfter(now: Date): Date {
  return new Date(now.getTime() + 60_000)
}

export interface NewFindings {
  /**
   * The ids of the findings that are new since the gate last passed for this comparison and service, by a threshold as strict; since the
   * first assessment of the comparison where it never has: what was there then is not new.
   */
  readonly of: (question: GateQuestion, current: string, now: Date) => Promise<ReadonlySet<string>>
}

export function newFindingsOf({
  assessments,
  findings,
  gates,
}: Pick<Store, 'assessments' | 'findings' | 'gates'>): NewFindings {
  const firsts = new Map<ComparisonName, string>()
  const firstOf = async (comparison: ComparisonName, now: Date): Promise<string | undefined> => {
    const known = firsts.get(comparison)
    if (known !== undefined) return known
    const [first] = await assessments.between(comparison, new Date(0), soonAfter(now))
    if (first !== undefined) firsts.set(comparison, first.id)
    return first?.id
  }
  return {
    of: async ({ comparison, service, failOn }, current, now) => {
      const passed = await gates.lastPassed(comparison, service, asStrictAs(failOn))
      const base = passed?.assessment ?? (await firstOf(comparison, now))
      if (base === undefined || base === current) return new Set()
      const from = (await assessments.get(base))?.endedAt
      // One that is no longer kept: everything since the beginning is new, which fails rather than passes.
      const events = await findings.eventsBetween(
        comparison,
        from === undefined ? new Date(0) : new Date(from),
        soonAfter(now),
      )
      const after = events.filter(({ event }) => news.has(event.type) && event.assessment !== base)
      return new Set(after.map(({ event }) => event.finding))
    },
  }
}
