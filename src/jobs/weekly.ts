import { groupByCause } from '../judge/cause.ts'
import type { Assessment } from '../model/assessment.ts'
import type { ComparisonName } from '../model/comparison-name.ts'
import type { LiveFinding } from '../model/live-finding.ts'
import { severities, type Severity } from '../model/severity.ts'
import type { WeeklyReport } from '../report/contract.ts'
import type { AssessmentRow } from '../store/contract/assessments.ts'
import type { Store } from '../store/contract/store.ts'
import { unreadPlaces } from './announce-unread.ts'
import { weeklyExpiring } from './weekly-expiring.ts'
import { weeklyMoves } from './weekly-moves.ts'
import { trendOf, weekBefore } from './weekly-trend.ts'

/** What a weekly report is made of. */
export interface WeeklyRequest {
  readonly store: Pick<Store, 'assessments' | 'findings' | 'snapshots' | 'outbox'>
  readonly comparison: { readonly name: ComparisonName; readonly candidate: string; readonly baseline: string }
  /** The end of the week, which is not in it. */
  readonly to: Date
  /** IANA: a week begins at the hour at which it ends, also where the clocks changed in between. */
  readonly timeZone: string
}

/** Findings that are named as the oldest. */
const oldestShown = 5

/**
 * What the weekly parity report says. Assessments, events and expiry are those before `to`; what stands (the oldest, what is
 * documented, known and unread) is as the last assessment of the comparison left it. A finding that opened and was resolved within the
 * week is in neither list: the report holds the end of the week against its beginning.
 */
export async function weeklyReport({ store, comparison, to, timeZone }: WeeklyRequest): Promise<WeeklyReport> {
  const { name, candidate, baseline } = comparison
  const from = weekBefore(to, timeZone)
  const week = await store.assessments.between(name, from, to)
  const earlier = await lastBefore(store, name, from)
  const last = week.at(-1) ?? earlier
  const document = last === undefined ? undefined : await store.assessments.document(name)
  const isLatest = last !== undefined && document?.takenAt === last.endedAt
  const moves = await weeklyMoves(store.findings, name, from, to)
  return {
    comparison: { name, candidate, baseline },
    from: from.toISOString(),
    to: to.toISOString(),
    timeZone,
    ...(last?.outcome === undefined
      ? {}
      : { standing: standingOf(last, last.outcome, earlier, isLatest ? document : undefined) }),
    trend: trendOf(week, timeZone),
    assessments: week.length,
    opened: groupByCause(moves.opened),
    resolved: groupByCause(moves.resolved),
    open: openOf(last),
    oldest: await oldestOf(store, name, to),
    expiring: await weeklyExpiring(store.snapshots, [baseline, candidate], to),
    documented: documentedOf(document),
    ...(document?.adoption === undefined ? {} : { known: burnDown(document.adoption) }),
    unread: document === undefined ? [] : unreadPlaces(document),
    undelivered: await undeliveredOf(store, from, to),
  }
}

/** The last assessment that was done before a moment; undefined: there was none. */
async function lastBefore(
  { assessments }: Pick<Store, 'assessments'>,
  comparison: ComparisonName,
  moment: Date,
): Promise<AssessmentRow | undefined> {
  let after: string | undefined
  do {
    const { items, next } = await assessments.list({ comparison }, { limit: 500, after })
    const found = items.find(
      ({ state, endedAt }) => state === 'done' && endedAt !== undefined && Date.parse(endedAt) < moment.getTime(),
    )
    if (found !== undefined) return found
    after = next
  } while (after !== undefined)
  return undefined
}

function standingOf(
  last: AssessmentRow,
  outcome: NonNullable<AssessmentRow['outcome']>,
  earlier: AssessmentRow | undefined,
  document: Assessment | undefined,
): NonNullable<WeeklyReport['standing']> {
  const { drift, coverage, score, summary } = outcome
  return {
    assessedAt: last.endedAt ?? last.requestedAt,
    drift,
    coverage,
    score,
    ...(earlier?.outcome === undefined ? {} : { scoreBefore: earlier.outcome.score }),
    dimensions: document?.scores?.dimensions.map((one) => ({ dimension: one.dimension, score: one.score })) ?? [],
    summary,
  }
}

function openOf(last: AssessmentRow | undefined): WeeklyReport['open'] {
  const bySeverity: Readonly<Record<Severity, number>> = last?.outcome?.summary.bySeverity ?? {
    critical: 0,
    high: 0,
    medium: 0,
    low: 0,
    info: 0,
  }
  return { total: severities.reduce((sum, severity) => sum + bySeverity[severity], 0), bySeverity }
}

/** Those that count and were there first. Lists are worst first, so all of them are looked through, page by page. */
async function oldestOf(
  { findings }: Pick<Store, 'findings'>,
  comparison: ComparisonName,
  to: Date,
): Promise<readonly LiveFinding[]> {
  let oldest: readonly LiveFinding[] = []
  let after: string | undefined
  do {
    const page = await findings.list({ comparison, status: ['open', 'acknowledged'] }, { limit: 500, after })
    const before = page.findings.filter((one) => Date.parse(one.openedAt) < to.getTime())
    // Sorting is stable: of those that opened at once, the worst come first.
    oldest = [...oldest, ...before]
      .sort((a, b) => Date.parse(a.openedAt) - Date.parse(b.openedAt))
      .slice(0, oldestShown)
    after = page.next
  } while (after !== undefined)
  return oldest
}

/** An expired exception wants nothing any more: what it covered counts again. */
function documentedOf(document: Assessment | undefined): WeeklyReport['documented'] {
  return (document?.exceptions ?? [])
    .filter(({ state }) => state !== 'expired')
    .map(({ exception: { id, kind, owner, reason, until }, covers }) => {
      return { exception: id, kind, owner, reason, until, findings: covers.length }
    })
    .sort((a, b) => (a.until < b.until ? -1 : a.until > b.until ? 1 : 0))
}

/** What is neither resolved nor documented since is left, also where nobody could look. */
function burnDown({
  total,
  resolved,
  documented,
}: NonNullable<Assessment['adoption']>): NonNullable<WeeklyReport['known']> {
  return { total, left: total - resolved - documented }
}

/** Messages that were given up within the week. */
async function undeliveredOf({ outbox }: Pick<Store, 'outbox'>, from: Date, to: Date): Promise<number> {
  const { failed } = await outbox.counts()
  if (failed === 0) return 0
  const all = await outbox.failed(failed)
  return all.filter(({ at }) => Date.parse(at) >= from.getTime() && Date.parse(at) < to.getTime()).length
}
