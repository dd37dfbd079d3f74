import { createHash, randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import type { Database } from '../../../src/store/database.ts'
import { databaseOn } from '../../../src/store/engine/kysely.ts'
import { migrate } from '../../../src/store/engine/migrate.ts'
import { ourParsers } from '../../../src/store/engine/parsers.ts'
import { openPgliteSession } from '../../../src/store/engine/pglite-session.ts'
import { ourSchema } from '../../../src/store/engine/schema.ts'
import { createSessionPool } from '../../../src/store/engine/session-pool.ts'
import type { SessionPool } from '../../../src/store/engine/session-pool.ts'
import { takeTurns } from '../../../src/store/engine/turns.ts'
import { migrations } from '../../../src/store/migrations/index.ts'
import { clearingOf } from './clear.ts'

/** A database in memory, in this thread: for tests of repositories that need not know what engine they run on. */
export interface MemoryDatabase {
  readonly db: Database
  readonly pool: SessionPool
  /** Empties every table. */
  readonly clear: () => Promise<void>
  readonly close: () => Promise<void>
}

/**
 * The tables in memory, one database for a file of tests, empty at the start of each:
 *
 *     const store = useMemoryDatabase()
 *     it('...', async () => { await outboxOf(store().db).add(...) })
 */
export function useMemoryDatabase(): () => MemoryDatabase {
  let opened: MemoryDatabase | undefined
  beforeAll(async () => {
    opened = await openMemoryDatabase()
  })
  beforeEach(async () => {
    await opened?.clear()
  })
  afterAll(async () => {
    await opened?.close()
  })
  return () => {
    if (opened === undefined) throw new Error('the database is there only within a test')
    return opened
  }
}

export async function openMemoryDatabase(): Promise<MemoryDatabase> {
  const session = await openPgliteSession(undefined, await template())
  const turns = takeTurns(session, (message) => pool.notify(message))
  const pool = createSessionPool(turns, { searchPath: ourSchema, parsers: ourParsers })
  const db = databaseOn(pool)
  const clearing = await clearingOf(pool)
  return {
    db,
    pool,
    clear: async () => {
      await pool.query(clearing)
    },
    close: () => session.close(),
  }
}

/**
 * A packed data directory with the tables in it: to make one takes some 5 s, to open one 0.6 s. Kept in `.cache` for the version of
 * PGlite and the migrations that it was made of.
 */
async function template(): Promise<Blob> {
  const pglite = join(createRequire(import.meta.url).resolve('@electric-sql/pglite'), '../../package.json')
  const made = createHash('sha256')
    .update(JSON.stringify(migrations))
    .update(await readFile(pglite))
    .digest('hex')
    .slice(0, 16)
  const folder = join(import.meta.dirname, '../../../.cache/store')
  const file = join(folder, `tables-${made}.tar`)
  const kept = await readFile(file).catch(() => undefined)
  if (kept !== undefined) return new Blob([kept])
  const session = await openPgliteSession(undefined)
  const turns = takeTurns(session, () => {})
  await migrate(createSessionPool(turns, { searchPath: ourSchema, parsers: ourParsers }), 'of the test', new Date(0))
  const packed = await session.engine.dumpDataDir('none')
  await session.close()
  // Several files of tests begin at once: each writes its own, and the name is given to a whole one only.
  await mkdir(folder, { recursive: true })
  const own = `${file}.${randomBytes(6).toString('hex')}`
  await writeFile(own, Buffer.from(await packed.arrayBuffer()))
  await rename(own, file)
  return packed
}
