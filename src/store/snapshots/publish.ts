import { fail } from '../../errors/catalogue.ts'
import type { Coverage } from '../../model/coverage.ts'
import { batches } from '../../platform/batches.ts'
import type { Published, SnapshotWrite } from '../contract/snapshots.ts'
import type { Database } from '../database.ts'
import { storable } from '../storable-text.ts'
import { inTransaction } from '../transaction.ts'
import { atOnce } from './current.ts'
import { lockEnvironment } from './environment-row.ts'
import { lastSnapshot, type LastSnapshot } from './moments.ts'
import { doubtsOf, keepDoubts } from './doubts.ts'
import { believe } from './suspect.ts'
import { VersionWriter } from './version-writer.ts'
import { goneBy, writeCoverage } from './write-coverage.ts'

/** See Snapshots.publish. */
export function publish(db: Database, write: SnapshotWrite): Promise<Published> {
  return inTransaction(db, async (trx) => {
    const environment = await lockEnvironment(trx, write.environment, write.publishedAt)
    const before = await endedAs(trx, write)
    if (before !== undefined) return { seq: before, changed: false, opened: 0, closed: 0 }
    const last = await lastSnapshot(trx, environment)
    if (last !== undefined && write.startedAt.getTime() < Date.parse(last.readFrom)) {
      await endCollection(trx, write, last.seq)
      return { seq: last.seq, changed: false, opened: 0, closed: 0, outdatedBy: last.readFrom }
    }
    const published = await writeReading(trx, environment, write, last)
    await check(trx, environment, published.seq, write)
    await endCollection(trx, write, published.seq)
    return published
  })
}

async function writeReading(
  trx: Database,
  environment: number,
  write: SnapshotWrite,
  last: LastSnapshot | undefined,
): Promise<Published> {
  const seq = (last?.seq ?? 0) + 1
  const versions = await VersionWriter.start(trx, environment, seq)
  for await (const resource of write.resources) await versions.add(resource)
  const doubted = await doubtsOf(trx, environment)
  const believed = believe(write.coverage, await versions.vanished(), doubted, write.expected)
  const { coverage } = believed
  const suspect = believed.suspect.map(({ place }) => place)
  await versions.takeBack(suspect)
  await versions.finish(goneBy(coverage))
  await keepDoubts(trx, environment, doubted, [
    ...[...doubted].filter(([id]) => believed.stillDoubted.has(id)).map(([, one]) => one),
    ...believed.suspect.map(({ place, before, gone }) => ({
      ...place,
      ...{ before, gone, since: write.startedAt.toISOString() },
    })),
  ])
  const rows = await writeCoverage(trx, environment, seq, coverage)
  const { opened, closed } = versions
  const told = { opened, closed, ...(suspect.length === 0 ? {} : { suspect }) }
  if (last !== undefined && opened + closed + rows === 0) return { seq: last.seq, changed: false, ...told }
  await trx
    .insertInto('snapshot')
    .values({
      environment_id: environment,
      seq,
      started_at: write.startedAt,
      published_at: notBefore(write.publishedAt, last),
      key_id: write.keyId,
    })
    .execute()
  return { seq, changed: true, ...told }
}

/** Clocks of two machines differ: the moments of an environment never go backwards all the same. */
function notBefore(moment: Date, last: LastSnapshot | undefined): Date {
  return last === undefined ? moment : new Date(Math.max(moment.getTime(), Date.parse(last.publishedAt)))
}

/** The only thing that an unchanged reading writes: one row for each scope, in place. */
async function check(trx: Database, environment: number, seq: number, write: SnapshotWrite): Promise<void> {
  const scopes = scopesOf(write.coverage)
  const stored = await trx
    .selectFrom('scope_check')
    .select(['collector', 'scope'])
    .where('environment_id', '=', environment)
    .execute()
  for (const { collector, scope } of stored.filter((row) => !scopes.has(placeOf(row)))) {
    await trx
      .deleteFrom('scope_check')
      .where('environment_id', '=', environment)
      .where('collector', '=', collector)
      .where('scope', '=', scope)
      .execute()
  }
  const checked = { last_seq: seq, last_at: write.startedAt }
  for (const places of batches([...scopes.values()], atOnce)) {
    await trx
      .insertInto('scope_check')
      .values(places.map((place) => ({ ...place, environment_id: environment, ...checked })))
      .onConflict((conflict) => conflict.columns(['environment_id', 'collector', 'scope']).doUpdateSet(checked))
      .execute()
  }
}

type Place = { readonly collector: string; readonly scope: string }

function placeOf({ collector, scope }: Place): string {
  return JSON.stringify([collector, scope])
}

function scopesOf(coverage: readonly Coverage[]): ReadonlyMap<string, Place> {
  const places = coverage.map(({ origin }) => ({ collector: origin.collector, scope: storable(origin.scope) }))
  return new Map(places.map((place) => [placeOf(place), place]))
}

/** The number that the collection has come to already, because its job ran twice. Throws where it ended without one. */
async function endedAs(trx: Database, { collection, environment }: SnapshotWrite): Promise<number | undefined> {
  if (collection === undefined) return undefined
  const row = await trx
    .selectFrom('collection')
    .select(['state', 'seq'])
    .where('id', '=', collection)
    .forUpdate()
    .executeTakeFirst()
  if (row?.state === 'running') return undefined
  if (row?.state === 'published' && row.seq !== null) return row.seq
  throw fail('snapshot-collection-ended', { environment, how: row?.state ?? 'forgotten' })
}

async function endCollection(trx: Database, { collection, publishedAt }: SnapshotWrite, seq: number): Promise<void> {
  if (collection === undefined) return
  const ended = { state: 'published', ended_at: publishedAt, seq }
  await trx.updateTable('collection').set(ended).where('id', '=', collection).execute()
  await trx.deleteFrom('collection_yield').where('collection_id', '=', collection).execute()
}
