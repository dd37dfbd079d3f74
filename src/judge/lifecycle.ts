import type { Assessment } from '../model/assessment.ts'
import type { Finding } from '../model/finding.ts'
import type { LiveFinding, Transition } from '../model/live-finding.ts'
import { apart, twinsOf } from '../model/finding-twins.ts'
import { absences, type Absence } from './lifecycle-absence.ts'
import { encounter } from './lifecycle-encounter.ts'
import { withTwins } from './together.ts'

/** Begins the detail of a finding that ended because its cause turned out to be that of another, whose id follows. */
export const joinedWith = 'one with '

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
  const owners = new Map([...found.values()].flatMap((one) => twinsOf(one).map((twin) => [twin.finding, one.id])))
  const living = previous.filter(({ status }) => status !== 'resolved')
  const known = new Set(living.flatMap((live) => twinsOf(live.finding).map((twin) => twin.finding)))
  const absenceOf = absences(assessment, rules)
  const met = [...found.values()].map((finding) => {
    const earlier = before.get(finding.id)
    const whole = withUnseen(finding, earlier, (one) => !owners.has(one.id) && absenceOf(one).verdict === 'unseen')
    return encounter(earlier, whole, assessment.comparison, moment, known)
  })
  const missed = living
    .filter((live) => !found.has(live.finding.id))
    .map((live) => miss(live, partOf(live, owners) ?? absenceOfAll(apart(live.finding).map(absenceOf)), moment))
  return [...met, ...missed]
}

/** A cause with its earlier places that nobody could look at this time: not to have looked is no cure. */
function withUnseen(finding: Finding, earlier: LiveFinding | undefined, isUnseen: (one: Finding) => boolean): Finding {
  if (earlier === undefined || earlier.status === 'resolved') return finding
  const unseen = new Set(
    apart(earlier.finding)
      .filter(isUnseen)
      .map(({ id }) => id),
  )
  if (unseen.size === 0) return finding
  const kept = twinsOf(earlier.finding).filter((twin) => unseen.has(twin.finding))
  return withTwins(finding, [...twinsOf(finding), ...kept.map((twin) => ({ ...twin, unseen: true as const }))])
}

/** Whether all places of a finding are told with another now: it is no news that it ended. */
function partOf({ finding }: LiveFinding, owners: ReadonlyMap<string, string>): Absence | undefined {
  const now = twinsOf(finding).map((twin) => owners.get(twin.finding))
  const [first] = now
  return first !== undefined && !now.includes(undefined)
    ? { verdict: 'gone', detail: `${joinedWith}${first}` }
    : undefined
}

/** Of a cause: gone where it is gone from every place. */
function absenceOfAll(all: readonly Absence[]): Absence {
  return all.find(({ verdict }) => verdict === 'unseen') ?? all[0] ?? { verdict: 'gone' }
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
