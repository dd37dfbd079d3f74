import type { ComparisonName } from '../../model/comparison-name.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Log } from '../../platform/log.ts'
import type { Store } from '../../store/contract/store.ts'
import type { Jobs } from '../contract.ts'
import type { Handlers } from '../handlers.ts'

/** When something happens again and again. Both have been checked before. */
export interface Schedule {
  /** Five fields of cron; a sixth before them is seconds. */
  readonly cron: string
  /** IANA. */
  readonly timeZone: string
}

export interface ScheduledComparison {
  readonly name: ComparisonName
  readonly candidate: string
  readonly baseline: string
  readonly schedule?: Schedule
}

/** In seconds. Tests make them shorter. */
export interface JobTimes {
  /** A published collection that began so recently is shared by a new assessment that nobody in particular asked for. */
  readonly fresh: number
  /** So long after its process has died, a job may be taken over: when `stalled` comes round again. */
  readonly lock: number
  readonly stalled: number
  /** How often what is under way is compared with the jobs that there are. */
  readonly reconcile: number
  /** How often work under way looks whether it was cancelled, by whatever process. */
  readonly watch: number
  /** Before the second attempt; doubled before the third. */
  readonly retry: number
  /** What is under way may end by itself when the process is told to stop. */
  readonly grace: number
  /** And then so long in order to heed its signal; also when it is cancelled. */
  readonly patience: number
  /** For an answer of Redis when somebody waits for it. */
  readonly answer: number
}

export interface JobsOptions {
  readonly store: Store
  readonly clock: Clock
  readonly handlers: Handlers
  readonly comparisons: readonly ScheduledComparison[]
  /** When the weekly reports are made. */
  readonly reportSchedule?: Schedule
  readonly weekly: Jobs['weekly']
  /** Left out: the queue is on the store. */
  readonly redisUrl?: string
  /** Begins every key in Redis: several installations can share one. */
  readonly prefix?: string
  /** `api`: asks for work and does none. */
  readonly role: 'all' | 'worker' | 'api'
  /**
   * No other process works on this queue: what one that died had under way is taken up at the start, without waiting for its locks to run
   * out. Left out: so it is where the store has one holder.
   */
  readonly alone?: boolean
  /** Places read, and assessments weighed, at the same time in this process. */
  readonly concurrency?: number
  readonly times?: Partial<JobTimes>
  readonly log: Log
}

/** How often a job is tried, the first time included. */
export const attempts = 3

export const usualTimes: JobTimes = {
  fresh: 60,
  lock: 6,
  stalled: 3,
  reconcile: 5,
  watch: 1,
  retry: 1,
  grace: 3,
  patience: 2,
  answer: 2,
}
