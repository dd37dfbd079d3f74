import { sql } from 'kysely'
import type { Head, Key } from '../../model/resource.ts'
import { batches } from '../../platform/batches.ts'
import type { ChangedResource, SnapshotRef, StoredResource } from '../contract/snapshots.ts'
import type { Database } from '../database.ts'
import { storable } from '../storable-text.ts'
import { atOnce } from './current.ts'
import { rowsOf } from './rows-of.ts'

/** See Snapshots.changes. Two looks into an index, whatever the size of the environment. */
export async function changes(
  db: Database,
  { environment, seq }: SnapshotRef,
  since: number,
  most: number,
): Promise<readonly ChangedResource[] | undefined> {
  if (seq === since) return []
  const versions = db
    .selectFrom('resource_version')
    .select(['resource_id', 'head', 'body'])
    .where('environment_id', '=', (of) => of.selectFrom('environment').select('id').where('name', '=', environment))
    .limit(most + 1)
  const opened = await versions
    .where('from_seq', '>', since)
    .where('from_seq', '<=', seq)
    .where((is) => is.or([is('to_seq', 'is', null), is('to_seq', '>', seq)]))
    .execute()
  if (opened.length > most) return undefined
  const closed = await versions
    .where('to_seq', '>', since)
    .where('to_seq', '<=', seq)
    .where('from_seq', '<=', since)
    .execute()
  if (closed.length > most) return undefined
  const before = new Map(closed.map((row) => [row.resource_id, row]))
  const changed = opened.map((row): ChangedResource => {
    const earlier = before.get(row.resource_id)
    before.delete(row.resource_id)
    return { after: storedOf(row), ...(earlier === undefined ? {} : { before: storedOf(earlier) }) }
  })
  const gone = [...before.values()].map((row): ChangedResource => ({ before: storedOf(row) }))
  return changed.length + gone.length > most ? undefined : [...changed, ...gone]
}

/** See Snapshots.some. */
export async function some(
  db: Database,
  { environment, seq }: SnapshotRef,
  keys: readonly Key[],
): Promise<readonly StoredResource[]> {
  const found: StoredResource[] = []
  for (const wanted of batches([...new Set(keys)].map(storable), atOnce)) {
    const { rows } = await sql<{ readonly head: string; readonly body: string }>`
      select version.head, version.body
      from ${rowsOf(environment, sql`unnest(${wanted}::text[]) as asked(key)`)}
      join lateral (
        select head, body from resource_version
        where resource_id = own.id and from_seq <= ${seq} and (to_seq is null or to_seq > ${seq}) offset 0
      ) as version on true`.execute(db)
    found.push(...rows.map(storedOf))
  }
  return found
}

function storedOf({ head, body }: { readonly head: string; readonly body: string }): StoredResource {
  return { head: JSON.parse(head) as Head, body }
}
