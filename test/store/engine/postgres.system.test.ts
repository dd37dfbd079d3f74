import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { migrations } from '../../../src/store/migrations/index.ts'
import { startPostgres } from '../../support/postgres.ts'
import type { Postgres } from '../../support/postgres.ts'
import { openTestStore } from '../support/engines.ts'

describe('PostgreSQL', () => {
  let postgres: Postgres
  beforeAll(async () => {
    postgres = await startPostgres()
  })
  afterAll(() => postgres.stop())

  const asked = async (url: string, text: string): Promise<unknown[]> => {
    const client = new Client({ connectionString: url })
    await client.connect()
    try {
      return (await client.query<Record<string, unknown>>(text)).rows
    } finally {
      await client.end()
    }
  }

  it('is migrated once by all who start at the same moment', async () => {
    const databaseUrl = await postgres.freshDatabase()
    const stores = await Promise.all(Array.from({ length: 4 }, () => openTestStore({ databaseUrl })))
    expect(await asked(databaseUrl, 'select number, name from evenkeel.migration order by number')).toEqual(
      migrations.map(({ number, name }) => ({ number, name })),
    )
    await Promise.all(stores.map((store) => store.close()))
  })

  it('with a newer schema is left alone', async () => {
    const databaseUrl = await postgres.freshDatabase()
    await (await openTestStore({ databaseUrl })).close()
    await asked(databaseUrl, `insert into evenkeel.migration values (99, 'later', now())`)
    const open = openTestStore({ databaseUrl })
    await expect(open).rejects.toMatchObject({ code: 'store-newer-schema', exit: 2 })
    await expect(open).rejects.toThrow(/has the schema 99 of a newer Evenkeel; this one knows the schemas up to \d+\.$/)
  })

  it('keeps what its address asks for beside our path', async () => {
    const databaseUrl = `${await postgres.freshDatabase()}?options=-c%20statement_timeout%3D4321`
    const store = await openTestStore({ databaseUrl })
    const { rows } = await store.pool.query(
      `select current_setting('statement_timeout') as t, current_schemas(false) as s`,
    )
    expect(rows).toMatchObject([{ t: '4321ms' }])
    expect(await store.meta.settle('a', '1')).toBe('1')
    await store.close()
  })

  it('that goes away is unavailable, and serves again when it is back', async () => {
    const store = await openTestStore({ databaseUrl: await postgres.freshDatabase() })
    await store.meta.settle('a', '1')
    const listener = await store.pool.connect()
    await postgres.interrupt()
    await expect(store.ping()).rejects.toMatchObject({ code: 'store-unavailable', exit: 3 })
    await expect(store.meta.get('a')).rejects.toMatchObject({ code: 'store-unavailable' })
    await postgres.resume()
    expect(await store.meta.get('a')).toBe('1')
    listener.release()
    await store.close()
  })

  it.each([
    ['postgres://user:geheim@127.0.0.1:1/shop', 'store-unavailable'],
    ['mysql://user:geheim@127.0.0.1/shop', 'store-database-url'],
    ['geheim', 'store-database-url'],
  ])('%s is refused without its password', async (databaseUrl, code) => {
    const open = openTestStore({ databaseUrl })
    await expect(open).rejects.toMatchObject({ code })
    await expect(open).rejects.not.toThrow(/geheim/)
  })

  it('that may not be written to, or cannot hold every text, is refused', async () => {
    const url = new URL(await postgres.freshDatabase())
    await asked(url.href, `create role reader login password 'shop'`)
    const reader = new URL(url)
    reader.username = 'reader'
    reader.password = 'shop'
    await expect(openTestStore({ databaseUrl: reader.href })).rejects.toMatchObject({ code: 'store-schema-denied' })
    await asked(url.href, `create database latin encoding 'LATIN1' template template0`)
    const latin = new URL(url)
    latin.pathname = '/latin'
    await expect(openTestStore({ databaseUrl: latin.href })).rejects.toMatchObject({ code: 'store-encoding' })
  })
})
