import type { Finding } from '../model/finding.ts'
import { severities, severityRank, type Severity } from '../model/severity.ts'

/** The findings of an assessment by what a reader has to do about them, each list worst first. Resolved ones are history. */
export interface Standing {
  /** To act on: open or acknowledged. */
  readonly open: readonly Finding[]
  /** The candidate is ahead: waiting for promotion. */
  readonly pending: readonly Finding[]
  /** Wanted, with a reason. */
  readonly excepted: readonly Finding[]
  /** There before the comparison was adopted. */
  readonly known: readonly Finding[]
}

/** Sorts findings by status. Inside a list the given order is kept among findings of one severity. */
export function standingOf(findings: readonly Finding[]): Standing {
  const worstFirst = [...findings].sort((a, b) => severityRank(a.severity) - severityRank(b.severity))
  const having = (...statuses: readonly Finding['status'][]): readonly Finding[] =>
    worstFirst.filter((finding) => statuses.includes(finding.status))
  return {
    open: having('open', 'acknowledged'),
    pending: having('pending'),
    excepted: having('excepted'),
    known: having('known'),
  }
}

/** Findings by severity, worst first, without empty groups. */
export function bySeverity(findings: readonly Finding[]): readonly (readonly [Severity, readonly Finding[]])[] {
  return severities
    .map((severity) => [severity, findings.filter((finding) => finding.severity === severity)] as const)
    .filter(([, group]) => group.length > 0)
}
