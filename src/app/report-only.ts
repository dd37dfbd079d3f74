import type { ComparisonConfig } from '../config/config.ts'
import type { Assessment, Notice } from '../model/assessment.ts'

/** Whether differences are only shown, and what people should know of it. */
export interface ReportOnly {
  /** Drift does not fail the check. What could not be read still does. */
  readonly active: boolean
  readonly notices: readonly Notice[]
}

/**
 * A first fortnight in which nobody is stopped: asked for by an option, or by `reportOnly` of the comparison until the end of
 * its day, UTC. Always says so: a check that cannot fail must not look like one that passed.
 */
export function reportOnly(
  option: boolean,
  comparison: Pick<ComparisonConfig, 'reportOnlyUntil' | 'where'> | undefined,
  now: Date,
  drift: Assessment['drift'],
): ReportOnly {
  const until = comparison?.reportOnlyUntil
  const lasts = until !== undefined && now.toISOString().slice(0, 10) <= until
  if (!option && !lasts) {
    if (until === undefined) return { active: false, notices: [] }
    const message = `${comparison?.where}: reportOnly ended on ${until}, so drift fails the check again; remove the key.`
    return { active: false, notices: [{ code: 'report-only-ended', message }] }
  }
  const how = option ? 'Report-only' : `Report-only until ${until}`
  const what =
    drift === 'drift'
      ? 'there is drift, and it does not fail the check'
      : 'drift would not fail the check; there is none'
  return { active: true, notices: [{ code: 'report-only', message: `${how}: ${what}.` }] }
}
