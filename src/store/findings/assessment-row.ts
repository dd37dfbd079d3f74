import type { Selectable } from 'kysely'
import type { CoverageVerdict, DriftVerdict, Summary } from '../../model/assessment.ts'
import type { AssessmentOutcome, AssessmentRow, AssessmentState } from '../contract/assessments.ts'
import { restored } from '../storable-text.ts'
import type { Tables } from '../tables.ts'

type Row = Selectable<Tables['assessment']>

/** The states of an assessment that has not ended. The unique index of the table names the same. */
export const underWay: readonly AssessmentState[] = ['queued', 'collecting', 'weighing']

/** The assessment of a row. */
export function assessmentOf(row: Row): AssessmentRow {
  const { candidate_collection, baseline_collection, candidate_seq, baseline_seq } = row
  const outcome = outcomeOf(row)
  return {
    id: row.id,
    comparison: row.comparison,
    candidate: row.candidate,
    baseline: row.baseline,
    state: row.state as AssessmentState,
    requestedBy: restored(row.requested_by),
    requestedAt: row.requested_at,
    ...(row.ended_at === null ? {} : { endedAt: row.ended_at }),
    ...(candidate_collection === null || baseline_collection === null
      ? {}
      : { collections: { candidate: candidate_collection, baseline: baseline_collection } }),
    ...(candidate_seq === null || baseline_seq === null
      ? {}
      : { seqs: { candidate: candidate_seq, baseline: baseline_seq } }),
    ...(outcome === undefined ? {} : { outcome }),
    ...(row.problem === null ? {} : { problem: restored(row.problem) }),
  }
}

function outcomeOf(row: Row): AssessmentOutcome | undefined {
  const { state, drift, coverage, score, summary, read_at: readAt } = row
  if (state !== 'done' || drift === null || coverage === null || summary === null || readAt === null) return undefined
  return {
    drift: drift as DriftVerdict,
    coverage: coverage as CoverageVerdict,
    score,
    summary: JSON.parse(summary) as Summary,
    readAt,
  }
}
