import type { Clock } from '../../platform/clock.ts'
import type { Collection } from '../../store/contract/collections.ts'
import type { Store } from '../../store/contract/store.ts'
import type { Handlers, JobRun } from '../handlers.ts'
import type { Drive } from './drive.ts'
import type { Lines } from './lines.ts'
import type { JobData, JobName } from './names.ts'
import type { ScheduledComparison } from './options.ts'

/** What a job does, and what is to be done when it cannot be. */
export interface Step {
  readonly run: (data: JobData, run: JobRun & { readonly due?: Date }) => Promise<void>
  /** After the last attempt; `problem` is the sentence that is kept. */
  readonly giveUp?: (data: JobData, problem: string) => Promise<void>
  /** What it does, for the sentence of its failure: `Reading staging`. */
  readonly what: (data: JobData) => Promise<string>
}

export interface StepParts {
  readonly store: Store
  readonly clock: Clock
  readonly handlers: Handlers
  readonly lines: Lines
  readonly drive: Drive
  readonly comparisons: ReadonlyMap<string, ScheduledComparison>
  /** Seconds. */
  readonly fresh: number
  readonly assess: (comparison: string, by: string) => Promise<unknown>
  /** The outbox was looked through; the next message is due then. */
  readonly delivered: (next: Date | undefined) => void
}

/** Who asks when nobody does. */
const unasked: ReadonlySet<string> = new Set(['schedule', 'start'])

export function createSteps(parts: StepParts): Readonly<Record<JobName, Step>> {
  const { store, clock, handlers, lines, drive, comparisons, fresh, assess, delivered } = parts

  const start = async (id: string): Promise<void> => {
    const row = await store.assessments.get(id)
    if (row === undefined || row.endedAt !== undefined) return
    if (row.state === 'weighing' || !comparisons.has(row.comparison) || (await isCollected(row.collections)))
      return drive.assessment(row)
    const begin = async (environment: string): Promise<Collection> => {
      const scopes = await handlers.plan(environment)
      const at = clock.now()
      // Whoever asks has perhaps just changed something: what was read before is no answer. A schedule asks for nothing in particular.
      const freshFrom = unasked.has(row.requestedBy) ? new Date(at.getTime() - fresh * 1000) : new Date(row.requestedAt)
      return (await store.collections.begin({ environment, scopes, at, freshFrom })).collection
    }
    const [candidate, baseline] = await Promise.all([begin(row.candidate), begin(row.baseline)])
    await store.assessments.collecting(id, { candidate: candidate.id, baseline: baseline.id })
    const begun = await store.assessments.get(id)
    if (begun !== undefined && begun.endedAt === undefined) return drive.assessment(begun)
    // It was cancelled meanwhile. What was begun for it alone is dropped by the next look at what nobody waits for.
  }
  /** True: its collections have begun, and none of them was cancelled. */
  const isCollected = async (
    of: { readonly candidate: string; readonly baseline: string } | undefined,
  ): Promise<boolean> => {
    if (of === undefined) return false
    const both = await Promise.all([store.collections.get(of.candidate), store.collections.get(of.baseline)])
    return both.every((collection) => collection !== undefined && collection.state !== 'cancelled')
  }
  const comparisonOf = async (id: string): Promise<string> => (await store.assessments.get(id))?.comparison ?? id
  const environmentOf = async (id: string): Promise<string> => (await store.collections.get(id))?.environment ?? id
  const failAssessment = async (data: JobData, problem: string): Promise<void> => {
    await drive.end(given(data.assessment), 'failed', problem)
  }
  const failCollection = (data: JobData, problem: string): Promise<void> =>
    drive.failCollection(given(data.collection), problem)

  return {
    start: {
      run: ({ assessment }) => start(given(assessment)),
      giveUp: failAssessment,
      what: async ({ assessment }) => `The start of an assessment of ${await comparisonOf(given(assessment))}`,
    },
    collect: {
      run: async (data, run) => {
        const id = given(data.collection)
        const index = given(data.index)
        const collection = await store.collections.get(id)
        const scope = collection?.scopes.find((one) => one.index === index)
        if (collection?.state !== 'running' || scope === undefined || scope.state === 'done') return
        await handlers.collectScope(id, index, run)
      },
      giveUp: failCollection,
      what: async (data) => {
        const collection = await store.collections.get(given(data.collection))
        const scope = collection?.scopes.find(({ index }) => index === data.index)
        return `Reading ${collection?.environment ?? 'an environment'} (${scope?.collector} ${scope?.scope})`
      },
    },
    publish: {
      run: async (data, run) => {
        const id = given(data.collection)
        const collection = await store.collections.get(id)
        if (collection?.state === 'running') {
          // A place whose job was lost is put in line again; the snapshot waits for it.
          if (collection.scopes.some(({ state }) => state !== 'done')) return
          await handlers.publish(id, run)
        }
        await drive.waitingFor(id)
      },
      giveUp: failCollection,
      what: async ({ collection }) => `Publishing the snapshot of ${await environmentOf(given(collection))}`,
    },
    weigh: {
      run: async (data, run) => {
        const id = given(data.assessment)
        const row = await store.assessments.get(id)
        if (row === undefined || row.endedAt !== undefined) return
        if (row.state !== 'weighing') await store.assessments.weighing(id)
        await handlers.weigh(id, run)
        const after = await store.assessments.get(id)
        if (after !== undefined && after.endedAt === undefined && !run.signal.aborted)
          throw new Error('the assessment was weighed and is not done')
        await lines.deliver(0)
      },
      giveUp: failAssessment,
      what: async ({ assessment }) => `Comparing and judging ${await comparisonOf(given(assessment))}`,
    },
    scheduled: {
      run: async ({ comparison }, { due }) => {
        const name = given(comparison)
        // It is in the queue of an older configuration.
        if (comparisons.get(name)?.schedule === undefined) return
        const { items } = await store.assessments.list({ comparison: name }, { limit: 1 })
        const last = items[0]
        // It came late, and another has been asked for since.
        if (due !== undefined && last !== undefined && new Date(last.requestedAt) >= due) return
        await assess(name, 'schedule')
      },
      what: async ({ comparison }) => `The schedule of ${comparison}`,
    },
    report: {
      run: async (data, run) => {
        const due = data.due === undefined ? run.due : new Date(data.due)
        await handlers.report(due ?? clock.now(), run)
        await lines.deliver(0)
      },
      what: async () => 'The weekly report',
    },
    deliver: {
      run: async (_, run) => delivered(await handlers.deliver(run)),
      what: async () => 'The delivery of messages',
    },
  }
}

/** What a job of ours always carries. */
function given<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('a job lacks what it is about')
  return value
}
