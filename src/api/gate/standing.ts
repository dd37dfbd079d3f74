import type { Assessment, CoverageVerdict } from '../../model/assessment.ts'
import type { Coverage } from '../../model/coverage.ts'
import { isCounted, type Finding } from '../../model/finding.ts'
import { servicesOf } from '../../model/finding-twins.ts'
import { severityRank } from '../../model/severity.ts'
import type { AssessmentRow } from '../../store/contract/assessments.ts'
import type { GateCall } from '../../store/contract/gates.ts'

/** How a comparison stands by its last assessment that is done: the part that gates and metrics ask for, made once. */
export interface Standing {
  readonly assessment: AssessmentRow
  /** When the older of both sides was last read. */
  readonly readAt: string
  readonly score: number | null
  readonly coverage: CoverageVerdict
  /** Required places that were not completely read. */
  readonly unread: readonly Coverage[]
  /** What counts, worst first. */
  readonly counted: readonly Finding[]
  /** The same by service: one of several services is in each. */
  readonly byService: ReadonlyMap<string, readonly Finding[]>
  /** How many findings there are of each severity and status: `high open`. */
  readonly tally: ReadonlyMap<string, number>
  /** Who let it pass all the same, newest first. */
  readonly overrides: readonly GateCall[]
}

/** Makes it; undefined for an assessment without an outcome. */
export function standingOf(
  row: AssessmentRow,
  document: Assessment,
  overrides: readonly GateCall[],
): Standing | undefined {
  if (row.outcome === undefined) return undefined
  const counted = document.findings
    .filter(isCounted)
    .sort((a, b) => severityRank(a.severity) - severityRank(b.severity))
  const byService = new Map<string, Finding[]>()
  for (const finding of counted) {
    for (const service of servicesOf(finding)) {
      const own = byService.get(service)
      if (own === undefined) byService.set(service, [finding])
      else own.push(finding)
    }
  }
  const tally = new Map<string, number>()
  for (const { severity, status } of document.findings) {
    const key = `${severity} ${status}`
    tally.set(key, (tally.get(key) ?? 0) + 1)
  }
  return {
    assessment: row,
    readAt: row.outcome.readAt,
    score: row.outcome.score,
    coverage: document.coverage.verdict,
    unread: document.coverage.scopes.filter(({ required, status }) => required && status !== 'complete'),
    counted,
    byService,
    tally,
    overrides,
  }
}
