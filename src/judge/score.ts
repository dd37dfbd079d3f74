import type { Coverage } from '../model/coverage.ts'
import type { Finding } from '../model/finding.ts'
import type { Severity } from '../model/severity.ts'

/** What one finding weighs. */
export const weights: Readonly<Record<Severity, number>> = { critical: 40, high: 15, medium: 5, low: 1, info: 0 }

/** What a compared twin is worth: as much as a medium finding. */
export const worth = 5

/** What the score is made of, for `explain score`. */
export interface ScoreParts {
  /** The weights of all findings that are not excepted or resolved. */
  readonly weight: number
  /** The share of the required scopes that was read: 1 for a complete one, a half for a partial one, 0 for any other. */
  readonly read: number
}

/** The parts of a score. */
export function scoreParts(findings: readonly Finding[], coverage: readonly Coverage[]): ScoreParts {
  const counted = findings.filter((finding) => finding.status !== 'excepted' && finding.status !== 'resolved')
  const required = coverage.filter((row) => row.required)
  const read = required.reduce(
    (sum, row) => sum + (row.status === 'complete' ? 1 : row.status === 'partial' ? 0.5 : 0),
    0,
  )
  return {
    weight: counted.reduce((sum, finding) => sum + weights[finding.severity], 0),
    read: required.length === 0 ? 1 : read / required.length,
  }
}

/**
 * The score of an assessment, 0 to 100:
 *
 *     floor(100 x read x whole / (whole + weight))
 *
 * `weight` is the sum over all findings that are not excepted: critical 40, high 15, medium 5, low 1, info 0. `whole` is 5
 * for each twin that was compared. `read` is the share of required scopes that were read (a partial one counts half). So a
 * critical finding costs what eight twins are worth, a new finding never raises the score, an unread required scope never
 * raises it, and 100 is only for no weighing difference in all that was asked for. Null when nothing was compared.
 */
export function score(input: {
  readonly findings: readonly Finding[]
  readonly coverage: readonly Coverage[]
  /** Twins with both sides. */
  readonly compared: number
}): number | null {
  if (input.compared === 0) return null
  const { weight, read } = scoreParts(input.findings, input.coverage)
  const whole = worth * input.compared
  return Math.floor((100 * read * whole) / (whole + weight))
}
