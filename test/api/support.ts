import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, onTestFinished } from 'vitest'
import { buildApi } from '../../src/api/server.ts'
import type { ApiParts } from '../../src/api/contract.ts'
import { newTokenRow } from '../../src/api/tokens/make.ts'
import type { Jobs } from '../../src/jobs/contract.ts'
import { decision } from '../../src/jobs/decide.ts'
import type { Assessment } from '../../src/model/assessment.ts'
import type { Finding } from '../../src/model/finding.ts'
import type { TokenScope } from '../../src/model/token.ts'
import { documentOf } from '../../src/report/json.ts'
import { assessmentsOf } from '../../src/store/assessments.ts'
import { collectionsOf } from '../../src/store/collections.ts'
import type { Store } from '../../src/store/contract/store.ts'
import type { Database } from '../../src/store/database.ts'
import { exceptionsOf } from '../../src/store/exceptions.ts'
import { findingsOf } from '../../src/store/findings.ts'
import { gatesOf } from '../../src/store/gates.ts'
import { metaOf } from '../../src/store/meta.ts'
import { outboxOf } from '../../src/store/outbox.ts'
import { snapshotsOf } from '../../src/store/snapshots.ts'
import { tokensOf } from '../../src/store/tokens.ts'
import { assessment as emptyAssessment, coverage, finding } from '../report/fixtures.ts'
import type { MemoryDatabase } from '../store/support/databases.ts'

export const comparison = 'staging..production'

/** All of a store over a database in memory. */
export function storeOn({ db, pool }: Pick<MemoryDatabase, 'pool'> & { readonly db: Database }): Store {
  return {
    engine: 'pglite',
    pool,
    collections: collectionsOf(db),
    snapshots: snapshotsOf(db),
    assessments: assessmentsOf(db),
    findings: findingsOf(db),
    exceptions: exceptionsOf(db),
    outbox: outboxOf(db),
    tokens: tokensOf(db),
    gates: gatesOf(db),
    meta: metaOf(db),
    ping: async () => {
      await pool.query('select 1')
    },
    close: async () => {},
  }
}

/** A clock that stands until it is set. */
export interface SetClock {
  readonly now: () => Date
  readonly set: (at: string) => void
  readonly forward: (seconds: number) => void
}

export function setClock(at = '2026-11-01T12:00:00.000Z'): SetClock {
  let now = new Date(at)
  return {
    now: () => now,
    set: (to) => {
      now = new Date(to)
    },
    forward: (seconds) => {
      now = new Date(now.getTime() + seconds * 1000)
    },
  }
}

export interface TestApi {
  readonly api: FastifyInstance
  readonly store: Store
  readonly clock: SetClock
  readonly jobs: Jobs & { readonly asked: readonly { readonly comparison: string; readonly by: string }[] }
  readonly overrides: readonly Parameters<ApiParts['overridden']>[0][]
  readonly logged: readonly string[]
}

/** One API for all tests of a file that change nothing of it. */
export function useApi(memory: () => MemoryDatabase): () => TestApi {
  let opened: TestApi | undefined
  beforeAll(async () => {
    opened = await madeApi(memory(), () => ({}))
  })
  afterAll(() => opened?.api.close())
  return () => {
    if (opened === undefined) throw new Error('the API is there only within a test')
    return opened
  }
}

/** The API over a store in memory, closed when the test ends. */
export async function openApi(
  memory: MemoryDatabase,
  changed: (parts: ApiParts) => Partial<ApiParts> = () => ({}),
): Promise<TestApi> {
  const made = await madeApi(memory, changed)
  onTestFinished(() => made.api.close())
  return made
}

async function madeApi(memory: MemoryDatabase, changed: (parts: ApiParts) => Partial<ApiParts>): Promise<TestApi> {
  const store = storeOn(memory)
  const clock = setClock()
  const asked: { readonly comparison: string; readonly by: string }[] = []
  const overrides: Parameters<ApiParts['overridden']>[0][] = []
  const logged: string[] = []
  const jobs: TestApi['jobs'] = {
    asked,
    assess: async (name, by) => {
      asked.push({ comparison: name, by })
      return store.assessments.request({
        comparison: name,
        candidate: 'staging',
        baseline: 'production',
        by,
        at: clock.now(),
      })
    },
    cancel: (id) => store.assessments.end(id, 'cancelled', clock.now()),
    nextRun: async () => '2026-11-01T12:15:00.000Z',
    weekly: async () => {
      throw new Error('not asked for in this test')
    },
    ping: async () => {},
    counts: async () => ({ waiting: 2, active: 1, failed: 0 }),
    close: async () => {},
  }
  const say = (message: string, facts?: object): void => void logged.push(`${message} ${JSON.stringify(facts ?? {})}`)
  const log = { debug: say, info: say, warn: say, error: say, with: () => log }
  const parts: ApiParts = {
    version: '0.0.0',
    clock,
    store,
    jobs,
    log,
    environments: [
      { name: 'staging', aliases: ['stg'], sources: ['aws'] },
      { name: 'production', aliases: [], sources: ['aws'] },
    ],
    comparisons: [{ name: comparison, candidate: 'staging', baseline: 'production', profile: 'standard' }],
    services: ['orders', 'web'],
    rules: [],
    exceptions: [],
    exceptionOf: () => {
      throw new Error('not asked for in this test')
    },
    reportAs: async (_, format) => (format === 'html' ? '<p>h</p>' : 't'),
    takeSnapshot: async () => {
      throw new Error('not asked for in this test')
    },
    giveSnapshot: async () => {
      throw new Error('not asked for in this test')
    },
    diff: async () => {
      throw new Error('not asked for in this test')
    },
    overridden: async (override) => void overrides.push(override),
    document: documentOf,
  }
  const api = await buildApi({ ...parts, ...changed(parts) })
  await api.ready()
  return { api, store, clock, jobs, overrides, logged }
}

/** A token in the store; its text. */
export async function tokenIn(
  store: Store,
  name: string,
  scopes: readonly TokenScope[],
  more: { readonly expiresInSeconds?: number } = {},
): Promise<string> {
  const { token, row } = newTokenRow({ id: `id-${name}`, name, scopes, ...more }, new Date('2026-11-01T12:00:00Z'))
  await store.tokens.add(row)
  return token
}

export const bearer = (token: string): { readonly authorization: string } => ({ authorization: `Bearer ${token}` })

/** An assessment that is done, with these findings; its id. */
export async function assessed(
  { store, clock }: Pick<TestApi, 'store' | 'clock'>,
  findings: readonly Finding[],
  more: Partial<Assessment> & { readonly readAt?: string } = {},
): Promise<string> {
  const at = clock.now()
  const { readAt = at.toISOString(), ...overrides } = more
  const weighed = emptyAssessment({ findings, takenAt: at.toISOString(), ...overrides })
  const { assessment } = await store.assessments.request({
    comparison,
    candidate: 'staging',
    baseline: 'production',
    by: 'schedule',
    at,
  })
  const decide = decision({
    assessmentId: assessment.id,
    assessment: weighed,
    at,
    rules: [...new Set(findings.map(({ rule }) => rule))].map((id) => ({ id })),
    threshold: 'high',
    routes: { byService: {}, minimum: 'low', channels: [] } as never,
  })
  await store.assessments.record(assessment.id, {
    at,
    seqs: { candidate: 1, baseline: 1 },
    readAt,
    assessment: weighed,
    decide,
  })
  return assessment.id
}

/** A finding of its own id. */
export function findingOf(id: string, overrides: Partial<Finding> = {}): Finding {
  return finding({ id, at: `/parameters/${id}`, ...overrides })
}

export { coverage }
