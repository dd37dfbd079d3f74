import { sql } from 'kysely'
import type { Coverage, CoverageStatus } from '../../model/coverage.ts'
import type { Head, Mode } from '../../model/resource.ts'
import { batches } from '../../platform/batches.ts'
import type { SeenPlace, SnapshotRef, StoredResource } from '../contract/snapshots.ts'
import type { Database } from '../database.ts'
import { restored, storable } from '../storable-text.ts'
import { atOnce, unpacked } from './current.ts'
import { environmentId } from './environment-row.ts'
import { unknownOfText } from './unknown-text.ts'

/** See Snapshots.resources. Nothing that is published changes, so the batches belong together without a transaction. */
export async function* resources(db: Database, ref: SnapshotRef): AsyncIterable<readonly StoredResource[]> {
  const { seq } = ref
  for (const ids of batches(await idsInOrder(db, ref), atOnce)) {
    const rows = await db
      .selectFrom('resource_version')
      .select(['resource_id', 'head', 'body'])
      .where('resource_id', 'in', ids)
      .where('from_seq', '<=', seq)
      .where((is) => is.or([is('to_seq', 'is', null), is('to_seq', '>', seq)]))
      .execute()
    const found = new Map(rows.map(({ resource_id, head, body }) => [resource_id, { head, body }]))
    yield ids.map((id) => {
      const row = found.get(id)
      if (row === undefined) throw new Error(`the snapshot ${ref.environment}#${seq} has lost a resource`)
      return { head: JSON.parse(row.head) as Head, body: row.body }
    })
  }
}

/** The rows of the resources of a snapshot in the order of their keys, packed: see `currentVersions`. */
async function idsInOrder(db: Database, { environment, seq, mode }: SnapshotRef): Promise<readonly number[]> {
  const id = await environmentId(db, environment)
  const ofMode = mode === undefined ? sql`` : sql`and r.mode = ${mode}`
  const { rows } = await sql<{ packed: string | null }>`
    select string_agg(r.id || chr(9) || r.key, chr(10)) as packed
    from resource_version v join resource r on r.id = v.resource_id
    where v.environment_id = ${id} and v.from_seq <= ${seq} and (v.to_seq is null or v.to_seq > ${seq})
    ${ofMode}`.execute(db)
  const found = [...unpacked(rows[0]?.packed)].map(([row = '', key = '']) => ({ id: Number(row), key: restored(key) }))
  return found.sort((a, b) => (a.key < b.key ? -1 : 1)).map((one) => one.id)
}

/** See Snapshots.coverage. */
export async function coverage(db: Database, { environment, seq, mode }: SnapshotRef): Promise<readonly Coverage[]> {
  const id = await environmentId(db, environment)
  let query = db
    .selectFrom('coverage')
    .selectAll()
    .where('environment_id', '=', id)
    .where('from_seq', '<=', seq)
    .where((is) => is.or([is('to_seq', 'is', null), is('to_seq', '>', seq)]))
    .orderBy('collector')
    .orderBy('scope')
    .orderBy('kind')
  if (mode !== undefined) query = query.where('mode', '=', mode)
  const rows = await query.execute()
  return rows.map((row) => ({
    environment,
    origin: { collector: row.collector, mode: row.mode as Mode, scope: restored(row.scope) },
    role: restored(row.role),
    kind: row.kind,
    status: row.status as CoverageStatus,
    required: row.required,
    ...(row.reason === null ? {} : { reason: restored(row.reason) }),
    ...(row.remedy === null ? {} : { remedy: restored(row.remedy) }),
    ...unknownOfText(row.unknown_fields),
  }))
}

/** See Snapshots.firstComplete. */
export async function firstComplete(
  db: Database,
  environment: string,
  places: readonly SeenPlace[],
): Promise<readonly (number | null)[]> {
  if (places.length === 0) return []
  const distinct = (of: (place: SeenPlace) => string): readonly string[] => [...new Set(places.map(of))]
  const rows = await db
    .selectFrom('coverage')
    .innerJoin('environment', 'environment.id', 'coverage.environment_id')
    .select(({ fn }) => ['collector', 'scope', 'kind', fn.min('coverage.from_seq').as('first')])
    .where('environment.name', '=', environment)
    .where(
      'collector',
      'in',
      distinct(({ origin }) => origin.collector),
    )
    .where(
      'kind',
      'in',
      distinct(({ kind }) => kind),
    )
    .where('status', '=', 'complete')
    .groupBy(['collector', 'scope', 'kind'])
    .execute()
  const word = (...parts: readonly string[]): string => JSON.stringify(parts)
  const firsts = new Map(rows.map(({ collector, scope, kind, first }) => [word(collector, scope, kind), first]))
  return places.map(({ origin, kind }) => firsts.get(word(origin.collector, storable(origin.scope), kind)) ?? null)
}
