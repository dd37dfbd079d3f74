import { join } from 'node:path'
import type { Clock } from '../platform/clock.ts'
import type { Log } from '../platform/log.ts'
import { makeDirectory } from '../platform/make-directory.ts'
import { assessmentsOf } from './assessments.ts'
import { collectionsOf } from './collections.ts'
import type { Store } from './contract/store.ts'
import type { Database } from './database.ts'
import { checkEncoding, deniedOr } from './engine/check-postgres.ts'
import { databaseOn } from './engine/kysely.ts'
import { lockDirectory } from './engine/lock.ts'
import { migrate } from './engine/migrate.ts'
import { defaultParsers, ourParsers } from './engine/parsers.ts'
import { openPostgresPool, readDatabaseUrl } from './engine/postgres.ts'
import { ourSchema, queueSchema } from './engine/schema.ts'
import { createSessionPool } from './engine/session-pool.ts'
import type { SessionPool } from './engine/session-pool.ts'
import { openThreadSession } from './engine/thread-session.ts'
import { takeTurns } from './engine/turns.ts'
import { sayingUnavailable, unavailable, unusable } from './engine/unavailable.ts'
import { exceptionsOf } from './exceptions.ts'
import { findingsOf } from './findings.ts'
import { gatesOf } from './gates.ts'
import { metaOf } from './meta.ts'
import { outboxOf } from './outbox.ts'
import type { SqlPool } from './pool.ts'
import { snapshotsOf } from './snapshots.ts'
import { tokensOf } from './tokens.ts'

/** Where the store is: a PostgreSQL, or a data directory of ours. */
export type StorePlace = { readonly databaseUrl: string } | { readonly directory: string }

export interface StoreOptions {
  readonly clock: Clock
  readonly log?: Log
  /** The compiled entry of the thread, where it is not beside this file: for tests. */
  readonly thread?: URL
}

/** Connections to PostgreSQL at most: for our queries, and for the queue, each of whose listeners keeps one to itself. */
const connections = { ours: 10, queue: 20 }

/**
 * Opens the store, brings its schema up to date and, for a data directory, locks it. Throws `store-unavailable`,
 * `store-unusable`, `store-locked`, `store-newer-schema`, `store-database-url`, `store-schema-denied`, `store-encoding`.
 */
export function openStore(place: StorePlace, options: StoreOptions): Promise<Store> {
  return 'databaseUrl' in place ? openPostgres(place.databaseUrl, options) : openPglite(place.directory, options)
}

async function openPostgres(url: string, { clock }: StoreOptions): Promise<Store> {
  const place = readDatabaseUrl(url)
  const raw = openPostgresPool(place, { searchPath: ourSchema, parsers: ourParsers, max: connections.ours })
  const queue = openPostgresPool(place, { searchPath: queueSchema, max: connections.queue })
  const pool = sayingUnavailable(raw, place.where)
  const close = async (): Promise<void> => {
    await Promise.all([raw.end(), queue.end()])
  }
  try {
    await checkEncoding(pool, place.where)
    await migrate(pool, place.where, clock.now())
  } catch (error) {
    await close()
    throw deniedOr(error, place.where)
  }
  return storeOn('postgresql', pool, queue, close)
}

async function openPglite(directory: string, { clock, log, thread }: StoreOptions): Promise<Store> {
  const where = `in ${directory}`
  const lock = await lockDirectory(directory, clock.now())
  const views: SessionPool[] = []
  try {
    const own = join(directory, 'store')
    await makeDirectory(own)
    const session = await openThreadSession({
      entry: thread ?? new URL('./engine/pglite-thread.js', import.meta.url),
      directory: own,
      onLost: (error) => {
        log?.error('the thread of the store has ended; the next query opens it again', {}, error)
        turns.lose(error)
        for (const view of views) view.lose(error)
      },
    }).catch((error: unknown) => {
      throw unusable(own, error)
    })
    const turns = takeTurns(session, (message) => views.forEach((view) => view.notify(message)))
    const ours = createSessionPool(turns, { searchPath: ourSchema, parsers: ourParsers })
    const queue = createSessionPool(turns, { searchPath: queueSchema, parsers: defaultParsers })
    views.push(ours, queue)
    const pool = sayingUnavailable(ours, where)
    const close = async (): Promise<void> => {
      await session.close()
      await lock.release()
    }
    try {
      await migrate(pool, where, clock.now())
    } catch (error) {
      await session.close()
      throw error
    }
    return storeOn('pglite', pool, queue, close)
  } catch (error) {
    await lock.release()
    throw unavailable(where, error)
  }
}

function storeOn(engine: Store['engine'], ours: SqlPool, queue: SqlPool, close: () => Promise<void>): Store {
  const db: Database = databaseOn(ours)
  let closing: Promise<void> | undefined
  return {
    engine,
    pool: queue,
    collections: collectionsOf(db),
    snapshots: snapshotsOf(db),
    assessments: assessmentsOf(db),
    findings: findingsOf(db),
    exceptions: exceptionsOf(db),
    outbox: outboxOf(db),
    tokens: tokensOf(db),
    gates: gatesOf(db),
    meta: metaOf(db),
    ping: async () => {
      await ours.query('select 1')
    },
    close: () => (closing ??= close()),
  }
}
