import { sql } from 'kysely'
import type { Database } from '../database.ts'

/** The last snapshot of an environment, and when its environment was read last. */
export interface LastSnapshot {
  readonly seq: number
  readonly publishedAt: string
  /** When the reading began that was published last, also where it had found no change. */
  readonly readFrom: string
  readonly keyId: string
}

/** Undefined: nothing of the environment was published yet. */
export async function lastSnapshot(db: Database, environment: number): Promise<LastSnapshot | undefined> {
  const row = await db
    .selectFrom('snapshot')
    .select(['seq', 'started_at', 'published_at', 'key_id'])
    .where('environment_id', '=', environment)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (row === undefined) return undefined
  const readFrom = (await readFromOf(db, environment)) ?? row.started_at
  return { seq: row.seq, publishedAt: row.published_at, readFrom, keyId: row.key_id }
}

/** When the environment was last found to be as its last snapshot says: the beginning of that reading, of its oldest scope. */
export async function readFromOf(db: Database, environment: number): Promise<string | undefined> {
  const row = await db
    .selectFrom('scope_check')
    .select(sql<string | null>`min(last_at)`.as('at'))
    .where('environment_id', '=', environment)
    .executeTakeFirst()
  return row?.at == null ? undefined : iso(row.at)
}

/** A moment as ISO 8601, UTC, whatever form the engine gives it. */
export function iso(moment: string | Date): string {
  return new Date(moment).toISOString()
}
