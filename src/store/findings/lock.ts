import { sql } from 'kysely'
import type { Database } from '../database.ts'

/**
 * Waits until nobody else changes the findings of a comparison, and keeps others waiting until the transaction ends. A lock of the
 * rows would do as well, and write to each of them, changed or not.
 */
export async function lockFindings(trx: Database, comparison: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`evenkeel findings ${comparison}`}, 0))`.execute(trx)
}
