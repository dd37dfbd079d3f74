import type { EnvironmentState, SnapshotRef, Snapshots } from './contract/snapshots.ts'
import type { Listing, Page } from './contract/page.ts'
import { cursorOf, placeOf } from './cursor.ts'
import type { Database } from './database.ts'
import { environmentId } from './snapshots/environment-row.ts'
import { changes, some } from './snapshots/changes.ts'
import { bodiesThen, history } from './snapshots/history.ts'
import { iso, lastSnapshot, readFromOf } from './snapshots/moments.ts'
import { accept, acceptances, suspects } from './snapshots/doubts.ts'
import { publish } from './snapshots/publish.ts'
import { coverage, firstComplete, resources } from './snapshots/read.ts'
import { resolve } from './snapshots/resolve.ts'

/** The snapshots of a store. */
export function snapshotsOf(db: Database): Snapshots {
  return {
    publish: (write) => publish(db, write),
    suspects: (environment) => suspects(db, environment),
    accept: (environment, acceptance) => accept(db, environment, acceptance),
    acceptances: (environment) => acceptances(db, environment),
    resolve: (address) => resolve(db, address),
    coverage: (ref) => coverage(db, ref),
    resources: (ref) => resources(db, ref),
    changes: (ref, since, most) => changes(db, ref, since, most),
    some: (ref, keys) => some(db, ref, keys),
    environments: () => environments(db),
    list: (environment, page) => list(db, environment, page),
    history: (environment, keys) => history(db, environment, keys),
    bodiesThen: (environment, versions) => bodiesThen(db, environment, versions),
    firstComplete: (environment, places) => firstComplete(db, environment, places),
  }
}

async function environments(db: Database): Promise<readonly EnvironmentState[]> {
  const rows = await db.selectFrom('environment').select(['id', 'name']).orderBy('name').execute()
  const counts = await db
    .selectFrom('resource_version')
    .select(({ fn }) => ['environment_id', fn.countAll().as('count')])
    .where('to_seq', 'is', null)
    .groupBy('environment_id')
    .execute()
  const states: EnvironmentState[] = []
  for (const { id, name } of rows) {
    const last = await lastSnapshot(db, id)
    if (last === undefined) continue
    const resources = Number(counts.find((row) => row.environment_id === id)?.count ?? 0)
    const { seq, publishedAt, readFrom } = last
    states.push({ name, seq, publishedAt: iso(publishedAt), readAt: iso(readFrom), resources })
  }
  return states
}

async function list(db: Database, environment: string, page: Page): Promise<Listing<SnapshotRef>> {
  const id = await environmentId(db, environment)
  const listed = `snapshots of ${environment}`
  const [before] = placeOf(listed, page.after, ['int32']) ?? []
  let query = db
    .selectFrom('snapshot')
    .select(['seq', 'started_at', 'published_at', 'key_id'])
    .where('environment_id', '=', id)
    .orderBy('seq', 'desc')
    .limit(page.limit + 1)
  if (before !== undefined) query = query.where('seq', '<', before)
  const rows = await query.execute()
  const last = await lastSnapshot(db, id)
  const readFrom = await readFromOf(db, id)
  const items = rows.slice(0, page.limit).map((row) => ({
    environment,
    seq: row.seq,
    publishedAt: iso(row.published_at),
    readAt: iso(row.seq === last?.seq ? (readFrom ?? row.started_at) : row.started_at),
    keyId: row.key_id,
  }))
  const end = items.at(-1)
  return rows.length > page.limit && end !== undefined ? { items, next: cursorOf(listed, [end.seq]) } : { items }
}
