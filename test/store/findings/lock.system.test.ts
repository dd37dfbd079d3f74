import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { decision } from '../../../src/jobs/decide.ts'
import { assessmentsOf } from '../../../src/store/assessments.ts'
import type { AssessmentRecord } from '../../../src/store/contract/assessments.ts'
import type { Database } from '../../../src/store/database.ts'
import { databaseOn } from '../../../src/store/engine/kysely.ts'
import { migrate } from '../../../src/store/engine/migrate.ts'
import { ourParsers } from '../../../src/store/engine/parsers.ts'
import { openPostgresPool, readDatabaseUrl } from '../../../src/store/engine/postgres.ts'
import { ourSchema } from '../../../src/store/engine/schema.ts'
import { findingsOf } from '../../../src/store/findings.ts'
import { lockFindings } from '../../../src/store/findings/lock.ts'
import type { Tables } from '../../../src/store/tables.ts'
import { assessmentOf, findingOf, momentOf } from '../../judge/lifecycle/sketch.ts'
import { startPostgres } from '../../support/postgres.ts'
import type { Postgres } from '../../support/postgres.ts'
import { eventually } from '../../support/server-process.ts'

const comparison = 'staging..production'

/**
 * Two processes change the findings of one comparison at the same moment: an assessment is recorded, and somebody acknowledges.
 * A third session holds the lock, so that both are seen to wait for it before they read what they decide by.
 */
describe('the findings of a comparison, on PostgreSQL', () => {
  let postgres: Postgres
  let db: Kysely<Tables>
  const { id } = findingOf()

  beforeAll(async () => {
    postgres = await startPostgres()
  })
  afterAll(() => postgres.stop())

  beforeEach(async () => {
    const url = readDatabaseUrl(await postgres.freshDatabase())
    const pool = openPostgresPool(url, { searchPath: ourSchema, parsers: ourParsers, max: 6 })
    await migrate(pool, 'of the test', new Date(0))
    db = databaseOn(pool)
    expect(await record(0, 'first seen')).toBe(true)
    return () => pool.end()
  })

  async function record(index: number, title: string, of = comparison): Promise<boolean> {
    const assessments = assessmentsOf(db)
    const [candidate = '', baseline = ''] = of.split('..')
    const asked = { comparison: of, candidate, baseline, by: 'schedule', at: momentOf(index) }
    const { assessment: row } = await assessments.request(asked)
    const assessment = assessmentOf(of === comparison ? [findingOf({ title })] : [])
    const record: AssessmentRecord = {
      at: momentOf(index),
      seqs: { candidate: 1, baseline: 2 },
      readAt: momentOf(index).toISOString(),
      assessment,
      decide: decision({
        assessmentId: row.id,
        assessment,
        at: momentOf(index),
        rules: [{ id: 'database/parameter-drift' }],
        threshold: 'high',
        routes: { channels: [], byService: {}, minimum: 'low' },
      }),
    }
    return assessments.record(row.id, record)
  }

  /** Does something while the lock is held, in the transaction that holds it; then lets it go. */
  const holding = (work: (held: Database) => Promise<void>): Promise<void> =>
    db.transaction().execute(async (held) => {
      await lockFindings(held, comparison)
      await work(held)
    })

  /** Resolves when so many sessions wait for the lock. */
  const waiting = (count: number): Promise<true> =>
    eventually(
      async () => {
        const { rows } = await sql<{ readonly waits: number }>`select count(*)::int as waits from pg_locks
          where locktype = 'advisory' and not granted
          and database = (select oid from pg_database where datname = current_database())`.execute(db)
        return rows[0]?.waits === count ? true : undefined
      },
      () => `${count} sessions were to wait for the lock`,
    )

  it('are recorded by what was acknowledged while the assessment waited', async () => {
    let recording: Promise<boolean> | undefined
    await holding(async (held) => {
      recording = record(1, 'seen again')
      await waiting(1)
      await findingsOf(held).acknowledge(id, 'dana', momentOf(1), 'on it')
    })
    expect(await recording).toBe(true)
    expect(await findingsOf(db).get(id)).toMatchObject({
      status: 'acknowledged',
      acknowledged: { by: 'dana', note: 'on it' },
      finding: { title: 'seen again' },
    })
  })

  it('are acknowledged by what an assessment made of them meanwhile', async () => {
    let acknowledging: Promise<unknown> | undefined
    await holding(async (held) => {
      acknowledging = findingsOf(db).acknowledge(id, 'dana', momentOf(1))
      acknowledging.catch(() => undefined)
      await waiting(1)
      await held
        .updateTable('finding')
        .set({ status: 'resolved', resolved_at: momentOf(1) })
        .execute()
    })
    await expect(acknowledging).rejects.toMatchObject({ code: 'store-finding-not-open' })
    expect(await findingsOf(db).get(id)).toMatchObject({ status: 'resolved' })
  })

  it('are changed by one after the other, and nothing is lost', async () => {
    let all: Promise<unknown> | undefined
    await holding(async () => {
      const recording = record(1, 'seen again')
      await waiting(1)
      const acknowledging = findingsOf(db).acknowledge(id, 'dana', momentOf(1))
      await waiting(2)
      all = Promise.all([recording, acknowledging])
    })
    await all
    expect(await findingsOf(db).get(id)).toMatchObject({
      status: 'acknowledged',
      finding: { title: 'seen again' },
    })
  })

  it('do not wait for those of another comparison', async () => {
    await holding(async () => {
      expect(await record(1, 'other', 'pr-1..production')).toBe(true)
    })
  })
})
