import { fail } from '../../errors/catalogue.ts'
import type { SnapshotAddress } from '../../model/snapshot-address.ts'
import type { SnapshotRef } from '../contract/snapshots.ts'
import type { Database } from '../database.ts'
import { environmentId } from './environment-row.ts'
import { iso, lastSnapshot, readFromOf, type LastSnapshot } from './moments.ts'

type Address = Extract<SnapshotAddress, { type: 'environment' }>

/** See Snapshots.resolve. */
export async function resolve(db: Database, address: Address): Promise<SnapshotRef> {
  const { environment, mode, written } = address
  const id = await environmentId(db, environment)
  const last = await lastSnapshot(db, id)
  const refuse = (problem: string, hint: string): Error =>
    fail('store-no-snapshot', { address: written, problem, hint })
  if (last === undefined) throw refuse('nothing of it was published yet', 'Wait for its first reading to end.')
  const seq = await numberOf(db, id, last.seq, address, refuse)
  const ref = seq === last.seq ? refOfLast(environment, last) : await refOf(db, id, environment, seq)
  if (mode === undefined) return ref
  if (!(await hasMode(db, id, seq, mode))) {
    const hint = `Give ${environment} a source that is ${mode}, or leave out :${mode}.`
    throw refuse(`${environment} had no ${mode} source then`, hint)
  }
  return { ...ref, mode }
}

function refOfLast(environment: string, { seq, publishedAt, readFrom, keyId }: LastSnapshot): SnapshotRef {
  return { environment, seq, publishedAt: iso(publishedAt), readAt: iso(readFrom), keyId }
}

async function numberOf(
  db: Database,
  environment: number,
  last: number,
  { at, environment: name }: Address,
  refuse: (problem: string, hint: string) => Error,
): Promise<number> {
  switch (at.type) {
    case 'latest':
      return last
    case 'back':
      if (at.changes < last) return last - at.changes
      throw refuse(`it has changed ${times(last - 1)} since it was first read`, `The first is ${name}~${last - 1}.`)
    case 'number':
      if (at.seq <= last) return at.seq
      throw refuse(`the last one is number ${last}`, `Use a number from 1 to ${last}.`)
    case 'moment': {
      const row = await db
        .selectFrom('snapshot')
        .select('seq')
        .where('environment_id', '=', environment)
        .where('published_at', '<=', at.moment)
        .orderBy('seq', 'desc')
        .limit(1)
        .executeTakeFirst()
      if (row !== undefined) return row.seq
      const { publishedAt } = await refOf(db, environment, name, 1)
      throw refuse(`the first one is of ${publishedAt}`, `Use that moment or a later one, or ${name}#1.`)
    }
  }
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`
}

/** One published snapshot by its number. Throws where there is none: a defect of the caller. */
export async function refOf(db: Database, id: number, environment: string, seq: number): Promise<SnapshotRef> {
  const row = await db
    .selectFrom('snapshot')
    .select(['seq', 'started_at', 'published_at', 'key_id'])
    .where('environment_id', '=', id)
    .where('seq', '=', seq)
    .executeTakeFirstOrThrow()
  const last = await lastSnapshot(db, id)
  const readAt = last?.seq === seq ? await readFromOf(db, id) : undefined
  return {
    environment,
    seq,
    publishedAt: iso(row.published_at),
    readAt: readAt ?? iso(row.started_at),
    keyId: row.key_id,
  }
}

async function hasMode(db: Database, environment: number, seq: number, mode: string): Promise<boolean> {
  const row = await db
    .selectFrom('coverage')
    .select('kind')
    .where('environment_id', '=', environment)
    .where('mode', '=', mode)
    .where('from_seq', '<=', seq)
    .where((is) => is.or([is('to_seq', 'is', null), is('to_seq', '>', seq)]))
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
