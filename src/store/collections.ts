import { randomUUID } from 'node:crypto'
import { batches } from '../platform/batches.ts'
import type { Collection, Collections, PlannedScope, ScopeProgress } from './contract/collections.ts'
import type { Database } from './database.ts'
import { collectionOf, type CollectionRow, type ScopeRow } from './collections-rows.ts'
import { rowsAtOnce } from './rows-at-once.ts'
import { storable } from './storable-text.ts'
import { inTransaction } from './transaction.ts'

/** Ended collections that are kept of each environment: so many answer the question how the last ones went. */
const kept = 20

/** Parts of what was kept that are fetched at once: each may be megabytes. */
const partsAtOnce = 4

/** The collections of a store. */
export function collectionsOf(db: Database): Collections {
  return {
    begin: (request) => begin(db, request),
    get: (id) => get(db, id),
    progress: (id, index, state, resources) =>
      inTransaction(db, async (trx) => {
        if (!(await isRunning(trx, id))) return
        await setScope(trx, id, index, { state, resources })
      }),
    keepYield: (id, index, { parts, resources, problem }) =>
      inTransaction(db, async (trx) => {
        if (!(await isRunning(trx, id))) return
        await trx.deleteFrom('collection_yield').where('collection_id', '=', id).where('index', '=', index).execute()
        for (const [part, body] of parts.entries()) {
          await trx.insertInto('collection_yield').values({ collection_id: id, index, part, body }).execute()
        }
        const told = problem === undefined ? null : storable(problem)
        await setScope(trx, id, index, { state: 'done', resources, problem: told })
      }),
    yields: (id) => yields(db, id),
    end: (id, state, at, problem) =>
      inTransaction(db, async (trx) => {
        const told = problem === undefined ? null : storable(problem)
        const ended = await trx
          .updateTable('collection')
          .set({ state, ended_at: at, problem: told })
          .where('id', '=', id)
          .where('state', '=', 'running')
          .returning('id')
          .execute()
        if (ended.length === 0) return false
        await trx.deleteFrom('collection_yield').where('collection_id', '=', id).execute()
        return true
      }),
    stand: async (id, seq, at) => {
      const ended = await db
        .updateTable('collection')
        .set({ state: 'published', ended_at: at, seq })
        .where('id', '=', id)
        .where('state', '=', 'running')
        .returning('id')
        .execute()
      return ended.length > 0
    },
    running: async () => {
      const rows = await db
        .selectFrom('collection')
        .selectAll()
        .where('state', '=', 'running')
        .orderBy('started_at')
        .orderBy('id')
        .execute()
      return withScopes(db, rows)
    },
  }
}

type Begin = Parameters<Collections['begin']>[0]

function begin(db: Database, request: Begin): ReturnType<Collections['begin']> {
  return inTransaction(db, async (trx) => {
    // Whoever begins at the same moment waits at the unique index, and then finds ours; ours may have ended again by then.
    for (;;) {
      const row = (await underWay(trx, request.environment)) ?? (await fresh(trx, request))
      if (row !== undefined) return { collection: await complete(trx, row), joined: true }
      const added = await add(trx, request)
      if (added !== undefined) return { collection: await complete(trx, added), joined: false }
    }
  })
}

function underWay(db: Database, environment: string): Promise<CollectionRow | undefined> {
  return db
    .selectFrom('collection')
    .selectAll()
    .where('environment', '=', environment)
    .where('state', '=', 'running')
    .executeTakeFirst()
}

function fresh(db: Database, { environment, freshFrom }: Begin): Promise<CollectionRow | undefined> {
  return db
    .selectFrom('collection')
    .selectAll()
    .where('environment', '=', environment)
    .where('state', '=', 'published')
    .where('started_at', '>=', freshFrom.toISOString())
    .orderBy('started_at', 'desc')
    .limit(1)
    .executeTakeFirst()
}

async function add(trx: Database, { environment, scopes, at }: Begin): Promise<CollectionRow | undefined> {
  const row = await trx
    .insertInto('collection')
    .values({ id: randomUUID(), environment, state: 'running', started_at: at })
    .onConflict((conflict) => conflict.column('environment').where('state', '=', 'running').doNothing())
    .returningAll()
    .executeTakeFirst()
  if (row === undefined) return undefined
  for (const batch of batches(scopes, rowsAtOnce)) {
    await trx
      .insertInto('collection_scope')
      .values(batch.map((scope) => scopeValues(row.id, scope)))
      .execute()
  }
  await forgetOld(trx, environment)
  return row
}

function scopeValues(collection: string, { index, source, collector, scope }: PlannedScope): ScopeRow {
  const place = { index, source, collector, scope: storable(scope) }
  return { collection_id: collection, ...place, state: 'waiting', resources: 0, problem: null }
}

/** Growth follows change: what ended long ago is not kept for being a run. */
async function forgetOld(trx: Database, environment: string): Promise<void> {
  await trx
    .deleteFrom('collection')
    .where('environment', '=', environment)
    .where('state', '<>', 'running')
    .where('id', 'not in', (recent) =>
      recent
        .selectFrom('collection as newer')
        .select('newer.id')
        .where('newer.environment', '=', environment)
        .where('newer.state', '<>', 'running')
        .orderBy('newer.started_at', 'desc')
        .orderBy('newer.id')
        .limit(kept),
    )
    .execute()
}

async function get(db: Database, id: string): Promise<Collection | undefined> {
  const row = await db.selectFrom('collection').selectAll().where('id', '=', id).executeTakeFirst()
  return row === undefined ? undefined : complete(db, row)
}

async function complete(db: Database, row: CollectionRow): Promise<Collection> {
  const [collection] = await withScopes(db, [row])
  if (collection === undefined) throw new Error(`the collection ${row.id} has vanished`)
  return collection
}

async function withScopes(db: Database, rows: readonly CollectionRow[]): Promise<readonly Collection[]> {
  if (rows.length === 0) return []
  const ids = rows.map((row) => row.id)
  const scopes = await db
    .selectFrom('collection_scope')
    .selectAll()
    .where('collection_id', 'in', ids)
    .orderBy('index')
    .execute()
  return rows.map((row) =>
    collectionOf(
      row,
      scopes.filter((scope) => scope.collection_id === row.id),
    ),
  )
}

/** Holds the collection as it is until the transaction has ended: what is written for it cannot outlive it. */
async function isRunning(trx: Database, id: string): Promise<boolean> {
  const row = await trx.selectFrom('collection').select('state').where('id', '=', id).forShare().executeTakeFirst()
  return row?.state === 'running'
}

async function setScope(
  trx: Database,
  id: string,
  index: number,
  set: { readonly state: ScopeProgress['state']; readonly resources: number; readonly problem?: string | null },
): Promise<void> {
  await trx
    .updateTable('collection_scope')
    .set(set)
    .where('collection_id', '=', id)
    .where('index', '=', index)
    .execute()
}

async function* yields(db: Database, id: string): AsyncIterable<{ readonly index: number; readonly text: string }> {
  let after = { index: -1, part: -1 }
  for (;;) {
    const { index, part } = after
    const rows = await db
      .selectFrom('collection_yield')
      .select(['index', 'part', 'body'])
      .where('collection_id', '=', id)
      .where((is) => is.or([is('index', '>', index), is.and([is('index', '=', index), is('part', '>', part)])]))
      .orderBy('index')
      .orderBy('part')
      .limit(partsAtOnce)
      .execute()
    for (const row of rows) yield { index: row.index, text: row.body }
    const last = rows.at(-1)
    if (last === undefined || rows.length < partsAtOnce) return
    after = last
  }
}
