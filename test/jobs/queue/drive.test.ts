import { beforeEach, describe, expect, it } from 'vitest'
import { createDrive, type Drive } from '../../../src/jobs/queue/drive.ts'
import type { Lines } from '../../../src/jobs/queue/lines.ts'
import { createRounds, type Rounds } from '../../../src/jobs/queue/rounds.ts'
import { startRuns, type Runs } from '../../../src/jobs/queue/runs.ts'
import { createSchedules, type Schedules } from '../../../src/jobs/queue/schedules.ts'
import type { Clock } from '../../../src/platform/clock.ts'
import { silentLog } from '../../../src/platform/log.ts'
import type { AssessmentRow } from '../../../src/store/contract/assessments.ts'
import type { Collection } from '../../../src/store/contract/collections.ts'
import { memoryStore, type MemoryStore } from './support/memory-store.ts'
import { comparisons, door } from './support/shop.ts'

const scope = { index: 0, source: 0, collector: 'config-files', scope: 'file-0' }

describe('what drives an assessment', () => {
  let memory: MemoryStore
  let now: Date
  let put: string[]
  let runs: Runs
  let drive: Drive
  let rounds: Rounds
  let schedules: Schedules
  let asked: string[]
  let next: Date | undefined

  beforeEach(() => {
    memory = memoryStore()
    now = new Date('2026-01-05T12:00:00Z')
    put = []
    asked = []
    next = undefined
    runs = startRuns(1)
    const clock: Clock = { now: () => now }
    const lines = {
      start: async (id: string) => void put.push(`start ${nameOf(id)}`),
      weigh: async (id: string) => void put.push(`weigh ${nameOf(id)}`),
      collect: async ({ environment }: Collection) => void put.push(`collect ${environment}`),
      report: async (due: Date) => void put.push(`report ${due.toISOString()}`),
      deliver: async (delay: number) => void put.push(`deliver ${delay}`),
      withdraw: async ({ assessment, collection }: { assessment?: string; collection?: Collection }) =>
        void put.push(`withdraw ${assessment === undefined ? collection?.environment : nameOf(assessment)}`),
    } as unknown as Lines
    const byName = new Map(comparisons.map((one) => [one.name as string, one]))
    const { store } = memory
    drive = createDrive({ store, clock, lines, runs, comparisons: byName, log: silentLog })
    schedules = createSchedules({
      store,
      clock,
      lines,
      comparisons: new Map([
        ['staging..production', { ...comparisons[0], schedule: { cron: '0 * * * *', timeZone: 'UTC' } }],
      ]),
      reportSchedule: { cron: '0 8 * * 1', timeZone: 'UTC' },
      assess: async (comparison, by) => void asked.push(`${comparison} by ${by}`),
    })
    const still: Schedules = { ...schedules, settle: async () => undefined }
    rounds = createRounds({ store, clock, lines, runs, drive, schedules: still, nextDelivery: () => next })
  })

  const nameOf = (id: string): string => memory.assessments.get(id)?.comparison ?? id
  const begin = async (environment: string): Promise<Collection> =>
    (await memory.store.collections.begin({ environment, scopes: [scope], at: now, freshFrom: now })).collection
  const request = async (comparison: (typeof comparisons)[number] = comparisons[0]): Promise<AssessmentRow> =>
    (await memory.store.assessments.request({ ...comparison, comparison: comparison.name, by: 'ada', at: now }))
      .assessment
  /** An assessment whose collections have begun. */
  const collecting = async (
    comparison: (typeof comparisons)[number] = comparisons[0],
  ): Promise<{ row: AssessmentRow; candidate: Collection; baseline: Collection }> => {
    const { id } = await request(comparison)
    const candidate = await begin(comparison.candidate)
    const baseline = await begin(comparison.baseline)
    await memory.store.assessments.collecting(id, { candidate: candidate.id, baseline: baseline.id })
    return { row: await rowOf(id), candidate, baseline }
  }
  const rowOf = async (id: string): Promise<AssessmentRow> => {
    const row = await memory.store.assessments.get(id)
    if (row === undefined) throw new Error('there is no such row')
    return row
  }
  const publish = (collection: string): Promise<unknown> =>
    memory.store.snapshots.publish({
      environment: 'x',
      startedAt: now,
      publishedAt: now,
      coverage: [],
      keyId: 'k',
      resources: [],
      collection,
    })

  it('starts what is asked for', async () => {
    await drive.assessment(await request())
    expect(put).toEqual(['start staging..production'])
  })

  it('collects both sides, then only what is left, then weighs', async () => {
    const { row, candidate, baseline } = await collecting()
    await drive.assessment(row)
    expect(put).toEqual(['collect staging', 'collect production'])
    await publish(candidate.id)
    await drive.waitingFor(candidate.id)
    expect(put.slice(2)).toEqual(['collect production'])
    await publish(baseline.id)
    await drive.waitingFor(baseline.id)
    expect(put.slice(3)).toEqual(['weigh staging..production'])
  })

  it('weighs again what was being weighed', async () => {
    const { row } = await collecting()
    await memory.store.assessments.weighing(row.id)
    await drive.assessment(await rowOf(row.id))
    expect(put).toEqual(['weigh staging..production'])
  })

  it('begins anew where a collection was cancelled in the moment in which it was joined', async () => {
    const { row, baseline } = await collecting()
    await memory.store.collections.end(baseline.id, 'cancelled', now)
    await drive.assessment(row)
    expect(put).toEqual(['start staging..production'])
    expect((await rowOf(row.id)).state).toBe('collecting')
  })

  it('fails with the sentence of the collection that failed, and drops the other, which nobody waits for', async () => {
    const { row, candidate, baseline } = await collecting()
    await drive.failCollection(baseline.id, 'It cannot be read. (x)')
    expect(await rowOf(row.id)).toMatchObject({ state: 'failed', problem: 'It cannot be read. (x)' })
    expect(memory.collections.get(candidate.id)?.state).toBe('cancelled')
    expect(put).toContain('withdraw staging')
  })

  it('keeps a collection that another still waits for when one is cancelled', async () => {
    const one = await collecting()
    const other = await collecting(comparisons[1])
    expect(other.baseline.id).toBe(one.baseline.id)
    expect(await drive.end(one.row.id, 'cancelled')).toBe(true)
    expect(await drive.end(one.row.id, 'cancelled')).toBe(false)
    expect(memory.collections.get(one.candidate.id)?.state).toBe('cancelled')
    expect(memory.collections.get(one.baseline.id)?.state).toBe('running')
    await drive.end(other.row.id, 'cancelled')
    expect(memory.collections.get(one.baseline.id)?.state).toBe('cancelled')
  })

  it('aborts here what is ended anywhere', async () => {
    const { row, candidate } = await collecting()
    const gate = door()
    const ends = [
      runs.join('collect', { collection: candidate.id }, gate.wait),
      runs.join('weigh', { assessment: row.id }, gate.wait),
    ]
    await rounds.watch()
    expect(runs.subjects()).toHaveLength(2)
    await memory.store.assessments.end(row.id, 'cancelled', now)
    await memory.store.collections.end(candidate.id, 'failed', now, 'x')
    await rounds.watch()
    expect(await Promise.all(ends)).toEqual(['cancelled', 'cancelled'])
  })

  it('leaves alone here what came to a good end in the store', async () => {
    const { candidate } = await collecting()
    const gate = door()
    const end = runs.join('publish', { collection: candidate.id }, gate.wait)
    await publish(candidate.id)
    await rounds.watch()
    gate.open()
    expect(await end).toBe('done')
  })

  describe('again and again', () => {
    it('puts in line what is under way and ends what is no longer configured', async () => {
      await request()
      const old = await memory.store.assessments.request({
        comparison: 'old..production',
        candidate: 'old',
        baseline: 'production',
        by: 'ada',
        at: now,
      })
      await rounds.reconcile()
      expect(put).toContain('start staging..production')
      expect(await rowOf(old.assessment.id)).toMatchObject({ state: 'failed' })
    })

    it('drops a collection that nobody waits for, after a while', async () => {
      const collection = await begin('staging')
      await rounds.reconcile()
      expect(memory.collections.get(collection.id)?.state).toBe('running')
      now = new Date(now.getTime() + 61_000)
      await rounds.reconcile()
      expect(memory.collections.get(collection.id)?.state).toBe('cancelled')
    })

    it('delivers what waits, unless it is known to be due later', async () => {
      await rounds.reconcile()
      expect(put).toEqual([])
      memory.waiting = 1
      await rounds.reconcile()
      expect(put).toEqual(['deliver 0'])
      next = new Date(now.getTime() + 60_000)
      await rounds.reconcile()
      expect(put).toEqual(['deliver 0'])
      memory.waiting = 2
      await rounds.reconcile()
      expect(put).toEqual(['deliver 0', 'deliver 0'])
      now = next
      await rounds.reconcile()
      expect(put).toHaveLength(3)
    })
  })

  describe('at the start', () => {
    const at = (time: string): void => {
      now = new Date(time)
    }

    it('runs once what came true while nobody was there', async () => {
      const { id } = await request()
      await memory.store.assessments.end(id, 'cancelled', now)
      at('2026-01-06T09:30:00Z')
      await schedules.catchUp()
      expect(asked).toEqual(['staging..production by schedule'])
    })

    it('runs nothing where nothing came true since, or nothing ever ran', async () => {
      await schedules.catchUp()
      const { id } = await request()
      await memory.store.assessments.end(id, 'cancelled', now)
      at('2026-01-05T12:59:59Z')
      await schedules.catchUp()
      expect(asked).toEqual([])
    })

    it('makes the report that was missed, and none that was due before anybody had asked for one', async () => {
      await schedules.catchUp()
      expect(put).toEqual([])
      at('2026-01-14T09:00:00Z')
      await schedules.catchUp()
      expect(put).toEqual(['report 2026-01-12T08:00:00.000Z'])
    })
  })
})
