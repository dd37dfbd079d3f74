import type { Handlers, JobRun } from '../../../../src/jobs/handlers.ts'
import type { Jobs } from '../../../../src/jobs/contract.ts'
import { startJobs } from '../../../../src/jobs/start-jobs.ts'
import type { JobsOptions, JobTimes } from '../../../../src/jobs/queue/options.ts'
import type { Assessment } from '../../../../src/model/assessment.ts'
import { systemClock } from '../../../../src/platform/clock.ts'
import { silentLog } from '../../../../src/platform/log.ts'
import type { AssessmentRow } from '../../../../src/store/contract/assessments.ts'
import type { Store } from '../../../../src/store/contract/store.ts'
import { eventually } from '../../../support/server-process.ts'

/** Two comparisons on one production. */
export const comparisons = [
  { name: 'staging..production', candidate: 'staging', baseline: 'production' },
  { name: 'preview..production', candidate: 'preview', baseline: 'production' },
] as const

/** Quick where a test waits for it; locks and answers are given longer than a machine under load is late. */
export const quickTimes: Partial<JobTimes> = {
  lock: 10,
  stalled: 0.5,
  reconcile: 0.3,
  watch: 0.1,
  retry: 0.05,
  grace: 0.3,
  patience: 0.3,
  answer: 5,
}

/** What work did, and what a test makes of it. */
export interface Work {
  /** In order: `plan staging`, `collect staging 0`, `publish staging`, `weigh staging..production`, `deliver`, `report <due>`. */
  readonly did: string[]
  /** Called in the middle of each; may wait, or throw. */
  hook: (what: string, run: JobRun) => Promise<void>
  /** When the next message is due. */
  nextDelivery: Date | undefined
  readonly handlers: Handlers
}

const lexicon = { environment: 'shop', digest: '0', entries: [] }

const nothingFound: Assessment = {
  comparison: { candidate: 'staging', baseline: 'production' },
  takenAt: '2026-01-05T00:00:00.000Z',
  drift: 'none',
  coverage: { verdict: 'complete', scopes: [] },
  score: 100,
  findings: [],
  summary: {
    compared: 0,
    paired: 0,
    missing: 0,
    extra: 0,
    ambiguous: 0,
    bySeverity: { critical: 0, high: 0, medium: 0, low: 0, info: 0 },
  },
  lexicons: { candidate: lexicon, baseline: lexicon },
  twins: [],
  ambiguous: [],
  suggestions: [],
  notices: [],
  counts: { candidate: {}, baseline: {} },
}

/** Work that keeps the store as the real work does. */
export function startWork(store: Store, places = 2): Work {
  const environmentOf = async (collection: string): Promise<string> =>
    (await store.collections.get(collection))?.environment ?? 'nowhere'
  const note = async (what: string, run: JobRun): Promise<void> => {
    work.did.push(what)
    await work.hook(what, run)
  }
  const work: Work = {
    did: [],
    hook: async () => undefined,
    nextDelivery: undefined,
    handlers: {
      plan: async (environment) => {
        work.did.push(`plan ${environment}`)
        return Array.from({ length: places }, (_, index) => ({
          index,
          source: 0,
          collector: 'config-files',
          scope: `file-${index}`,
        }))
      },
      collectScope: async (collection, index, run) => {
        await store.collections.progress(collection, index, 'reading', 0)
        await note(`collect ${await environmentOf(collection)} ${index}`, run)
        await store.collections.keepYield(collection, index, { parts: ['{}'], resources: 1 })
      },
      publish: async (collection, run) => {
        const environment = await environmentOf(collection)
        await note(`publish ${environment}`, run)
        await store.snapshots.publish({
          environment,
          startedAt: new Date(),
          publishedAt: new Date(),
          coverage: [],
          keyId: 'key',
          resources: [],
          collection,
        })
      },
      weigh: async (id, run) => {
        const row = await store.assessments.get(id)
        await note(`weigh ${row?.comparison}`, run)
        await store.assessments.record(id, {
          at: new Date(),
          seqs: { candidate: 1, baseline: 1 },
          readAt: new Date().toISOString(),
          assessment: nothingFound,
          decide: () => ({ transitions: [], assessment: nothingFound, deliveries: [], carried: [] }),
        })
      },
      deliver: async (run) => {
        await note('deliver', run)
        return work.nextDelivery
      },
      report: async (due, run) => note(`report ${due.toISOString()}`, run),
    },
  }
  return work
}

/** Starts a queue as a process would, with quick times. */
export function startTestJobs(options: Pick<JobsOptions, 'store' | 'handlers'> & Partial<JobsOptions>): Promise<Jobs> {
  return startJobs({
    clock: systemClock,
    comparisons,
    role: 'all',
    weekly: async () => {
      throw new Error('no report is asked for here')
    },
    log: silentLog,
    ...options,
    times: { ...quickTimes, ...options.times },
  })
}

/** The row of an assessment when it has come to one of these states. */
export function whenAssessment(
  store: Store,
  id: string,
  ...states: readonly AssessmentRow['state'][]
): Promise<AssessmentRow> {
  let last: AssessmentRow | undefined
  return eventually(
    async () => {
      last = await store.assessments.get(id)
      return last !== undefined && states.includes(last.state) ? last : undefined
    },
    () => `the assessment is ${JSON.stringify(last)}`,
  )
}

/** A door that work waits before. */
export interface Door {
  readonly reached: Promise<void>
  /** Waits at the door: until it is opened, or the signal ends the wait. */
  readonly wait: (signal: AbortSignal) => Promise<void>
  readonly open: () => void
}

export function door(): Door {
  let open: () => void = () => undefined
  let reach: () => void = () => undefined
  const opened = new Promise<void>((resolve) => (open = resolve))
  const reached = new Promise<void>((resolve) => (reach = resolve))
  return {
    reached,
    open,
    wait: async (signal) => {
      reach()
      await new Promise<void>((resolve, reject) => {
        void opened.then(resolve)
        if (signal.aborted) reject(new Error('aborted'))
        signal.addEventListener('abort', () => reject(new Error('aborted')), { once: true })
      })
    },
  }
}
