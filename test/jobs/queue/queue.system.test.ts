import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Jobs } from '../../../src/jobs/contract.ts'
import { openBackend } from '../../../src/jobs/queue/backend.ts'
import type { QueueName } from '../../../src/jobs/queue/names.ts'
import type { JobsOptions } from '../../../src/jobs/queue/options.ts'
import { silentLog } from '../../../src/platform/log.ts'
import { fail } from '../../../src/errors/catalogue.ts'
import { eventually } from '../../support/server-process.ts'
import { engines, type Ground } from './support/engines.ts'
import { comparisons, door, startTestJobs, startWork, whenAssessment, type Work } from './support/shop.ts'

describe.each(engines)('the queue on $name', ({ open }) => {
  let ground: Ground
  let work: Work
  let started: Jobs[] = []

  beforeAll(async () => {
    ground = await open()
  })
  afterAll(() => ground.close())
  beforeEach(() => {
    work = startWork(ground.store)
  })
  afterEach(async () => {
    await Promise.all(started.map((jobs) => jobs.close()))
    started = []
    await ground.clear()
  })

  const startHere = async (options: Partial<JobsOptions> = {}): Promise<Jobs> => {
    const { store, redisUrl } = ground
    const jobs = await startTestJobs({
      store,
      handlers: work.handlers,
      // Others of these are the other processes.
      alone: false,
      ...(redisUrl === undefined ? {} : { redisUrl }),
      ...options,
    })
    started.push(jobs)
    return jobs
  }
  const did = (what: string): number => work.did.filter((one) => one.startsWith(what)).length

  it('reads every place of both sides, publishes both, and only then weighs', async () => {
    const jobs = await startHere()
    const { assessment, joined } = await jobs.assess('staging..production', 'ada')
    expect(joined).toBe(false)
    expect(assessment.requestedBy).toBe('ada')
    await whenAssessment(ground.store, assessment.id, 'done')
    const order = work.did.filter((one) => one !== 'deliver')
    expect([...order].sort()).toEqual([
      'collect production 0',
      'collect production 1',
      'collect staging 0',
      'collect staging 1',
      'plan production',
      'plan staging',
      'publish production',
      'publish staging',
      'weigh staging..production',
    ])
    for (const side of ['staging', 'production'])
      expect(order.indexOf(`publish ${side}`)).toBeGreaterThan(
        Math.max(order.indexOf(`collect ${side} 0`), order.indexOf(`collect ${side} 1`)),
      )
    expect(order.at(-1)).toBe('weigh staging..production')
    await eventually(
      () => (did('deliver') > 0 ? true : undefined),
      () => 'nothing was delivered after it',
    )
    // What is done leaves nothing behind.
    await eventually(
      async () => {
        const { waiting, active, failed } = await jobs.counts()
        return waiting + active + failed === 0 ? true : undefined
      },
      () => 'jobs are left',
    )
  })

  it('reads what two comparisons share once', async () => {
    const gate = door()
    work.hook = (what, { signal }) => (what === 'collect production 0' ? gate.wait(signal) : Promise.resolve())
    const jobs = await startHere()
    const one = await jobs.assess('staging..production', 'ada')
    await gate.reached
    const other = await jobs.assess('preview..production', 'ada')
    await eventually(
      () => (did('publish preview') === 1 ? true : undefined),
      () => 'the other did not begin',
    )
    gate.open()
    await whenAssessment(ground.store, one.assessment.id, 'done')
    await whenAssessment(ground.store, other.assessment.id, 'done')
    expect(did('collect production')).toBe(2)
    expect(did('publish production')).toBe(1)
    expect(did('weigh')).toBe(2)
  })

  it('shares a collection that was published a moment ago, and reads again where it is older', async () => {
    const jobs = await startHere()
    const first = await jobs.assess('staging..production', 'schedule')
    await whenAssessment(ground.store, first.assessment.id, 'done')
    const second = await jobs.assess('preview..production', 'schedule')
    await whenAssessment(ground.store, second.assessment.id, 'done')
    expect(did('collect production')).toBe(2)
    await jobs.close()
    const later = await startHere({ times: { fresh: 0 } })
    const third = await later.assess('preview..production', 'schedule')
    await whenAssessment(ground.store, third.assessment.id, 'done')
    expect(did('collect production')).toBe(4)
  })

  it('reads again for whoever asks: they may just have changed something', async () => {
    const jobs = await startHere()
    const first = await jobs.assess('staging..production', 'ada')
    await whenAssessment(ground.store, first.assessment.id, 'done')
    const second = await jobs.assess('preview..production', 'ada')
    await whenAssessment(ground.store, second.assessment.id, 'done')
    expect(did('collect production')).toBe(4)
  })

  it('runs once what is asked for twice', async () => {
    const jobs = await startHere()
    const other = await startHere({ role: 'api' })
    const answers = await Promise.all([
      jobs.assess('staging..production', 'ada'),
      other.assess('staging..production', 'bo'),
      jobs.assess('staging..production', 'cy'),
    ])
    expect(new Set(answers.map(({ assessment }) => assessment.id)).size).toBe(1)
    expect(answers.filter(({ joined }) => !joined)).toHaveLength(1)
    await whenAssessment(ground.store, answers[0].assessment.id, 'done')
    expect(did('weigh')).toBe(1)
    expect(did('collect staging 0')).toBe(1)
  })

  it('refuses a comparison that is not configured', async () => {
    const jobs = await startHere({ role: 'api' })
    await expect(jobs.assess('nowhere..production', 'ada')).rejects.toMatchObject({ code: 'jobs-no-comparison' })
  })

  it('tries again what failed, and ends well when it goes better', async () => {
    const attempts: number[] = []
    work.hook = async (what, { attempt }) => {
      if (what !== 'collect staging 1') return
      attempts.push(attempt)
      if (attempts.length < 3) throw new Error('the network is away')
    }
    const jobs = await startHere()
    const { assessment } = await jobs.assess('staging..production', 'ada')
    await whenAssessment(ground.store, assessment.id, 'done')
    expect(attempts).toEqual([1, 2, 3])
    expect(did('collect staging 0')).toBe(1)
  })

  it('ends what fails three times, without a word of the error that may hold a secret', async () => {
    work.hook = async (what) => {
      if (what === 'collect staging 1')
        throw Object.assign(new Error('hunter2 at https://u:hunter2@shop.example'), { code: 'ECONNRESET' })
    }
    const jobs = await startHere()
    const { assessment } = await jobs.assess('staging..production', 'ada')
    const row = await whenAssessment(ground.store, assessment.id, 'failed')
    expect(did('collect staging 1')).toBe(3)
    expect(row.problem).toBe(
      'Reading staging (config-files file-1) was tried 3 times and failed each time (Error ECONNRESET). (jobs-gave-up)',
    )
    await eventually(
      async () => ((await jobs.counts()).failed === 1 ? true : undefined),
      () => 'the failure is not counted',
    )
    const again = await jobs.assess('staging..production', 'ada')
    work.hook = async () => undefined
    expect(again.joined).toBe(false)
    await whenAssessment(ground.store, again.assessment.id, 'done')
  })

  it('ends at once what an error of the catalogue ends, with its sentence', async () => {
    work.hook = async (what) => {
      if (what.startsWith('weigh')) throw fail('rules-too-slow', { seconds: 5, rule: undefined, what: 'orders' })
    }
    const jobs = await startHere()
    const { assessment } = await jobs.assess('staging..production', 'ada')
    const row = await whenAssessment(ground.store, assessment.id, 'failed')
    expect(did('weigh')).toBe(1)
    expect(row.problem).toMatch(/\(rules-too-slow\)$/)
  })

  it('tries again and again what the store could not take down', async () => {
    let times = 0
    work.hook = async (what) => {
      if (what.startsWith('publish staging') && ++times < 6)
        throw fail('store-unavailable', { where: 'in PostgreSQL', reason: 'gone' })
    }
    const jobs = await startHere()
    const { assessment } = await jobs.assess('staging..production', 'ada')
    await whenAssessment(ground.store, assessment.id, 'done')
    expect(times).toBe(6)
  })

  it('fails both assessments of a collection that fails', async () => {
    const gate = door()
    work.hook = async (what, { signal }) => {
      if (what !== 'publish production') return
      await gate.wait(signal)
      throw fail('jobs-comparison-gone', { comparison: 'x' })
    }
    const jobs = await startHere()
    const one = await jobs.assess('staging..production', 'ada')
    await gate.reached
    const other = await jobs.assess('preview..production', 'ada')
    await whenAssessment(ground.store, other.assessment.id, 'collecting')
    gate.open()
    const rows = [
      await whenAssessment(ground.store, one.assessment.id, 'failed'),
      await whenAssessment(ground.store, other.assessment.id, 'failed'),
    ]
    expect(rows[0]?.problem).toBe(rows[1]?.problem)
    expect(did('weigh')).toBe(0)
  })

  describe('cancelled', () => {
    it('ends the row, aborts the work in another process, and leaves nothing in line', async () => {
      const gate = door()
      let aborted = false
      work.hook = async (what, { signal }) => {
        if (!what.startsWith('collect staging')) return
        signal.addEventListener('abort', () => (aborted = true))
        await gate.wait(signal)
      }
      const worker = await startHere({ role: 'worker' })
      const api = await startHere({ role: 'api' })
      const { assessment } = await api.assess('staging..production', 'ada')
      await gate.reached
      expect(await api.cancel(assessment.id)).toBe(true)
      expect((await ground.store.assessments.get(assessment.id))?.state).toBe('cancelled')
      expect(await api.cancel(assessment.id)).toBe(false)
      await eventually(
        async () => {
          const { waiting, active } = await worker.counts()
          return aborted && waiting + active === 0 ? true : undefined
        },
        () => `aborted ${aborted}, did ${work.did.join(', ')}`,
      )
      expect(did('weigh')).toBe(0)
      expect((await ground.store.collections.running()).length).toBe(0)
    })

    it('leaves a collection alone that another waits for', async () => {
      const gate = door()
      work.hook = (what, { signal }) => (what === 'collect production 0' ? gate.wait(signal) : Promise.resolve())
      const jobs = await startHere()
      const one = await jobs.assess('staging..production', 'ada')
      await gate.reached
      const other = await jobs.assess('preview..production', 'ada')
      await whenAssessment(ground.store, other.assessment.id, 'collecting')
      expect(await jobs.cancel(one.assessment.id)).toBe(true)
      gate.open()
      await whenAssessment(ground.store, other.assessment.id, 'done')
      expect(did('collect production')).toBe(2)
      expect(did('weigh')).toBe(1)
    })

    it('does not wait for work that does not heed its signal', async () => {
      let reached: () => void = () => undefined
      const inside = new Promise<void>((resolve) => (reached = resolve))
      work.hook = async (what) => {
        if (!what.startsWith('weigh')) return
        reached()
        await new Promise(() => undefined)
      }
      const jobs = await startHere()
      const { assessment } = await jobs.assess('staging..production', 'ada')
      await inside
      expect(await jobs.cancel(assessment.id)).toBe(true)
      await eventually(
        async () => ((await jobs.counts()).active === 0 ? true : undefined),
        () => 'it is still under way',
      )
    })
  })

  describe('told to stop', () => {
    it('hands its work to another at once, which ends it', async () => {
      const gate = door()
      let first = true
      work.hook = async (what, { signal }) => {
        if (what !== 'collect staging 0' || !first) return
        first = false
        await gate.wait(signal)
      }
      const leaving = await startHere({ times: { lock: 60, stalled: 60, reconcile: 60 } })
      const { assessment } = await leaving.assess('staging..production', 'ada')
      await gate.reached
      const staying = await startHere({ times: { lock: 60, stalled: 60, reconcile: 60 } })
      await leaving.close()
      await whenAssessment(ground.store, assessment.id, 'done')
      expect(did('collect staging 0')).toBe(2)
      expect(did('weigh')).toBe(1)
      await staying.close()
    })

    it('lets short work end, and is over soon where work does not heed its signal', async () => {
      let reached: () => void = () => undefined
      const inside = new Promise<void>((resolve) => (reached = resolve))
      work.hook = async (what) => {
        if (what !== 'collect staging 0') return
        reached()
        await new Promise(() => undefined)
      }
      const jobs = await startHere({ times: { lock: 2 } })
      const { assessment } = await jobs.assess('staging..production', 'ada')
      await inside
      await jobs.close()
      await jobs.close()
      work.hook = async () => undefined
      await startHere()
      await whenAssessment(ground.store, assessment.id, 'done')
    })
  })

  describe('killed in the middle of its work', () => {
    /** Takes the first job of a queue as a process would that is never heard of again. */
    const takeAndVanish = async (name: QueueName, lockSeconds: number): Promise<void> => {
      const backend = await openBackend({
        store: ground.store,
        redisUrl: ground.redisUrl,
        prefix: 'evenkeel',
        answerSeconds: 5,
        log: silentLog,
      })
      const lost = backend.worker(name, null, {
        autorun: false,
        lockDuration: lockSeconds * 1000,
        stalledInterval: 60_000,
      })
      await eventually(
        async () => ((await lost.getNextJob('lost', { block: false })) === undefined ? undefined : true),
        () => 'there is no job to take',
      )
      await lost.close(true)
      await backend.close()
    }

    it('is followed by another, when the locks have run out', async () => {
      const api = await startHere({ role: 'api' })
      const { assessment } = await api.assess('staging..production', 'ada')
      await takeAndVanish('clock', 0.5)
      expect((await api.counts()).active).toBe(1)
      await startHere({ times: { stalled: 0.2 } })
      await whenAssessment(ground.store, assessment.id, 'done')
      expect(did('collect staging 0')).toBe(1)
      expect(did('weigh')).toBe(1)
    })

    it('is followed at once by its own start, where it is alone', async () => {
      const api = await startHere({ role: 'api' })
      const { assessment } = await api.assess('staging..production', 'ada')
      await takeAndVanish('clock', 3600)
      await startHere({ alone: true })
      await whenAssessment(ground.store, assessment.id, 'done')
      expect(did('weigh')).toBe(1)
    })
  })

  describe('with rows and no jobs', () => {
    it('begins what was asked for and never put in line', async () => {
      const [comparison] = comparisons
      const { assessment } = await ground.store.assessments.request({
        ...comparison,
        comparison: comparison.name,
        by: 'ada',
        at: new Date(),
      })
      await startHere()
      await whenAssessment(ground.store, assessment.id, 'done')
    })

    it('ends what is no longer configured', async () => {
      const { assessment } = await ground.store.assessments.request({
        comparison: 'old..production',
        candidate: 'old',
        baseline: 'production',
        by: 'ada',
        at: new Date(),
      })
      await startHere()
      const row = await whenAssessment(ground.store, assessment.id, 'failed')
      expect(row.problem).toMatch(/"old\.\.production" is no longer in the configuration\. \(jobs-comparison-gone\)/)
    })
  })

  describe('schedules', () => {
    it('fires, joins what is under way, and goes when it is no longer configured', async () => {
      const gate = door()
      work.hook = (what, { signal }) => (what.startsWith('weigh') ? gate.wait(signal) : Promise.resolve())
      const each = { ...comparisons[0], schedule: { cron: '* * * * * *', timeZone: 'Europe/Berlin' } }
      const jobs = await startHere({ comparisons: [each] })
      await gate.reached
      const asked = new Date().getTime()
      const next = await jobs.nextRun(each.name)
      expect(new Date(next ?? 0).getTime()).toBeGreaterThan(asked)
      const { items } = await ground.store.assessments.list({ comparison: each.name }, { limit: 10 })
      expect(items.map(({ requestedBy }) => requestedBy)).toEqual(['schedule'])
      gate.open()
      await jobs.close()
      const later = await startHere({ comparisons: [comparisons[0]] })
      expect(await later.nextRun(each.name)).toBeUndefined()
      await eventually(
        async () => ((await ground.store.assessments.running()).length === 0 ? true : undefined),
        () => 'what was under way is not ended',
      )
      const all = async (): Promise<number> => (await ground.store.assessments.list({}, { limit: 100 })).items.length
      const before = await all()
      // Longer than the schedule's second: what would fire has fired.
      await new Promise((resolve) => setTimeout(resolve, 1500))
      expect(await all()).toBe(before)
    })

    it('reports when it is due, and says when that was', async () => {
      await startHere({ reportSchedule: { cron: '* * * * * *', timeZone: 'UTC' } })
      const report = await eventually(
        () => work.did.find((one) => one.startsWith('report ')),
        () => 'no report',
      )
      expect(report).toMatch(/^report \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/)
    })
  })

  describe('delivery', () => {
    it('is one at a time over all processes, and comes again after what came meanwhile', async () => {
      let inside = 0
      let most = 0
      const gate = door()
      work.hook = async (what, { signal }) => {
        if (what !== 'deliver') return
        most = Math.max(most, ++inside)
        await gate.wait(signal).finally(() => inside--)
      }
      const jobs = await startHere()
      await startHere()
      const one = await jobs.assess('staging..production', 'ada')
      await whenAssessment(ground.store, one.assessment.id, 'done')
      await gate.reached
      const before = did('deliver')
      const other = await jobs.assess('preview..production', 'ada')
      await whenAssessment(ground.store, other.assessment.id, 'done')
      await eventually(
        async () => ((await jobs.counts()).active === 1 ? true : undefined),
        () => 'more than the delivery is under way',
      )
      expect(before).toBe(1)
      expect(did('deliver')).toBe(1)
      gate.open()
      await eventually(
        () => (did('deliver') === 2 ? true : undefined),
        () => `delivered ${did('deliver')} times`,
      )
      expect(most).toBe(1)
    })

    it('comes again when the next message is due', async () => {
      const jobs = await startHere()
      work.nextDelivery = new Date(new Date().getTime() + 300)
      const { assessment } = await jobs.assess('staging..production', 'ada')
      await whenAssessment(ground.store, assessment.id, 'done')
      await eventually(
        () => (did('deliver') >= 2 ? true : undefined),
        () => `delivered ${did('deliver')} times`,
      )
      work.nextDelivery = undefined
    })
  })

  it('answers a ping', async () => {
    const jobs = await startHere({ role: 'api' })
    await expect(jobs.ping()).resolves.toBeUndefined()
  })
})
