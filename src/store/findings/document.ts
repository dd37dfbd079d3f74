import type { Assessment } from '../../model/assessment.ts'
import type { Finding } from '../../model/finding.ts'
import type { Twin } from '../../model/twin.ts'
import type { Database } from '../database.ts'

/** An assessment without the moment at which it was taken, the same as long as nothing changes; twins are a text of their own. */
type Standing = Omit<Assessment, 'takenAt' | 'twins'> & { readonly twins?: readonly Twin[] }

/** The last assessment of a comparison that is done, and the text that it is kept as. */
export interface Kept {
  readonly assessment: Omit<Assessment, 'twins'> & { readonly twins?: readonly Twin[] }
  readonly text: string
}

/** All that is kept of a comparison; undefined: none was ever done. */
export async function wholeDocument(db: Database, comparison: string): Promise<Assessment | undefined> {
  const kept = await keptDocument(db, comparison)
  if (kept === undefined) return undefined
  return { ...kept.assessment, twins: kept.assessment.twins ?? parsed(await keptTwins(db, comparison)) }
}

function parsed(twins: string | undefined): readonly Twin[] {
  return twins === undefined ? [] : (JSON.parse(twins) as readonly Twin[])
}

async function keptTwins(db: Database, comparison: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('assessment_document')
    .select('twins')
    .where('comparison', '=', comparison)
    .executeTakeFirst()
  return row?.twins ?? undefined
}

/** What is kept of a comparison beside its twins; undefined: none was ever done. Acknowledgements of since then are in it. */
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

/** The text that an assessment is kept as, without its twins. */
export function documentText(assessment: Assessment): string {
  const { takenAt: _at, twins: _twins, ...standing } = assessment
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
  const written = { assessment_id: assessmentId, body: text }
  await trx
    .insertInto('assessment_document')
    .values({ comparison, ...written })
    .onConflict((conflict) => conflict.column('comparison').doUpdateSet(written))
    .execute()
}

/** Keeps the twins of the last assessment, where they are others than before. */
export async function keepTwins(trx: Database, comparison: string, twins: readonly Twin[]): Promise<void> {
  const text = JSON.stringify(twins)
  if ((await keptTwins(trx, comparison)) === text) return
  await trx.updateTable('assessment_document').set({ twins: text }).where('comparison', '=', comparison).execute()
}
