import { Redis as RedisClient } from 'ioredis'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startPostgres, type Postgres } from './postgres.ts'
import { startRedis } from './redis.ts'
import { eventually } from './server-process.ts'

describe('the PostgreSQL of the tests', () => {
  let postgres: Postgres

  beforeAll(async () => {
    postgres = await startPostgres()
  })
  afterAll(() => postgres?.stop())

  const ask = async (url: string, text: string): Promise<readonly unknown[]> => {
    const client = new Client({ connectionString: url })
    await client.connect()
    try {
      return (await client.query<Record<string, unknown>>(text)).rows
    } finally {
      await client.end()
    }
  }

  it('gives empty databases of their own, in UTF-8', async () => {
    const [one, two] = [await postgres.freshDatabase(), await postgres.freshDatabase()]
    await ask(one, 'create table a (b text)')
    expect(
      await ask(
        two,
        `select to_regclass('a') as a, pg_encoding_to_char(encoding) as encoding from pg_database limit 1`,
      ),
    ).toEqual([{ a: null, encoding: 'UTF8' }])
  })

  it('asks for the password', async () => {
    const url = await postgres.freshDatabase()
    await expect(ask(url.replace(postgres.password, 'wrong'), 'select 1')).rejects.toThrow(
      'password authentication failed',
    )
  })

  it('is one for the whole process, until the last has stopped it', async () => {
    const second = await startPostgres()
    expect(second.port).toBe(postgres.port)
    await second.stop()
    await second.stop()
    expect(await ask(await postgres.freshDatabase(), 'select 1 as one')).toEqual([{ one: 1 }])
  })

  it('can turn everybody away for a while', async () => {
    const url = await postgres.freshDatabase()
    const client = new Client({ connectionString: url })
    const lost = new Promise((resolve) => client.on('error', resolve))
    await client.connect()
    await postgres.interrupt()
    await lost
    await expect(ask(url, 'select 1')).rejects.toThrow('not currently accepting connections')
    await postgres.resume()
    expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }])
  })
})

describe('the Redis of the tests', () => {
  it('asks for its password, forgets, and comes back empty on the same port', async () => {
    const redis = await startRedis()
    const client = new RedisClient(redis.url, { lazyConnect: true, retryStrategy: () => 20 })
    client.on('error', () => undefined)
    try {
      const stranger = new RedisClient(redis.port, '127.0.0.1', { retryStrategy: () => null })
      stranger.on('error', () => undefined)
      await expect(stranger.ping()).rejects.toThrow('NOAUTH')
      stranger.disconnect()

      await client.set('a', 'kept')
      await client.rpush('list', 'x', 'y')
      expect(await redis.dump()).toBe('a "kept"\nlist ["x","y"]')
      await redis.flush()
      expect(await redis.dump()).toBe('')
      await client.set('a', 'kept')
      await redis.kill()
      await redis.start()
      expect(
        await eventually(
          () => client.get('a').then((found) => ({ found })),
          () => 'no answer',
        ),
      ).toEqual({ found: null })
    } finally {
      client.disconnect()
      await redis.stop()
    }
  })

  it('keeps its data through a crash when it is durable', async () => {
    const redis = await startRedis({ durable: true })
    try {
      const client = new RedisClient(redis.url)
      await client.hset('h', 'field', 'kept')
      client.disconnect()
      await redis.kill()
      await redis.start()
      expect(await redis.dump()).toBe('h {"field":"kept"}')
    } finally {
      await redis.stop()
    }
  })
})
