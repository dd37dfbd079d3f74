import { afterAll, beforeAll, expect, it } from 'vitest'
import { collectScope } from '../../src/jobs/work/collect.ts'
import type { WorkParts } from '../../src/jobs/work/parts.ts'
import { createThreads } from '../../src/jobs/work/threads.ts'
import { localLimiter, type RateLimiter } from '../../src/platform/rate-limiter.ts'
import { awsVariables, awsWorld, type AwsWorld } from '../support/aws-world.ts'

let world: AwsWorld

beforeAll(async () => {
  world = await awsWorld()
})

afterAll(() => world.close())

const configuration = (url: string): string => {
  const source = `{ aws: { endpoint: "${url}", services: [ec2], callsPerSecond: 1, maxAttempts: 1 } }`
  const environment = `{ accounts: "111111111111", regions: eu-west-1, sources: [${source}] }`
  return `environments: { production: ${environment}, staging: ${environment} }
comparisons: [{ candidate: staging, baseline: production }]
`
}

it('collections of two threads wait in one queue where they ask the same service of an account', async () => {
  const text = configuration(world.replay.url)
  const path = '/nowhere/evenkeel.yaml'
  const set = Object.entries(awsVariables()).filter(([, value]) => value !== undefined)
  const before = new Map(set.map(([name]) => [name, process.env[name]]))
  // Threads have the variables that this process has when they start.
  for (const [name, value] of set) process.env[name] = value
  const threads = createThreads({
    entry: new URL('../../dist/src/app/service/task-thread.js', import.meta.url),
    workerData: {
      config: path,
      cwd: '/nowhere',
      env: {},
      texts: new Map([[path, text]]),
      key: 'a key',
      rules: new Map(),
    },
    // One task a thread: the two places are read by two of them.
    most: 2,
    readingAtOnce: 1,
    idleSeconds: 60,
  })
  try {
    // A clock that stands still fills no bucket again, so who comes second waits a second, whenever that is.
    const waits: number[] = []
    const turns = new Map<string, number>()
    const local = localLimiter({
      clock: { now: () => new Date(0) },
      wait: async (milliseconds) => void waits.push(milliseconds),
    })
    const limiter: RateLimiter = {
      ...local,
      turn: (rate, until) => {
        turns.set(rate.key, (turns.get(rate.key) ?? 0) + 1)
        return local.turn(rate, until)
      },
    }
    const problems: unknown[] = []
    const place = (environment: string) => ({
      ...{ environment, state: 'running' },
      scopes: [{ index: 0, source: 0, collector: 'aws-ec2', scope: '111111111111/eu-west-1', state: 'waiting' }],
    })
    const parts = {
      ...{ threads, limiter, clock: { now: () => new Date(0) }, log: { debug: () => {}, warn: () => {} } },
      store: {
        collections: {
          get: async (id: string) => place(id),
          progress: async () => {},
          keepYield: async (_id: string, _index: number, { problem }: { problem?: unknown }) => problems.push(problem),
        },
      },
    } as unknown as WorkParts
    const { signal } = new AbortController()
    await Promise.all(['production', 'staging'].map((id) => collectScope(parts, id, 0, { signal } as never)))
    expect(problems).toEqual([undefined, undefined])
    // Each thread asks for the VPCs once: without one bucket for both, neither would have waited.
    expect(turns.get('aws/111111111111/eu-west-1/ec2/DescribeVpcs')).toBe(2)
    expect(waits).toHaveLength([...turns.values()].reduce((all, count) => all + count - 1, 0))
    expect(Math.min(...waits)).toBe(1000)
  } finally {
    await threads.close()
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
  }
})
