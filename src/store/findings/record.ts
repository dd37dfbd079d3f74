import type { LiveFinding } from '../../model/live-finding.ts'
import type { AssessmentRecord } from '../contract/assessments.ts'
import type { Database } from '../database.ts'
import { outboxOf } from '../outbox.ts'
import { inTransaction } from '../transaction.ts'
import { underWay } from './assessment-row.ts'
import { findingsById } from './by-id.ts'
import { carriedPairs, keepCarried } from './carried.ts'
import { documentText, keepDocument, keepTwins, keptDocument } from './document.ts'
import { liveOf } from './finding-row.ts'
import { lockFindings } from './lock.ts'
import { writeTransitions } from './write-transitions.ts'

/** Ends an assessment well, all or nothing; see `Assessments.record`. */
export function recordAssessment(db: Database, id: string, record: AssessmentRecord): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    const asked = await trx.selectFrom('assessment').select('comparison').where('id', '=', id).executeTakeFirst()
    if (asked === undefined) return false
    const { comparison } = asked
    await lockFindings(trx, comparison)
    // Whoever cancels it at this moment waits for us, or we for them.
    const row = await trx
      .selectFrom('assessment')
      .select('state')
      .where('id', '=', id)
      .where('state', 'in', underWay)
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined) return false
    const before = await keptDocument(trx, comparison)
    const findings = await standingFindings(trx, comparison, record)
    const stands = record.pairingStands === true
    const carried = stands ? [] : await carriedPairs(trx, comparison)
    const decided = record.decide({ findings, assessment: before?.assessment, carried })
    if (!stands) await keepCarried(trx, comparison, carried, decided.carried)
    await writeTransitions(trx, id, record.at, decided.transitions)
    await keepDocument(trx, comparison, id, documentText(decided.assessment), before?.text)
    if (!stands) await keepTwins(trx, comparison, decided.assessment.twins)
    if (decided.deliveries.length > 0) await outboxOf(trx).add(decided.deliveries, record.at)
    const { drift, coverage, score, summary } = decided.assessment
    await trx
      .updateTable('assessment')
      .set({
        state: 'done',
        ended_at: record.at,
        candidate_seq: record.seqs.candidate,
        baseline_seq: record.seqs.baseline,
        drift,
        coverage: coverage.verdict,
        score,
        summary: JSON.stringify(summary),
        read_at: record.readAt,
      })
      .where('id', '=', id)
      .execute()
    return true
  })
}

/** The findings that live, and those that are resolved and were found again. The others are history, and only grow. */
async function standingFindings(
  trx: Database,
  comparison: string,
  { assessment }: AssessmentRecord,
): Promise<readonly LiveFinding[]> {
  const rows = await trx
    .selectFrom('finding')
    .selectAll()
    .where('comparison', '=', comparison)
    .where('status', '!=', 'resolved')
    .orderBy('id')
    .execute()
  const live = new Set(rows.map(({ id }) => id))
  const ids = assessment.findings.flatMap(({ id, twins = [] }) => [id, ...twins.map((twin) => twin.finding)])
  const back = ids.filter((id) => !live.has(id))
  return [...rows.map(liveOf), ...(await findingsById(trx, [...new Set(back)])).values()]
}
