import { sql } from 'kysely'
import { batches } from '../../platform/batches.ts'
import type { StoredResource } from '../contract/snapshots.ts'
import type { Database } from '../database.ts'
import { storable } from '../storable-text.ts'
import { atOnce, currentVersions, type CurrentVersion } from './current.ts'
import { vanishedOf, type Vanished } from './suspect.ts'

/** A batch is written when it has so many rows, or so many characters: bodies of megabytes must not add up. */
const fullBatch = { rows: 500, characters: 4_000_000 }

interface Waiting {
  readonly key: string
  readonly resource: StoredResource
}

/** Where an unseen resource was seen before. */
export interface LastPlace {
  readonly collector: string
  readonly scope: string
  readonly kind: string
}

/**
 * Writes the versions of one reading. What has the digest that is stored costs nothing; of the rest, one batch is held at a time.
 * Everything is written under the number of the snapshot to come, which readers do not see before the transaction ends.
 */
export class VersionWriter {
  opened = 0
  closed = 0
  private readonly seen = new Set<string>()
  private readonly trx: Database
  private readonly environment: number
  private readonly seq: number
  private readonly current: Map<string, CurrentVersion>
  private waiting: Waiting[] = []
  private characters = 0

  private constructor(trx: Database, environment: number, seq: number, current: Map<string, CurrentVersion>) {
    this.trx = trx
    this.environment = environment
    this.seq = seq
    this.current = current
  }

  static async start(trx: Database, environment: number, seq: number): Promise<VersionWriter> {
    return new VersionWriter(trx, environment, seq, await currentVersions(trx, environment))
  }

  /** Takes one resource of the reading. Throws where a key comes twice: a defect of whoever read. */
  async add(resource: StoredResource): Promise<void> {
    const key = storable(resource.head.key)
    if (this.seen.has(key)) throw new Error(`two resources of one reading have the key ${resource.head.key}`)
    this.seen.add(key)
    if (this.current.get(key)?.digest === resource.head.contentDigest) return
    this.waiting.push({ key, resource })
    this.characters += resource.body.length
    if (this.waiting.length >= fullBatch.rows || this.characters >= fullBatch.characters) await this.flush()
  }

  /** Writes what waits. Answers with what is there of each place and was not seen. */
  async vanished(): Promise<readonly Vanished[]> {
    await this.flush()
    return vanishedOf(this.current.keys(), (key) => this.seen.has(key))
  }

  /** Makes what this reading wrote of some places as it was before. */
  async takeBack(places: readonly LastPlace[]): Promise<void> {
    for (const { collector, scope, kind } of places) {
      const own = this.trx
        .selectFrom('resource')
        .select('id')
        .where('environment_id', '=', this.environment)
        .where('collector', '=', collector)
        .where('scope', '=', scope)
        .where('kind', '=', kind)
      const { numDeletedRows } = await this.trx
        .deleteFrom('resource_version')
        .where('environment_id', '=', this.environment)
        .where('from_seq', '=', this.seq)
        .where('resource_id', 'in', own)
        .executeTakeFirst()
      const { numUpdatedRows } = await this.trx
        .updateTable('resource_version')
        .set({ to_seq: null })
        .where('environment_id', '=', this.environment)
        .where('to_seq', '=', this.seq)
        .where('resource_id', 'in', own)
        .executeTakeFirst()
      this.opened -= Number(numDeletedRows)
      this.closed -= Number(numUpdatedRows)
    }
  }

  /** Writes what waits, and closes what was not seen where `gone` says that it would have been. */
  async finish(gone: (place: LastPlace) => boolean): Promise<void> {
    await this.flush()
    const unseen = [...this.current].filter(([key]) => !this.seen.has(key)).map(([, { id }]) => id)
    for (const ids of batches(unseen, atOnce)) {
      const rows = await this.trx
        .selectFrom('resource')
        .select(['id', 'collector', 'scope', 'kind'])
        .where('id', 'in', ids)
        .execute()
      await this.close(rows.filter(gone).map((row) => row.id))
    }
  }

  private async flush(): Promise<void> {
    const { waiting } = this
    this.waiting = []
    this.characters = 0
    if (waiting.length === 0) return
    const changed = waiting.flatMap(({ key }) => this.current.get(key)?.id ?? [])
    await this.close(changed)
    const ids = await this.resourceIds(waiting.filter(({ key }) => !this.current.has(key)))
    const rows = waiting.map(({ key, resource: { head, body } }) => ({
      resource_id: this.current.get(key)?.id ?? this.known(ids, key),
      from_seq: this.seq,
      environment_id: this.environment,
      content_digest: head.contentDigest,
      head: JSON.stringify(head),
      body,
    }))
    await this.trx.insertInto('resource_version').values(rows).execute()
    this.opened += rows.length
  }

  private known(ids: ReadonlyMap<string, number>, key: string): number {
    const id = ids.get(key)
    if (id === undefined) throw new Error(`the resource ${key} was not stored`)
    return id
  }

  /** The rows of resources that have no current version: new ones are made, one that was gone before is the same again. */
  private async resourceIds(added: readonly Waiting[]): Promise<ReadonlyMap<string, number>> {
    if (added.length === 0) return new Map()
    const rows = added.map(({ key, resource: { head } }) => ({
      environment_id: this.environment,
      key,
      kind: head.kind,
      collector: head.origin.collector,
      scope: storable(head.origin.scope),
      mode: head.origin.mode,
    }))
    const keys = rows.map((row) => row.key)
    await this.trx
      .insertInto('resource')
      .values(rows)
      .onConflict((conflict) => conflict.columns(['environment_id', 'key']).doNothing())
      .execute()
    const found = await this.trx
      .selectFrom('resource')
      .select(['id', 'key'])
      .where('environment_id', '=', this.environment)
      .where('key', 'in', keys)
      .execute()
    return new Map(found.map(({ id, key }) => [key, id]))
  }

  private async close(ids: readonly number[]): Promise<void> {
    if (ids.length === 0) return
    await this.trx
      .updateTable('resource_version')
      .set({ to_seq: this.seq })
      .where('resource_id', 'in', ids)
      .where(sql<boolean>`to_seq is null`)
      .execute()
    this.closed += ids.length
  }
}
