import { severities } from '../../model/severity.ts'
import type { WeeklyReport } from '../contract.ts'
import { safeText } from '../safe-text.ts'
import type { Mood } from '../verdict.ts'
import { counted } from '../words.ts'
import { type Dates, datesIn } from './dates.ts'

export interface WeeklyHeadline {
  readonly mood: Mood
  /** One sentence without a full stop. */
  readonly sentence: string
}

/**
 * The week in one sentence. `well` is said only of a week that was assessed, of which everything required was read and
 * something compared: not having looked is never good news.
 */
export function weeklyHeadline(report: WeeklyReport): WeeklyHeadline {
  const { standing, open, assessments, known } = report
  const candidate = safeText(report.comparison.candidate)
  const baseline = safeText(report.comparison.baseline)
  if (standing === undefined) {
    return { mood: 'unknown', sentence: `${candidate} was never compared with ${baseline}: nothing is known` }
  }
  if (assessments === 0) {
    const last = datesIn(report.timeZone).day(standing.assessedAt)
    return {
      mood: 'unknown',
      sentence: `Nothing was assessed this week; what is said here is of ${last}`,
    }
  }
  const differences = counted(open.total, 'difference')
  const blind = standing.coverage === 'incomplete'
  if (standing.drift === 'drift') {
    const also = blind ? '; and not everything could be read' : ''
    return { mood: 'bad', sentence: `${candidate} would not have told you the truth: ${differences}${also}` }
  }
  if (blind) {
    const seen = open.total === 0 ? 'no difference in what was read' : differences
    return { mood: 'unknown', sentence: `Whether ${candidate} tells the truth is not known; ${seen}` }
  }
  if (standing.score === null || standing.summary.compared === 0) {
    return { mood: 'unknown', sentence: `Nothing in ${candidate} could be compared with ${baseline}` }
  }
  if (open.total > 0) {
    return { mood: 'fair', sentence: `${candidate} comes close to ${baseline}: ${differences} below the threshold` }
  }
  if (known !== undefined && known.left > 0) {
    const old = `${counted(known.left, 'difference')} known at adoption`
    return { mood: 'fair', sentence: `${candidate} differs from ${baseline} in nothing new: ${old}` }
  }
  return { mood: 'well', sentence: `${candidate} would have told you the truth about ${baseline}` }
}

/** The subject of the mail: what one sees without opening it. */
export function subjectOfReport(report: WeeklyReport): string {
  const { standing, open } = report
  const name = `${safeText(report.comparison.candidate)} and ${safeText(report.comparison.baseline)}`
  if (standing === undefined) return `Parity of ${name}: never assessed`
  const parts = [
    standing.score === null ? 'no score' : `score ${standing.score}${deltaWords(report, ' (', ')')}`,
    open.total === 0 ? 'nothing open' : `${open.total} open`,
    ...(standing.coverage === 'incomplete' ? ['not everything read'] : []),
    ...(report.assessments === 0 ? ['nothing assessed this week'] : []),
  ]
  return `Parity of ${name}: ${parts.join(', ')}`
}

/** `+4`, `-2`, `unchanged`; '' where there is nothing to compare with. */
export function deltaWords({ standing }: WeeklyReport, before = '', after = ''): string {
  const was = standing?.scoreBefore
  if (standing === undefined || standing.score === null || was === undefined || was === null) return ''
  const delta = standing.score - was
  return `${before}${delta === 0 ? 'unchanged' : delta > 0 ? `+${delta}` : String(delta)}${after}`
}

/** `16 Nov to 23 Nov 2026`, and the zone it is meant in. */
export function periodWords(report: WeeklyReport, dates: Dates = datesIn(report.timeZone)): string {
  return `${dates.short(report.from)} to ${dates.day(report.to)} (${report.timeZone})`
}

/** `1 critical, 2 high`. */
export function severityWords(counts: WeeklyReport['open']['bySeverity']): string {
  return severities
    .filter((severity) => counts[severity] > 0)
    .map((severity) => `${counts[severity]} ${severity}`)
    .join(', ')
}
