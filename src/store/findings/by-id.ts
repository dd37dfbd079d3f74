import { sql } from 'kysely'
import type { LiveFinding } from '../../model/live-finding.ts'
import type { Database } from '../database.ts'
import { liveOf } from './finding-row.ts'

/** Some findings by their ids, however many they are: ids that are not known are not there. */
export async function findingsById(db: Database, ids: readonly string[]): Promise<ReadonlyMap<string, LiveFinding>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('finding')
    .selectAll()
    .where(sql<boolean>`id = any(${ids}::text[])`)
    .execute()
  return new Map(rows.map((row) => [row.id, liveOf(row)]))
}
