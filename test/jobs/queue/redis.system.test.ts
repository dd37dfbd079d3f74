import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Jobs } from '../../../src/jobs/contract.ts'
import type { JobsOptions } from '../../../src/jobs/queue/options.ts'
import { createLog } from '../../../src/platform/log.ts'
import type { Store } from '../../../src/store/contract/store.ts'
import { startRedis, type Redis } from '../../support/redis.ts'
import { eventually } from '../../support/server-process.ts'
import { memoryStore } from './support/memory-store.ts'
import { door, startTestJobs, startWork, whenAssessment, type Work } from './support/shop.ts'

describe('Redis', () => {
  let redis: Redis
  let store: Store
  let work: Work
  let started: Jobs[]

  beforeAll(async () => {
    redis = await startRedis()
  })
  afterAll(() => redis.stop())
  beforeEach(() => {
    store = memoryStore().store
    work = startWork(store)
    started = []
  })
  afterEach(async () => {
    await Promise.all(started.map((jobs) => jobs.close()))
  })
  const startHere = async (options: Partial<JobsOptions> = {}): Promise<Jobs> => {
    const jobs = await startTestJobs({ store, handlers: work.handlers, redisUrl: redis.url, ...options })
    started.push(jobs)
    return jobs
  }
  const did = (what: string): number => work.did.filter((one) => one.startsWith(what)).length

  it.each(['collect staging 0', 'publish staging', 'weigh'])(
    'may lose all it has in the middle of `%s`: the end is the same, and so are its schedules',
    async (where) => {
      const gate = door()
      work.hook = (what, { signal }) => (what.startsWith(where) ? gate.wait(signal) : Promise.resolve())
      const jobs = await startHere({ reportSchedule: { cron: '0 0 8 * * 1', timeZone: 'UTC' } })
      const { assessment } = await jobs.assess('staging..production', 'ada')
      await gate.reached
      await redis.flush()
      gate.open()
      await whenAssessment(store, assessment.id, 'done')
      await eventually(
        async () => ((await redis.dump()).includes('0 0 8 * * 1') ? true : undefined),
        () => 'the schedule of the report is gone',
      )
      // What was kept is not read again, and what is under way here runs once though its job came back.
      expect(did(where)).toBe(1)
      expect(did('weigh')).toBe(1)
      await eventually(
        async () => ((await jobs.counts()).active === 0 ? true : undefined),
        () => 'something is under way for ever',
      )
    },
  )

  it('may go away and come back, empty: what is asked for meanwhile is done then', async () => {
    const times = { answer: 1 }
    const jobs = await startHere({ times })
    const api = await startHere({ role: 'api', times })
    await redis.kill()
    const [one, other] = await Promise.all([
      api.assess('staging..production', 'ada'),
      api.assess('preview..production', 'ada'),
      expect(jobs.ping()).rejects.toMatchObject({ code: 'jobs-unavailable', exit: 3 }),
      expect(api.counts()).rejects.toMatchObject({ code: 'jobs-unavailable' }),
    ])
    expect(await api.cancel(other.assessment.id)).toBe(true)
    expect((await store.assessments.get(other.assessment.id))?.state).toBe('cancelled')
    await redis.start()
    await whenAssessment(store, one.assessment.id, 'done')
    await eventually(
      () => jobs.ping().then(() => true),
      () => 'it does not answer',
    )
    expect(did('weigh')).toBe(1)
  })

  it('ends in time while Redis is away', async () => {
    const gate = door()
    work.hook = (what, { signal }) => (what.startsWith('collect') ? gate.wait(signal) : Promise.resolve())
    const jobs = await startHere()
    const { assessment } = await jobs.assess('staging..production', 'ada')
    await gate.reached
    await redis.kill()
    const began = performance.now()
    await jobs.close()
    // The promise is ten seconds with the usual times; these are shorter.
    expect(performance.now() - began).toBeLessThan(9000)
    await redis.start()
    work.hook = async () => undefined
    await startHere()
    await whenAssessment(store, assessment.id, 'done')
  })

  it('is told of in one sentence without its password when it does not answer, or refuses us', async () => {
    const { port } = redis
    await expect(startHere({ redisUrl: `redis://:wrong-secret@127.0.0.1:${port}` })).rejects.toMatchObject({
      code: 'jobs-unavailable',
      message: `The queue of jobs at redis://127.0.0.1:${port} could not be reached (it refuses the user or the password).`,
    })
    await expect(startHere({ redisUrl: `redis://127.0.0.1:${port}` })).rejects.toMatchObject({
      message: `The queue of jobs at redis://127.0.0.1:${port} could not be reached (it refuses the user or the password).`,
    })
    await expect(startHere({ redisUrl: 'redis://:secret@127.0.0.1:1' })).rejects.toMatchObject({
      message: 'The queue of jobs at redis://127.0.0.1:1 could not be reached (Error ECONNREFUSED).',
    })
    for (const redisUrl of ['secret', 'http://:secret@shop.example', 'redis://'])
      await expect(startHere({ redisUrl })).rejects.toMatchObject({
        code: 'jobs-bad-redis-url',
        message: expect.not.stringContaining('secret') as string,
      })
  })

  it('keeps nothing of an error that may hold a secret, and nor does the log', async () => {
    const lines: string[] = []
    work.hook = async (what) => {
      if (what === 'collect staging 1') throw new Error('hunter2 at https://u:hunter2@shop.example')
    }
    const log = createLog({ write: (line) => void lines.push(line), level: 'debug', readable: false })
    const jobs = await startHere({ log })
    const { assessment } = await jobs.assess('staging..production', 'ada')
    await whenAssessment(store, assessment.id, 'failed')
    await eventually(
      async () => ((await redis.dump()).includes('jobs-gave-up') ? true : undefined),
      () => 'the failure is not kept',
    )
    expect(await redis.dump()).not.toContain('hunter2')
    expect(lines.join('')).toContain('a job failed')
    expect(lines.join('')).not.toContain('hunter2')
  })

  it('is shared by installations with a prefix each', async () => {
    const others = memoryStore()
    const otherWork = startWork(others.store)
    await startHere({ prefix: 'one' })
    const other = await startHere({ prefix: 'other', store: others.store, handlers: otherWork.handlers })
    const { assessment } = await other.assess('staging..production', 'ada')
    await whenAssessment(others.store, assessment.id, 'done')
    expect(work.did).toEqual([])
    for (const key of (await redis.dump()).split('\n')) expect(key).toMatch(/^(one|other|evenkeel):/)
  })
})
