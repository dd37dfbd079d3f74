import type { DriftVerdict } from './assessment.ts'
import { isCounted, type Finding } from './finding.ts'
import { reaches, severities, type Severity, type Threshold } from './severity.ts'

/** Whether the findings that count reach the threshold; see isCounted. */
export function driftOf(findings: readonly Finding[], threshold: Threshold): DriftVerdict {
  const counted = findings.filter(isCounted)
  if (counted.length === 0) return 'none'
  return counted.some((finding) => reaches(finding.severity, threshold)) ? 'drift' : 'below-threshold'
}

/** How many findings count, by severity; see isCounted. */
export function countedBySeverity(findings: readonly Finding[]): Readonly<Record<Severity, number>> {
  const counts = Object.fromEntries(severities.map((one) => [one, 0])) as Record<Severity, number>
  for (const finding of findings) if (isCounted(finding)) counts[finding.severity]++
  return counts
}
