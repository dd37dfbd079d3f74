import { fail } from '../../errors/catalogue.ts'
import { migrations as all } from '../migrations/index.ts'
import type { Migration } from '../migrations/index.ts'
import type { SqlClient, SqlPool } from '../pool.ts'
import { ourSchema } from './schema.ts'

/** Any number that no other program takes: `EVEN` in ASCII. PostgreSQL has one space of such locks for a database. */
const lock = 0x4556454e

/**
 * Brings our schema up to date: the steps that are missing, all or none. Whoever comes at the same moment waits, and then finds nothing left
 * to do. Throws `store-newer-schema` when the store was used by a newer program.
 *
 * @param where the store in words, for the error
 */
export async function migrate(
  pool: SqlPool,
  where: string,
  at: Date,
  known: readonly Migration[] = all,
): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query('select pg_advisory_xact_lock($1)', [lock])
    await makeSchema(client)
    const done = await client.query<{ number: number | null }>(`select max(number) as number from migration`)
    const has = done.rows[0]?.number ?? 0
    const knows = known.at(-1)?.number ?? 0
    if (has > knows) throw fail('store-newer-schema', { where, has, knows })
    for (const { number, name, sql } of known.filter((one) => one.number > has)) {
      await client.query(sql)
      await client.query('insert into migration (number, name, applied_at) values ($1, $2, $3)', [number, name, at])
    }
    await client.query('commit')
  } catch (error) {
    // What went wrong is what matters; where the connection is gone, there is nothing left to roll back.
    await client.query('rollback').catch(() => {})
    throw error
  } finally {
    client.release()
  }
}

/** `create schema if not exists` asks for the right to create one even where it exists. */
async function makeSchema(client: SqlClient): Promise<void> {
  const { rows } = await client.query('select 1 from pg_namespace where nspname = $1', [ourSchema])
  if (rows.length === 0) await client.query(`create schema ${ourSchema}`)
  await client.query(`set local search_path to ${ourSchema}`)
  await client.query(
    'create table if not exists migration (number integer primary key, name text not null, applied_at timestamptz not null)',
  )
}
