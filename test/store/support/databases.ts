import { afterAll, beforeAll, beforeEach } from 'vitest'
import type { Database } from '../../../src/store/database.ts'
import { databaseOn } from '../../../src/store/engine/kysely.ts'
import { ourParsers } from '../../../src/store/engine/parsers.ts'
import { openPgliteSession } from '../../../src/store/engine/pglite-session.ts'
import { ourSchema } from '../../../src/store/engine/schema.ts'
import { createSessionPool } from '../../../src/store/engine/session-pool.ts'
import type { SessionPool } from '../../../src/store/engine/session-pool.ts'
import { takeTurns } from '../../../src/store/engine/turns.ts'
import { clearingOf } from './clear.ts'
import { packedTemplate } from './template.ts'

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
  const session = await openPgliteSession(undefined, await packedTemplate())
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
