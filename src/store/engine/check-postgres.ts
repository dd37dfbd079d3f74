import { DatabaseError } from 'pg'
import { fail } from '../../errors/catalogue.ts'
import type { SqlPool } from '../pool.ts'

/** Refuses a database that could not keep what it is given. Throws `store-encoding`. */
export async function checkEncoding(pool: SqlPool, where: string): Promise<void> {
  const { rows } = await pool.query<{ server_encoding: string }>('show server_encoding')
  const encoding = rows[0]?.server_encoding ?? 'UTF8'
  if (encoding !== 'UTF8') throw fail('store-encoding', { where, encoding })
}

/** `store-schema-denied` for a right that is missing; any other error as it is. */
export function deniedOr(error: unknown, where: string): unknown {
  if (error instanceof DatabaseError && error.code === '42501')
    return fail('store-schema-denied', { where, reason: error.message }, error)
  return error
}
