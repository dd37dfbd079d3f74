import type { Assessment } from '../../model/assessment.ts'
import type { Finding } from '../../model/finding.ts'
import type { Database } from '../database.ts'

/** An assessment without the moment at which it was taken: the same as long as nothing changes. */
type Standing = Omit<Assessment, 'takenAt'>

/** The last assessment of a comparison that is done, and the text that it is kept as. */
export interface Kept {
  readonly assessment: Assessment
  readonly text: string
}

/** What is kept of a comparison; undefined: none was ever done. Acknowledgements of since then are in it. */
export async function keptDocument(db: Database, comparison: string): Promise<Kept | undefined> {
  const row = await db
    .selectFrom('assessment_document')
    .select('body')
    .where('comparison', '=', comparison)
    .executeTakeFirst()
  const last = await db
    .selectFrom('assessment')
    .select('ended_at')
    .where('comparison', '=', comparison)
    .where('state', '=', 'done')
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (row === undefined || last?.ended_at == null) return undefined
  const acknowledged = await db
    .selectFrom('finding')
    .select('id')
    .where('comparison', '=', comparison)
    .where('status', '=', 'acknowledged')
    .execute()
  const seen = new Set(acknowledged.map(({ id }) => id))
  const { comparison: sides, ...kept } = JSON.parse(row.body) as Standing
  const findings = kept.findings.map((finding) => withAcknowledgement(finding, seen))
  return { text: row.body, assessment: { comparison: sides, takenAt: last.ended_at, ...kept, findings } }
}

function withAcknowledgement(finding: Finding, seen: ReadonlySet<string>): Finding {
  if (finding.status !== 'open' && finding.status !== 'acknowledged') return finding
  const status = seen.has(finding.id) ? 'acknowledged' : 'open'
  return finding.status === status ? finding : { ...finding, status }
}

/** The text that an assessment is kept as. */
export function documentText(assessment: Assessment): string {
  const { takenAt: _, ...standing } = assessment
  return JSON.stringify(standing)
}

/** Keeps an assessment as the last of its comparison, where it says anything else than the one before. */
export async function keepDocument(
  trx: Database,
  comparison: string,
  assessmentId: string,
  text: string,
  before: string | undefined,
): Promise<void> {
  if (text === before) return
  await trx
    .insertInto('assessment_document')
    .values({ comparison, assessment_id: assessmentId, body: text })
    .onConflict((conflict) => conflict.column('comparison').doUpdateSet({ assessment_id: assessmentId, body: text }))
    .execute()
}
