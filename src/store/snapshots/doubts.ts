import type { Acceptance, AcceptedReading, Suspicion } from '../contract/snapshots.ts'
import type { Database } from '../database.ts'
import { restored, storable } from '../storable-text.ts'
import { inTransaction } from '../transaction.ts'
import { environmentId, lockEnvironment } from './environment-row.ts'
import { iso } from './moments.ts'
import { idOf } from './suspect.ts'

const metaKey = (environment: number): string => `suspect-places:${environment}`

/** So many are listed of what was taken for true. */
const listed = 100

/** The places of an environment that are suspect since their last complete reading, by {@link idOf}. */
export async function doubtsOf(db: Database, environment: number): Promise<ReadonlyMap<string, Suspicion>> {
  const row = await db.selectFrom('meta').select('value').where('key', '=', metaKey(environment)).executeTakeFirst()
  const kept = row === undefined ? [] : (JSON.parse(row.value) as readonly Suspicion[])
  return new Map(kept.map((one) => [idOf(one), one]))
}

/** Keeps which places are suspect now; writes nothing where that is as before. */
export async function keepDoubts(
  trx: Database,
  environment: number,
  before: ReadonlyMap<string, Suspicion>,
  now: readonly Suspicion[],
): Promise<void> {
  const value = textOf(now)
  if (value === textOf([...before.values()])) return
  const key = metaKey(environment)
  if (now.length === 0) {
    await trx.deleteFrom('meta').where('key', '=', key).execute()
    return
  }
  await trx
    .insertInto('meta')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute()
}

function textOf(doubts: readonly Suspicion[]): string {
  return JSON.stringify([...doubts].sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1)))
}

/** See Snapshots.suspects. */
export async function suspects(db: Database, environment: string): Promise<readonly Suspicion[]> {
  return [...(await doubtsOf(db, await environmentId(db, environment))).values()].map(readable)
}

/** See Snapshots.accept. Whoever publishes the environment waits, so that nothing is accepted that is over already. */
export async function accept(db: Database, name: string, given: Acceptance): Promise<readonly Suspicion[]> {
  await environmentId(db, name)
  return inTransaction(db, async (trx) => {
    const environment = await lockEnvironment(trx, name, new Date(given.at))
    const before = await doubtsOf(trx, environment)
    const now = [...before.values()].map((one): Suspicion => ({ ...one, accepted: given }))
    await keepDoubts(trx, environment, before, now)
    const rows = now.map(({ collector, scope, kind, before: there, gone }) => ({
      ...{ environment_id: environment, collector, scope, kind, before: there, gone },
      ...{ accepted_by: storable(given.by), reason: storable(given.reason), accepted_at: given.at },
    }))
    if (rows.length > 0) await trx.insertInto('accepted_reading').values(rows).execute()
    return now.map(readable)
  })
}

/** See Snapshots.acceptances. */
export async function acceptances(db: Database, name: string): Promise<readonly AcceptedReading[]> {
  const environment = await environmentId(db, name)
  const rows = await db
    .selectFrom('accepted_reading')
    .select(['collector', 'scope', 'kind', 'before', 'gone', 'accepted_by as by', 'accepted_at as at', 'reason'])
    .where('environment_id', '=', environment)
    .orderBy('id', 'desc')
    .limit(listed)
    .execute()
  return rows.map((row) => ({
    ...readable(row),
    ...{ by: restored(row.by), reason: restored(row.reason), at: iso(row.at) },
  }))
}

/** With the scope as it is called: places are kept as texts that every engine takes. */
function readable<T extends { readonly scope: string }>(place: T): T {
  return { ...place, scope: restored(place.scope) }
}
