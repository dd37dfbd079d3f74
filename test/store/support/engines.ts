import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe } from 'vitest'
import { systemClock } from '../../../src/platform/clock.ts'
import type { Store } from '../../../src/store/contract/store.ts'
import type { Database } from '../../../src/store/database.ts'
import { databaseOn } from '../../../src/store/engine/kysely.ts'
import { migrate } from '../../../src/store/engine/migrate.ts'
import { ourParsers } from '../../../src/store/engine/parsers.ts'
import { openPostgresPool, readDatabaseUrl } from '../../../src/store/engine/postgres.ts'
import { ourSchema } from '../../../src/store/engine/schema.ts'
import { createSessionPool } from '../../../src/store/engine/session-pool.ts'
import { openThreadSession } from '../../../src/store/engine/thread-session.ts'
import { takeTurns } from '../../../src/store/engine/turns.ts'
import { openStore } from '../../../src/store/open.ts'
import type { StorePlace } from '../../../src/store/open.ts'
import type { SqlPool } from '../../../src/store/pool.ts'
import { startPostgres } from '../../support/postgres.ts'
import type { Postgres } from '../../support/postgres.ts'
import { clearingOf } from './clear.ts'
import { copyTemplate } from './template.ts'

/** The compiled thread: Node 20 cannot load TypeScript in one. */
const thread = pathToFileURL(
  process.env.EVENKEEL_TEST_THREAD ?? join(import.meta.dirname, '../../../dist/src/store/engine/pglite-thread.js'),
)

/** An engine, as a suite uses it. */
export interface StoreEngine {
  readonly name: Store['engine']
  /** A place that nothing was ever kept in; where making the tables takes long, they are there already. */
  readonly freshPlace: () => Promise<StorePlace>
  /** Opens a store; without a place, on a fresh one. All are closed in the end. */
  readonly open: (place?: StorePlace) => Promise<Store>
  /** Only where it is PostgreSQL. */
  readonly postgres: () => Postgres
}

/** Runs a suite on each engine: on PGlite in its thread, and on PostgreSQL. */
export function describeStore(title: string, suite: (engine: StoreEngine) => void): void {
  for (const name of ['pglite', 'postgresql'] as const)
    describe(`${title}, on ${name}`, () => {
      const folders: string[] = []
      const stores: Store[] = []
      let postgres: Postgres | undefined
      if (name === 'postgresql')
        beforeAll(async () => {
          postgres = await startPostgres()
        })
      afterAll(async () => {
        for (const store of stores) await store.close()
        await postgres?.stop()
        for (const folder of folders) await rm(folder, { recursive: true, force: true })
      })
      const running = (): Postgres => {
        if (postgres === undefined) throw new Error('this engine is not PostgreSQL')
        return postgres
      }
      const freshPlace = async (): Promise<StorePlace> => {
        if (name === 'postgresql') return { databaseUrl: await running().freshDatabase() }
        const directory = await freshFolder()
        folders.push(directory)
        await copyTemplate(join(directory, 'store'))
        return { directory }
      }
      suite({
        name,
        freshPlace,
        postgres: running,
        open: async (place) => {
          const store = await openTestStore(place ?? (await freshPlace()))
          stores.push(store)
          return store
        },
      })
    })
}

/**
 * Runs a suite of repositories on each engine, on a database that is empty at the start of every test: the same suite that runs in
 * memory with `useMemoryDatabase`.
 */
export function describeDatabase(title: string, suite: (open: () => Promise<Database>) => void): void {
  describeStore(title, ({ name, freshPlace }) => {
    let db: Database | undefined
    let clear: () => Promise<unknown> = async () => {}
    let close: () => Promise<void> = async () => {}
    beforeAll(async () => {
      const place = await freshPlace()
      const { pool, end } =
        'databaseUrl' in place ? openUrl(place.databaseUrl) : await openThread(join(place.directory, 'store'))
      close = end
      await migrate(pool, `of the test on ${name}`, new Date(0))
      const clearing = await clearingOf(pool)
      clear = () => pool.query(clearing)
      db = databaseOn(pool)
    })
    afterAll(() => close())
    suite(async () => {
      if (db === undefined) throw new Error('the database is there only within a test')
      await clear()
      return db
    })
  })
}

interface Opened {
  readonly pool: SqlPool
  readonly end: () => Promise<void>
}

function openUrl(url: string): Opened {
  const pool = openPostgresPool(readDatabaseUrl(url), { searchPath: ourSchema, parsers: ourParsers, max: 5 })
  return { pool, end: () => pool.end() }
}

async function openThread(directory: string): Promise<Opened> {
  const session = await openThreadSession({
    entry: thread,
    directory,
    onLost: (error) => {
      throw error
    },
  })
  const turns = takeTurns(session, () => {})
  const pool = createSessionPool(turns, { searchPath: ourSchema, parsers: ourParsers })
  return { pool, end: () => session.close() }
}

export function openTestStore(place: StorePlace): Promise<Store> {
  return openStore(place, { clock: systemClock, thread })
}

export function freshFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'evenkeel-store-'))
}
