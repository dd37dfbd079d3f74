import { sql } from 'kysely'
import type { Database } from '../database.ts'

/** Resources, or places, in one statement. */
export const atOnce = 500

/** What is known of a resource as it is now, in as few bytes as fifty thousand of them should have. */
export interface CurrentVersion {
  readonly id: number
  readonly digest: string
}

/**
 * The current versions of an environment by their stored key. Fetched as one text: packed rows come seven times as fast as single
 * ones (PGlite, 50,000 rows: 0.09 s against 0.62 s).
 */
export async function currentVersions(db: Database, environment: number): Promise<Map<string, CurrentVersion>> {
  const { rows } = await sql<{ packed: string | null }>`
    select string_agg(r.id || chr(9) || v.content_digest || chr(9) || r.key, chr(10)) as packed
    from resource_version v join resource r on r.id = v.resource_id
    where v.environment_id = ${environment} and v.to_seq is null`.execute(db)
  const versions = new Map<string, CurrentVersion>()
  for (const [id = '', digest = '', key = ''] of unpacked(rows[0]?.packed)) {
    versions.set(key, { id: Number(id), digest })
  }
  return versions
}

/** The rows of a packed text. No key has a tab or a line end in it: see `storable`. */
export function* unpacked(text: string | null | undefined): Iterable<readonly string[]> {
  if (text == null || text === '') return
  let from = 0
  while (from <= text.length) {
    const end = text.indexOf('\n', from)
    const line = end < 0 ? text.slice(from) : text.slice(from, end)
    yield line.split('\t')
    if (end < 0) return
    from = end + 1
  }
}
