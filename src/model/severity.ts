/** From the worst to the least. */
export const severities = ['critical', 'high', 'medium', 'low', 'info'] as const

export type Severity = (typeof severities)[number]

/** A threshold: the least severity that fails a check, or `never`. */
export const thresholds = ['critical', 'high', 'medium', 'low', 'never'] as const

export type Threshold = (typeof thresholds)[number]

/** 0 is the worst. */
export function severityRank(severity: Severity): number {
  return severities.indexOf(severity)
}

/** Whether a severity is at least as bad as a threshold; `never` is reached by none. */
export function reaches(severity: Severity, threshold: Threshold): boolean {
  return threshold !== 'never' && severityRank(severity) <= severityRank(threshold)
}
