import { FlowProducer, Queue, QueueEvents, Worker, createPostgresBackend, runMigrations } from 'bullmq'
import type { BackendFactory, Job } from 'bullmq'
import { expect, it } from 'vitest'
import { describeStore } from '../support/engines.ts'

/** An hour: what is not announced would be found then, and the test would have ended long before. */
const never = 3600

describeStore('BullMQ on the pool of the store', ({ open }) => {
  it('is woken for its jobs, keeps its tables to itself and leaves ours alone', async () => {
    const store = await open()
    const client = await store.pool.connect()
    await runMigrations(client)
    client.release()
    const factory = createPostgresBackend as unknown as BackendFactory
    const base = { connection: store.pool as never }

    const seen: string[] = []
    const work = async (job: Job): Promise<string> => {
      seen.push(job.name)
      // What we remember goes on while jobs are worked on, on the same session.
      await store.meta.settle(`seen ${job.name}`, 'yes')
      return job.name
    }
    const worker = new Worker('shop', work, { ...base, drainDelay: never }, factory)
    const events = new QueueEvents('shop', { ...base, blockingTimeout: never * 1000 }, factory)
    const queue = new Queue('shop', base, factory)
    const flow = new FlowProducer(base, factory)
    const drained = (): Promise<void> => new Promise((resolve) => worker.once('drained', () => resolve()))
    try {
      const idle = drained()
      await Promise.all([worker.waitUntilReady(), events.waitUntilReady()])
      await (await queue.add('first', {})).waitUntilFinished(events)
      await idle
      // The worker rests now, listening: it holds nothing that we need.
      await Promise.all(Array.from({ length: 20 }, () => store.ping()))
      const done: unknown = await (await queue.add('second', {})).waitUntilFinished(events)
      expect(done).toBe('second')
      const tree = await flow.add({
        name: 'parent',
        queueName: 'shop',
        children: [
          { name: 'child', queueName: 'shop' },
          { name: 'child', queueName: 'shop' },
        ],
      })
      expect(await tree.job.waitUntilFinished(events)).toBe('parent')
      expect(seen).toEqual(['first', 'second', 'child', 'child', 'parent'])
      expect(await store.meta.get('seen parent')).toBe('yes')
      const counts = await queue.getJobCounts('completed', 'failed', 'waiting')
      expect(counts).toEqual({ completed: 5, failed: 0, waiting: 0 })
      const { rows } = await store.pool.query(
        `select distinct schemaname from pg_tables where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
      )
      expect(rows).toEqual([{ schemaname: 'bullmq' }, { schemaname: 'evenkeel' }])
    } finally {
      await Promise.all([worker.close(), events.close(), queue.close(), flow.close()])
    }
  })

  it('gives it what pg would give it', async () => {
    const { pool } = await open()
    const { rows } = await pool.query(
      `select 9007199254740993::int8 as big, 1.50::numeric as amount, $1::jsonb as doc, $2::text[] as texts, $3::bytea as bytes,
              timestamptz '2026-11-01 12:00:00+00' as moment, $4::bool as yes, $5::float8 as float, $6::int8 as nothing`,
      [{ a: [1] }, ['a "b"', 'c\\d', null, ''], Buffer.from([0, 255]), true, 1.5, undefined],
    )
    expect(rows).toEqual([
      {
        big: '9007199254740993',
        amount: '1.50',
        doc: { a: [1] },
        texts: ['a "b"', 'c\\d', null, ''],
        bytes: Buffer.from([0, 255]),
        moment: new Date('2026-11-01T12:00:00Z'),
        yes: true,
        float: 1.5,
        nothing: null,
      },
    ])
  })
})
