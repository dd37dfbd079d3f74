import { sql } from 'kysely'
import { fail } from '../../errors/catalogue.ts'
import type { Database } from '../database.ts'

/** The first half of our advisory locks: nobody else in the database should take them for theirs. */
const lockClass = 0x45766b6c

/**
 * The id of an environment, made where it is the first time that it is read. Whoever else publishes it waits until this transaction
 * has ended. An advisory lock writes nothing, as a lock of the row would.
 */
export async function lockEnvironment(trx: Database, name: string, at: Date): Promise<number> {
  const id = (await idOf(trx, name)) ?? (await addEnvironment(trx, name, at))
  await sql`select pg_advisory_xact_lock(${sql.lit(lockClass)}, ${id}::int)`.execute(trx)
  return id
}

async function addEnvironment(trx: Database, name: string, at: Date): Promise<number> {
  await trx
    .insertInto('environment')
    .values({ name, created_at: at })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute()
  // Somebody else may have made it in the meantime: then nothing was inserted, and it is there now.
  const id = await idOf(trx, name)
  if (id === undefined) throw new Error(`the environment ${name} cannot be made`)
  return id
}

async function idOf(db: Database, name: string): Promise<number | undefined> {
  const row = await db.selectFrom('environment').select('id').where('name', '=', name).executeTakeFirst()
  return row?.id
}

/** The id of an environment. Throws `store-no-environment` when it was never read. */
export async function environmentId(db: Database, name: string): Promise<number> {
  const id = await idOf(db, name)
  if (id !== undefined) return id
  const rows = await db.selectFrom('environment').select('name').orderBy('name').limit(20).execute()
  throw fail('store-no-environment', { name, known: rows.map((row) => row.name).join(', ') })
}
