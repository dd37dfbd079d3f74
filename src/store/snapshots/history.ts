import type { Key } from '../../model/resource.ts'
import { batches } from '../../platform/batches.ts'
import type { ResourceVersion } from '../contract/snapshots.ts'
import type { Database } from '../database.ts'
import { restored, storable } from '../storable-text.ts'
import { atOnce } from './current.ts'
import { iso } from './moments.ts'

/** See Snapshots.history. */
export async function history(
  db: Database,
  environment: string,
  keys: readonly Key[],
): Promise<readonly ResourceVersion[]> {
  const versions: ResourceVersion[] = []
  for (const some of batches([...new Set(keys)].map(storable), atOnce))
    versions.push(...(await ofSome(db, environment, some)))
  return versions.sort((a, b) => b.fromSeq - a.fromSeq || (a.key < b.key ? -1 : 1))
}

async function ofSome(db: Database, environment: string, keys: readonly string[]): Promise<readonly ResourceVersion[]> {
  const rows = await db
    .selectFrom('resource')
    .innerJoin('environment', 'environment.id', 'resource.environment_id')
    .innerJoin('resource_version as version', 'version.resource_id', 'resource.id')
    .innerJoin('snapshot as opened', (on) =>
      on.onRef('opened.environment_id', '=', 'resource.environment_id').onRef('opened.seq', '=', 'version.from_seq'),
    )
    .leftJoin('snapshot as closed', (on) =>
      on.onRef('closed.environment_id', '=', 'resource.environment_id').onRef('closed.seq', '=', 'version.to_seq'),
    )
    .select([
      'resource.key',
      'version.from_seq',
      'version.to_seq',
      'version.body',
      'opened.published_at as from',
      'closed.published_at as to',
    ])
    .where('environment.name', '=', environment)
    .where('resource.key', 'in', keys)
    .execute()
  return rows.map((row) => ({
    key: restored(row.key),
    fromSeq: row.from_seq,
    from: iso(row.from),
    ...(row.to_seq === null || row.to === null ? {} : { toSeq: row.to_seq, to: iso(row.to) }),
    body: row.body,
  }))
}
