import { randomUUID } from 'node:crypto'
import type { AssessmentRow, AssessmentState } from '../../../../src/store/contract/assessments.ts'
import type { Collection, ScopeProgress } from '../../../../src/store/contract/collections.ts'
import type { Store } from '../../../../src/store/contract/store.ts'

const underWay: ReadonlySet<AssessmentState> = new Set(['queued', 'collecting', 'weighing'])

/** What the queue asks of a store, in memory: for tests of its decisions. Whatever else is asked throws. */
export interface MemoryStore {
  readonly store: Store
  readonly assessments: Map<string, AssessmentRow>
  readonly collections: Map<string, Collection>
  /** How many messages wait in the outbox. */
  waiting: number
  /** Forgets everything. */
  readonly clear: () => void
}

export function memoryStore(): MemoryStore {
  const assessments = new Map<string, AssessmentRow>()
  const collections = new Map<string, Collection>()
  const meta = new Map<string, string>()
  let seq = 0
  const running = (): AssessmentRow[] => [...assessments.values()].filter(({ state }) => underWay.has(state))
  const change = (id: string, from: ReadonlySet<AssessmentState>, to: Partial<AssessmentRow>): boolean => {
    const row = assessments.get(id)
    if (row === undefined || !from.has(row.state)) return false
    assessments.set(id, { ...row, ...to })
    return true
  }
  const changeCollection = (id: string, to: Partial<Collection>): boolean => {
    const collection = collections.get(id)
    if (collection?.state !== 'running') return false
    collections.set(id, { ...collection, ...to })
    return true
  }
  const place = (id: string, index: number, to: Partial<ScopeProgress>): void => {
    const scopes = collections.get(id)?.scopes.map((scope) => (scope.index === index ? { ...scope, ...to } : scope))
    changeCollection(id, { scopes: scopes ?? [] })
  }
  const parts = {
    engine: 'pglite',
    assessments: {
      request: async ({ comparison, candidate, baseline, by, at }) => {
        const there = running().find((row) => row.comparison === comparison)
        if (there !== undefined) return { assessment: there, joined: true }
        const row: AssessmentRow = {
          id: randomUUID(),
          comparison,
          candidate,
          baseline,
          state: 'queued',
          requestedBy: by,
          requestedAt: at.toISOString(),
        }
        assessments.set(row.id, row)
        return { assessment: row, joined: false }
      },
      get: async (id) => assessments.get(id),
      list: async ({ comparison }, { limit }) => ({
        items: [...assessments.values()]
          .filter((row) => comparison === undefined || row.comparison === comparison)
          .reverse()
          .slice(0, limit),
      }),
      running: async () => running(),
      collecting: async (id, of) => void change(id, underWay, { state: 'collecting', collections: of }),
      weighing: async (id) => change(id, new Set(['queued', 'collecting']), { state: 'weighing' }),
      record: async (id, { at }) => change(id, underWay, { state: 'done', endedAt: at.toISOString() }),
      end: async (id, state, at, problem) =>
        change(id, underWay, { state, endedAt: at.toISOString(), ...(problem === undefined ? {} : { problem }) }),
    } satisfies Partial<Store['assessments']>,
    collections: {
      begin: async ({ environment, scopes, at, freshFrom }) => {
        const there = [...collections.values()].find(
          (one) =>
            one.environment === environment &&
            (one.state === 'running' || (one.state === 'published' && new Date(one.startedAt) >= freshFrom)),
        )
        if (there !== undefined) return { collection: there, joined: true }
        const collection: Collection = {
          id: randomUUID(),
          environment,
          state: 'running',
          startedAt: at.toISOString(),
          scopes: scopes.map((scope) => ({ ...scope, state: 'waiting', resources: 0 })),
        }
        collections.set(collection.id, collection)
        return { collection, joined: false }
      },
      get: async (id) => collections.get(id),
      progress: async (id, index, state, resources) => place(id, index, { state, resources }),
      keepYield: async (id, index, { resources }) => place(id, index, { state: 'done', resources }),
      end: async (id, state, at, problem) =>
        changeCollection(id, { state, endedAt: at.toISOString(), ...(problem === undefined ? {} : { problem }) }),
      stand: async (id, standing, at) =>
        changeCollection(id, { state: 'published', seq: standing, endedAt: at.toISOString() }),
      running: async () => [...collections.values()].filter(({ state }) => state === 'running'),
    } satisfies Partial<Store['collections']>,
    snapshots: {
      publish: async ({ collection, publishedAt }) => {
        seq += 1
        if (collection !== undefined)
          changeCollection(collection, { state: 'published', seq, endedAt: publishedAt.toISOString() })
        return { seq, changed: true, opened: 0, closed: 0 }
      },
    } satisfies Partial<Store['snapshots']>,
    outbox: {
      counts: async () => ({ waiting: memory.waiting, failed: 0, sent: 0 }),
    } satisfies Partial<Store['outbox']>,
    meta: {
      get: async (key) => meta.get(key),
      settle: async (key, value) => {
        if (!meta.has(key)) meta.set(key, value)
        return meta.get(key) ?? value
      },
    } satisfies Store['meta'],
    ping: async () => undefined,
    close: async () => undefined,
  } as const
  const memory: MemoryStore = {
    store: parts as unknown as Store,
    assessments,
    collections,
    waiting: 0,
    clear: () => {
      for (const kept of [assessments, collections, meta]) kept.clear()
    },
  }
  return memory
}
