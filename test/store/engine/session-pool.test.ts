import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { useMemoryDatabase } from '../support/databases.ts'

describe('a pool over one session', () => {
  const store = useMemoryDatabase()

  it('gives our queries numbers, booleans and ISO texts', async () => {
    const { rows } = await store().pool.query(
      `select count(*) as count, sum(x)::numeric as sum, true as yes, null as nothing, 'ä\u{1f600}' as text,
              $1::timestamptz as moment from (values (1), (2)) as t (x)`,
      [new Date('2026-11-01T12:00:00.123Z')],
    )
    expect(rows).toEqual([
      { count: 2, sum: 3, yes: true, nothing: null, text: 'ä\u{1f600}', moment: '2026-11-01T12:00:00.123Z' },
    ])
  })

  it('says the SQLSTATE and the constraint of what fails, and goes on', async () => {
    const { db, pool } = store()
    await db.insertInto('meta').values({ key: 'a', value: '1' }).execute()
    const again = db.insertInto('meta').values({ key: 'a', value: '2' }).execute()
    await expect(again).rejects.toMatchObject({ code: '23505', constraint: 'meta_pkey', table: 'meta' })
    await expect(pool.query('select 1 as one')).resolves.toMatchObject({ rows: [{ one: 1 }] })
  })

  it('counts the rows that a statement changed', async () => {
    const { db } = store()
    await db
      .insertInto('meta')
      .values([
        { key: 'a', value: '1' },
        { key: 'b', value: '2' },
      ])
      .execute()
    const changed = await db.updateTable('meta').set({ value: '3' }).executeTakeFirst()
    expect(changed.numUpdatedRows).toBe(2n)
  })

  it('does not mix the statements of two transactions', async () => {
    const { db } = store()
    const order: string[] = []
    const one = db.transaction().execute(async (trx) => {
      await trx.insertInto('meta').values({ key: 'a', value: 'first' }).execute()
      order.push('first wrote')
      await new Promise((resolve) => setImmediate(resolve))
      await sql`select 1`.execute(trx)
      order.push('first ends')
    })
    const two = db.transaction().execute(async (trx) => {
      const seen = await trx.selectFrom('meta').select('value').execute()
      order.push('second read')
      expect(seen).toEqual([{ value: 'first' }])
    })
    await Promise.all([one, two])
    expect(order).toEqual(['first wrote', 'first ends', 'second read'])
  })

  it('takes back what a transaction did that failed, or was never ended', async () => {
    const { db, pool } = store()
    const failed = db.transaction().execute(async (trx) => {
      await trx.insertInto('meta').values({ key: 'a', value: '1' }).execute()
      throw new Error('no')
    })
    await expect(failed).rejects.toThrow('no')
    const client = await pool.connect()
    await client.query('begin')
    await client.query(`insert into meta values ('b', '2')`)
    client.release()
    await expect(db.selectFrom('meta').selectAll().execute()).resolves.toEqual([])
  })
})
