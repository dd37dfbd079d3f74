import { afterEach, describe, expect, it } from 'vitest'
import { rateOf } from '../../../collectors/_aws/rates.ts'
import { awsRds } from '../../../collectors/aws-rds/collector.ts'
import { collectEnvironment } from '../../../src/collect/run.ts'
import type { Collector } from '../../../src/collect/contract.ts'
import { createFingerprinter } from '../../../src/platform/fingerprint.ts'
import { localLimiter, type RateLimiter } from '../../../src/platform/rate-limiter.ts'
import { within } from '../../contracts/subject.ts'
import { awsWorld, type AwsWorld } from '../../support/aws-world.ts'
import type { Fault } from '../../support/replay-server.ts'

let world: AwsWorld

const place = '111111111111/eu-west-1'

/** Notes what it is told. */
function noting(turn: RateLimiter['turn'] = async () => undefined) {
  const told: string[] = []
  const limiter: RateLimiter = {
    turn: async (rate, signal) => {
      told.push(`turn ${rate.key}`)
      await turn(rate, signal)
    },
    refused: ({ key }) => void told.push(`refused ${key}`),
    served: ({ key }) => void told.push(`served ${key}`),
  }
  return { told, limiter, said: (word: string) => told.filter((line) => line.startsWith(word)).length }
}

async function collect(limiter: RateLimiter, options: Parameters<typeof awsWorld>[0] = {}, signal?: AbortSignal) {
  world = await awsWorld(options)
  const { settings, environment } = world
  let found: Awaited<ReturnType<typeof collectEnvironment>> | undefined
  await within(world, async () => {
    found = await collectEnvironment({
      facts: environment,
      sources: [{ family: 'aws', settings, where: 'evenkeel.yaml:7:9' }],
      collectors: [awsRds] as readonly unknown[] as readonly Collector[],
      services: [],
      signal: signal ?? new AbortController().signal,
      fingerprint: createFingerprinter('a key'),
      limiter,
      now: new Date('2026-11-02T10:00:00Z'),
      onCollect: () => undefined,
    })
  })
  if (found === undefined) throw new Error('nothing was collected')
  return found
}

const throttledTwice: readonly Fault[] = [{ action: 'rds:DescribeDBInstances', does: 'throttled', times: 2 }]

/** The service that tells identities is asked once for a scope, and is not held back. */
const calls = (): number => world.replay.requests.filter(({ action }) => action.startsWith('rds:')).length

describe('calls to AWS', () => {
  afterEach(() => world.close())

  it('each wait for their turn, without a word of the collector, under the key of account, region and service', async () => {
    const { told, limiter, said } = noting()
    const { snapshot } = await collect(limiter)
    expect(new Set(snapshot.coverage.map((row) => row.status))).toEqual(new Set(['complete']))
    expect(said('turn')).toBe(calls())
    expect(said('served')).toBe(calls())
    expect([...new Set(told)].sort()).toEqual([`served aws/${place}/rds`, `turn aws/${place}/rds`])
  })

  it('wait again before each further attempt, and tell who refused them', async () => {
    const { limiter, said } = noting()
    const { snapshot } = await collect(limiter, { faults: throttledTwice, settings: { maxAttempts: 5 } })
    expect(new Set(snapshot.coverage.map((row) => row.status))).toEqual(new Set(['complete']))
    expect(said('refused')).toBe(2)
    expect(said('turn')).toBe(calls())
  })

  it('tell of nothing else as a refusal', async () => {
    const { limiter, said } = noting()
    await collect(limiter, { faults: [{ action: 'rds:DescribeDBParameters', does: 'denied' }] })
    expect(said('refused')).toBe(0)
  })

  it('do not wait longer than their scope may take', async () => {
    const { limiter } = noting(
      (_, signal) =>
        new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('late')))),
    )
    const { snapshot } = await collect(limiter, { settings: { deadlineSeconds: 0.2 } })
    for (const row of snapshot.coverage) {
      expect(row).toMatchObject({
        status: 'partial',
        reason: expect.stringContaining('did not answer within 0.2 s') as string,
      })
    }
    expect(calls()).toBe(0)
  })

  it('go at the pace that the source allows', async () => {
    let now = 0
    let waited = 0
    const clock = { now: () => new Date(now) }
    const limiter = localLimiter({
      clock,
      wait: async (milliseconds) => {
        waited++
        now += milliseconds
      },
    })
    await collect(limiter, { settings: { callsPerSecond: 1 } })
    expect(waited).toBe(calls() - 1)
  })
})

describe('rates', () => {
  const rate = (service: string, api: string) => rateOf({ scope: place, service, api })

  it('are those that AWS documents', () => {
    expect(rate('ec2', 'DescribeInstances')).toEqual({
      key: `aws/${place}/ec2/DescribeInstances`,
      burst: 100,
      perSecond: 20,
    })
    expect(rate('acm', 'ListCertificates')).toMatchObject({ perSecond: 8, key: `aws/${place}/acm/ListCertificates` })
    expect(rate('acm', 'GetCertificate')).toMatchObject({ perSecond: 10, key: `aws/${place}/acm/GetCertificate` })
    expect(rate('elasticloadbalancing', 'DescribeRules')).toEqual({
      key: `aws/${place}/elasticloadbalancing`,
      burst: 40,
      perSecond: 10,
    })
    expect(rate('lambda', 'ListFunctions')).toMatchObject({ perSecond: 15 })
  })

  it('are a careful guess for a service that publishes none, and for one that nobody has thought of', () => {
    expect(rate('rds', 'DescribeDBInstances').perSecond).toBeLessThanOrEqual(20)
    expect(rate('newservice', 'ListThings')).toMatchObject({ key: `aws/${place}/newservice`, perSecond: 10 })
  })

  it('are never higher than a source allows', () => {
    expect(rateOf({ scope: place, service: 'ec2', api: 'DescribeVpcs', callsPerSecond: 2 })).toMatchObject({
      burst: 2,
      perSecond: 2,
    })
    expect(rateOf({ scope: place, service: 'ec2', api: 'DescribeVpcs', callsPerSecond: 500 })).toMatchObject({
      burst: 100,
      perSecond: 20,
    })
  })
})
