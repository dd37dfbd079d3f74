import { sql } from 'kysely'
import type { Key } from '../../model/resource.ts'
import { batches } from '../../platform/batches.ts'
import type { ResourceVersion, VersionName } from '../contract/snapshots.ts'
import type { Database } from '../database.ts'
import { storable } from '../storable-text.ts'
import { atOnce } from './current.ts'
import { iso } from './moments.ts'
import { rowsOf } from './rows-of.ts'

interface VersionRow {
  /** The place of its key among those that were asked, from 1. */
  readonly at: number
  readonly from: number
  readonly to: number | null
}

/** See Snapshots.history. */
export async function history(
  db: Database,
  environment: string,
  keys: readonly Key[],
): Promise<readonly ResourceVersion[]> {
  const found: { readonly key: Key; readonly from: number; readonly to: number | null }[] = []
  for (const some of batches([...new Set(keys)], atOnce)) {
    const { rows } = await sql<VersionRow>`
      select asked.at::int as at, version.from_seq as from, version.to_seq as to
      from ${rowsOf(environment, sql`unnest(${some.map(storable)}::text[]) with ordinality as asked(key, at)`)}
      join lateral (
        select from_seq, to_seq from resource_version where resource_id = own.id offset 0
      ) as version on true`.execute(db)
    found.push(...rows.map(({ at, from, to }) => ({ key: some[at - 1] ?? '', from, to })))
  }
  const moments = await momentsOf(db, environment, found)
  const momentOf = (seq: number): string => {
    const moment = moments.get(seq)
    if (moment === undefined) throw new Error(`nobody knows when ${environment}#${seq} was published`)
    return moment
  }
  return found
    .map(({ key, from, to }) => ({
      key,
      fromSeq: from,
      from: momentOf(from),
      ...(to === null ? {} : { toSeq: to, to: momentOf(to) }),
    }))
    .sort((a, b) => b.fromSeq - a.fromSeq || (a.key < b.key ? -1 : 1))
}

/** When the snapshots were published that open or close some versions, by their numbers. */
async function momentsOf(
  db: Database,
  environment: string,
  versions: readonly Pick<VersionRow, 'from' | 'to'>[],
): Promise<ReadonlyMap<number, string>> {
  const seqs = [...new Set(versions.flatMap(({ from, to }) => (to === null ? [from] : [from, to])))]
  if (seqs.length === 0) return new Map()
  const rows = await db
    .selectFrom('snapshot')
    .select(['seq', 'published_at'])
    .where('environment_id', '=', (of) => of.selectFrom('environment').select('id').where('name', '=', environment))
    .where(sql<boolean>`seq = any(${seqs}::int[])`)
    .execute()
  return new Map(rows.map(({ seq, published_at: at }) => [seq, iso(at)]))
}

/** See Snapshots.bodiesThen. */
export async function bodiesThen(
  db: Database,
  environment: string,
  versions: readonly VersionName[],
): Promise<readonly (string | undefined)[]> {
  const found: (string | undefined)[] = []
  for (const some of batches(versions, atOnce)) {
    const [keys, seqs] = [some.map(({ key }) => storable(key)), some.map(({ fromSeq }) => fromSeq)]
    const asked = sql`unnest(${keys}::text[], ${seqs}::int[]) with ordinality as asked(key, seq, at)`
    const { rows } = await sql<{ readonly at: number; readonly body: string }>`
      select asked.at::int as at, version.body
      from ${rowsOf(environment, asked)}
      join lateral (
        select body from resource_version where resource_id = own.id and from_seq = asked.seq offset 0
      ) as version on true`.execute(db)
    const bodies = new Map(rows.map(({ at, body }) => [at, body]))
    found.push(...some.map((_, i) => bodies.get(i + 1)))
  }
  return found
}
