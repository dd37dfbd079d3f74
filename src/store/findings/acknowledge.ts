import { fail } from '../../errors/catalogue.ts'
import type { Acknowledgement, FindingEventType, LiveFinding } from '../../model/live-finding.ts'
import type { Database } from '../database.ts'
import { storable } from '../storable-text.ts'
import { inTransaction } from '../transaction.ts'
import { liveOf } from './finding-row.ts'
import { lockFindings } from './lock.ts'

/** What somebody does to a finding. */
interface Act {
  readonly by: string
  readonly at: Date
  readonly note?: string | undefined
}

/** Notes that somebody sees to a finding. Again by the same person with the same words: nothing new. */
export function acknowledge(db: Database, id: string, act: Act): Promise<LiveFinding | undefined> {
  return withFinding(db, id, async (trx, found) => {
    const { acknowledged } = found
    if (acknowledged !== undefined && acknowledged.by === act.by && acknowledged.note === act.note) return found
    const { by, note } = act
    const at = act.at.toISOString()
    const made: Acknowledgement = { by, at, ...(note === undefined ? {} : { note }) }
    return change(trx, found, act, 'acknowledged', made)
  })
}

/** Takes that back. A finding that is open already stays as it is. */
export function unacknowledge(db: Database, id: string, act: Act): Promise<LiveFinding | undefined> {
  return withFinding(db, id, async (trx, found) =>
    found.status === 'open' ? found : change(trx, found, act, 'unacknowledged', undefined),
  )
}

function withFinding(
  db: Database,
  id: string,
  work: (trx: Database, found: LiveFinding) => Promise<LiveFinding>,
): Promise<LiveFinding | undefined> {
  return inTransaction(db, async (trx) => {
    const known = await trx.selectFrom('finding').select('comparison').where('id', '=', id).executeTakeFirst()
    if (known === undefined) return undefined
    // An assessment that is just being recorded decides by what we write, or we by what it has written.
    await lockFindings(trx, known.comparison)
    const row = await trx.selectFrom('finding').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    const found = liveOf(row)
    if (found.status !== 'open' && found.status !== 'acknowledged') {
      throw fail('store-finding-not-open', { id, status: found.status })
    }
    return work(trx, found)
  })
}

async function change(
  trx: Database,
  found: LiveFinding,
  { by, at, note }: Act,
  type: Extract<FindingEventType, 'acknowledged' | 'unacknowledged'>,
  acknowledged: Acknowledgement | undefined,
): Promise<LiveFinding> {
  const status = acknowledged === undefined ? 'open' : 'acknowledged'
  await trx
    .updateTable('finding')
    .set({
      status,
      changed_at: at,
      acknowledged_by: acknowledged === undefined ? null : storable(acknowledged.by),
      acknowledged_at: acknowledged?.at ?? null,
      acknowledged_note: acknowledged?.note === undefined ? null : storable(acknowledged.note),
    })
    .where('id', '=', found.finding.id)
    .execute()
  await trx
    .insertInto('finding_event')
    .values({
      finding_id: found.finding.id,
      comparison: found.comparison,
      assessment_id: null,
      type,
      actor: storable(by),
      at,
      detail: note === undefined ? null : storable(note),
    })
    .execute()
  const { acknowledged: _, ...rest } = found
  return {
    ...rest,
    status,
    finding: { ...found.finding, status },
    changedAt: at.toISOString(),
    ...(acknowledged === undefined ? {} : { acknowledged }),
  }
}
