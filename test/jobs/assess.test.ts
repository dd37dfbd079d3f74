import { describe, expect, it } from 'vitest'
import { inspect, type AssessRequest } from '../../src/jobs/assess.ts'
import { compileRules } from '../../src/judge/compile-rules.ts'
import { usualWindowHours } from '../../src/judge/direction.ts'
import { databaseInstance } from '../../src/model/kinds/database-instance.ts'
import { createFingerprinter } from '../../src/platform/fingerprint.ts'
import { rule } from '../judge/rule.ts'
import { fakeCollector, yields } from '../support/fake-collector.ts'

const environment = (name: string): AssessRequest['candidate'] => ({
  facts: { name, aliases: [], domains: [], accounts: {}, regions: {}, baseDirectory: '/' },
  sources: [],
  symbols: {},
})

const request = (overrides: Partial<AssessRequest> = {}): AssessRequest => ({
  candidate: environment('staging'),
  baseline: environment('production'),
  collectors: [],
  rules: compileRules([rule()]),
  exceptions: [],
  known: [],
  pairs: [],
  shared: [],
  services: [],
  threshold: 'high',
  now: new Date('2026-03-01T12:00:00Z'),
  signal: new AbortController().signal,
  fingerprint: createFingerprinter('key'),
  onCollect: () => {},
  ...overrides,
})

const clock = { now: () => new Date('2026-03-01T12:00:00Z') }
const answering = (text: string): URL =>
  new URL(
    `data:text/javascript,${encodeURIComponent(`import { parentPort } from 'node:worker_threads'
      parentPort.on('message', (order) => order.type === 'weigh' && ${text})`)}`,
  )

describe('an assessment', () => {
  it('is made here, or in a thread where there is one for it, with the comparison at hand in both cases', async () => {
    const here = await inspect(request())
    expect(here.assessment.comparison).toEqual({ candidate: 'staging', baseline: 'production' })
    expect(here.comparison.pairing.twins).toEqual([])
    const entry = answering(`parentPort.postMessage({ type: 'weighed', assessment: { by: 'thread' } })`)
    const there = await inspect(request({ judging: { seconds: 30, clock, thread: { entry, rules: [rule()] } } }))
    expect(there.assessment).toEqual({ by: 'thread' })
    expect(there.comparison.pairing.twins).toEqual([])
    expect(there.comparison).toBe(there.comparison)
  })

  it('is ended between two twins when judging takes too long here', async () => {
    const database = (name: string): unknown => ({
      kind: 'database-instance',
      id: name,
      name,
      attributes: { class: 'c' },
    })
    const reads = [{ produces: [databaseInstance], read: yields(database('orders'), database('users')) }]
    const sources = [{ family: 'fake', settings: {}, where: 'evenkeel.yaml:1' }]
    const sides = {
      candidate: { ...environment('staging'), sources },
      baseline: { ...environment('production'), sources },
    }
    const running = (seconds: number): Promise<unknown> => {
      let second = 0
      const ticking = { now: () => new Date(Date.UTC(2026, 2, 1, 12, 0, second++)) }
      const judging = { seconds, clock: ticking }
      return inspect(request({ ...sides, collectors: [fakeCollector({ reads })], judging }))
    }
    await expect(running(1)).rejects.toMatchObject({
      code: 'rules-too-slow',
      message: 'Judging took longer than 1 s and was stopped before database-instance "users".',
    })
    await expect(running(2)).resolves.toMatchObject({ assessment: { summary: { compared: 2 } } })
  })

  it('is made here where it needs history, which is looked up while judging', async () => {
    const entry = answering(`parentPort.postMessage({ type: 'weighed', assessment: { by: 'thread' } })`)
    const promotion = { provenanceOf: () => undefined, windowHours: usualWindowHours }
    const judging = { seconds: 30, clock, thread: { entry, rules: [rule()] } }
    expect((await inspect(request({ promotion, judging }))).assessment.takenAt).toBe('2026-03-01T12:00:00.000Z')
  })
})
