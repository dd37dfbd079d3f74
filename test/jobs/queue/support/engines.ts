import pg from 'pg'
import { assessmentsOf } from '../../../../src/store/assessments.ts'
import { collectionsOf } from '../../../../src/store/collections.ts'
import type { Store } from '../../../../src/store/contract/store.ts'
import { databaseOn } from '../../../../src/store/engine/kysely.ts'
import { migrate } from '../../../../src/store/engine/migrate.ts'
import { defaultParsers, ourParsers } from '../../../../src/store/engine/parsers.ts'
import { openPgliteSession } from '../../../../src/store/engine/pglite-session.ts'
import { ourSchema, queueSchema } from '../../../../src/store/engine/schema.ts'
import { createSessionPool } from '../../../../src/store/engine/session-pool.ts'
import { takeTurns } from '../../../../src/store/engine/turns.ts'
import { metaOf } from '../../../../src/store/meta.ts'
import { outboxOf } from '../../../../src/store/outbox.ts'
import type { SqlPool } from '../../../../src/store/pool.ts'
import { snapshotsOf } from '../../../../src/store/snapshots.ts'
import { startPostgres } from '../../../support/postgres.ts'
import { startRedis } from '../../../support/redis.ts'

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

const where = 'of the test'

export const engines: readonly Engine[] = [
  {
    name: 'Redis',
    open: async () => {
      const [ground, redis] = await Promise.all([openPglite(), startRedis()])
      return {
        store: ground.store,
        redisUrl: redis.url,
        clear: async () => {
          await Promise.all([ground.clear(), redis.flush()])
        },
        close: async () => {
          await Promise.all([ground.close(), redis.stop()])
        },
      }
    },
  },
  { name: 'PostgreSQL', open: openPostgres },
  { name: 'PGlite', open: openPglite },
]

async function openPostgres(): Promise<Ground> {
  const postgres = await startPostgres()
  const connectionString = await postgres.freshDatabase()
  const poolOf = (schema: string, parsers: typeof ourParsers): pg.Pool => {
    const types = { getTypeParser: parsers as unknown as typeof pg.types.getTypeParser }
    return new pg.Pool({ connectionString, max: 40, options: `-c search_path=${schema}`, types })
  }
  const ours = poolOf(ourSchema, ourParsers)
  const queue = poolOf(queueSchema, defaultParsers)
  const ground = await groundOn('postgresql', ours as unknown as SqlPool, queue as unknown as SqlPool)
  return {
    ...ground,
    close: async () => {
      await Promise.all([ours.end(), queue.end()])
      await postgres.stop()
    },
  }
}

/** In this thread: threads run built code, and it is the queue that is tested. */
async function openPglite(): Promise<Ground> {
  const session = await openPgliteSession(undefined)
  const turns = takeTurns(session, (message) => queue.notify(message))
  const ours = createSessionPool(turns, { searchPath: ourSchema, parsers: ourParsers })
  const queue = createSessionPool(turns, { searchPath: queueSchema, parsers: defaultParsers })
  return { ...(await groundOn('pglite', ours, queue)), close: () => session.close() }
}

async function groundOn(engine: Store['engine'], ours: SqlPool, queue: SqlPool): Promise<Omit<Ground, 'close'>> {
  await migrate(ours, where, new Date())
  const db = databaseOn(ours)
  const store = {
    engine,
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
    clear: async () => {
      const { rows } = await ours.query<{ name: string }>(
        `select format('%I.%I', schemaname, tablename) as name from pg_tables
         where schemaname in ('${ourSchema}', '${queueSchema}') and tablename <> 'migration'`,
      )
      await ours.query(`truncate ${rows.map(({ name }) => name).join(', ')} restart identity`)
    },
  }
}
