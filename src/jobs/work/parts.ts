import type { ComparisonName } from '../../model/comparison-name.ts'
import type { ExceptionRecord } from '../../model/exception.ts'
import type { Rule } from '../../model/rule.ts'
import type { Threshold } from '../../model/severity.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Log } from '../../platform/log.ts'
import type { RateLimiter } from '../../platform/rate-limiter.ts'
import type { Store } from '../../store/contract/store.ts'
import type { Routes } from '../announce.ts'
import type { Handlers } from '../handlers.ts'
import type { Threads } from './threads.ts'

/** How one comparison is weighed. */
export interface WorkComparison {
  /** With those that are off, as they are written. */
  readonly rules: readonly Rule[]
  readonly promotionWindowHours: number
}

/** Everything that the work is done with. */
export interface WorkParts {
  readonly store: Store
  readonly clock: Clock
  readonly log: Log
  readonly threads: Threads
  /** By comparison the last assessment of this process of which the next would take up the pairs that it took up itself. */
  readonly settled: Map<ComparisonName, string>
  /** Of the calls that all threads make. */
  readonly limiter: RateLimiter
  /** Of the key that this process makes fingerprints with. */
  readonly keyId: string
  readonly comparisons: ReadonlyMap<ComparisonName, WorkComparison>
  /** The environments that nobody reads from here: their snapshots are sent. */
  readonly sent: ReadonlySet<string>
  /** The exceptions of the configuration as they are now: what their windows plan is not suspect. */
  readonly exceptions: () => Promise<readonly ExceptionRecord[]>
  /** More than this share of a kind gone from a place at once is suspect. */
  readonly vanished: number
  readonly threshold: Threshold
  /** How long comparing and judging may take. */
  readonly judgeSeconds: number
  readonly routes: Routes
  readonly deliver: Handlers['deliver']
  readonly report: Handlers['report']
}
