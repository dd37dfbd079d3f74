import pg from 'pg'
import { systemClock } from '../../../../src/platform/clock.ts'
import { assessmentsOf } from '../../../../src/store/assessments.ts'
import { collectionsOf } from '../../../../src/store/collections.ts'
import type { Store } from '../../../../src/store/contract/store.ts'
import { databaseOn } from '../../../../src/store/engine/kysely.ts'
import { defaultParsers, ourParsers } from '../../../../src/store/engine/parsers.ts'
import { openPgliteSession } from '../../../../src/store/engine/pglite-session.ts'
import { ourSchema, queueSchema } from '../../../../src/store/engine/schema.ts'
import { createSessionPool } from '../../../../src/store/engine/session-pool.ts'
import { takeTurns } from '../../../../src/store/engine/turns.ts'
import { metaOf } from '../../../../src/store/meta.ts'
import { outboxOf } from '../../../../src/store/outbox.ts'
import { openStore } from '../../../../src/store/open.ts'
import { snapshotsOf } from '../../../../src/store/snapshots.ts'
import { packedTemplate } from '../../../store/support/template.ts'
import { startPostgres } from '../../../support/postgres.ts'
import { startRedis } from '../../../support/redis.ts'
import { memoryStore } from './memory-store.ts'

/** A place for the queue, and the store. */
export interface Ground {
  readonly store: Store
  readonly redisUrl?: string
  /** Empties both. */
  readonly clear: () => Promise<void>
  readonly close: () => Promise<void>
}

export interface Engine {
  readonly name: string
  readonly open: () => Promise<Ground>
}

export const engines: readonly Engine[] = [
  {
    name: 'Redis',
    open: async () => {
      const redis = await startRedis()
      // What the queue asks of a store is the same here: the other engines have real ones.
      const memory = memoryStore()
      return {
        store: memory.store,
        redisUrl: redis.url,
        clear: async () => {
          memory.clear()
          await redis.flush()
        },
        close: () => redis.stop(),
      }
    },
  },
  { name: 'PostgreSQL', open: openPostgres },
  { name: 'PGlite', open: openPglite },
]

async function openPostgres(): Promise<Ground> {
  const postgres = await startPostgres()
  const databaseUrl = await postgres.freshDatabase()
  const store = await openStore({ databaseUrl }, { clock: systemClock })
  const admin = new pg.Client({ connectionString: databaseUrl })
  await admin.connect()
  return {
    store,
    clear: () => clear((text) => admin.query<{ name: string }>(text)),
    close: async () => {
      await Promise.all([store.close(), admin.end()])
      await postgres.stop()
    },
  }
}

/** In this thread: threads run built code, and it is the queue that is tested. */
async function openPglite(): Promise<Ground> {
  const session = await openPgliteSession(undefined, await packedTemplate())
  const turns = takeTurns(session, (message) => queue.notify(message))
  const ours = createSessionPool(turns, { searchPath: ourSchema, parsers: ourParsers })
  const queue = createSessionPool(turns, { searchPath: queueSchema, parsers: defaultParsers })
  const db = databaseOn(ours)
  const store = {
    engine: 'pglite',
    pool: queue,
    collections: collectionsOf(db),
    snapshots: snapshotsOf(db),
    assessments: assessmentsOf(db),
    outbox: outboxOf(db),
    meta: metaOf(db),
    ping: async () => void (await ours.query('select 1')),
    close: async () => undefined,
  } satisfies Partial<Store>
  return {
    // The queue asks for nothing else.
    store: store as unknown as Store,
    clear: () => clear((text) => ours.query<{ name: string }>(text)),
    close: () => session.close(),
  }
}

/** Empties every table, in any order: without the checks of references. */
async function clear(query: (text: string) => Promise<{ rows: { name: string }[] }>): Promise<void> {
  const { rows } = await query(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname in ('${ourSchema}', '${queueSchema}') and tablename <> 'migration'`,
  )
  const emptied = rows.map(({ name }) => `delete from ${name};`).join(' ')
  await query(`begin; set local session_replication_role to replica; ${emptied} commit`)
}
