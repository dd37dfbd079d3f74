import type { Assessment, Notice } from '../../model/assessment.ts'
import type { ComparisonName } from '../../model/comparison-name.ts'
import type { Coverage } from '../../model/coverage.ts'
import type { ExceptionRecord } from '../../model/exception.ts'
import type { Finding } from '../../model/finding.ts'
import type { Origin, Key, Side } from '../../model/resource.ts'
import type { Threshold } from '../../model/severity.ts'
import type { Twin } from '../../model/twin.ts'
import type { PlannedPlace } from '../../collect/planned.ts'
import type { Rate } from '../../platform/token-bucket.ts'
import type { StoredResource, VersionName } from '../../store/contract/snapshots.ts'

/** What threads are asked to do. All of it can be posted. */
export type Task =
  | { readonly type: 'plan'; readonly environment: string }
  | { readonly type: 'collect'; readonly environment: string; readonly place: PlannedPlace }
  | { readonly type: 'assemble'; readonly environment: string }
  | WeighTask

/** Compare and judge. The resources of both sides follow as `WeighItem`. */
export interface WeighTask {
  readonly type: 'weigh'
  readonly comparison: ComparisonName
  readonly sides: Readonly<Record<Side, WeighSide>>
  /** Those that the store keeps; the configuration's are read by the thread. */
  readonly exceptions: readonly ExceptionRecord[]
  readonly threshold: Threshold
  /** ISO 8601. */
  readonly now: string
  readonly keyId: string
  readonly promotionWindowHours: number
  readonly assessment: string
  /** The assessment before, where its pairing is what this one would take up; see `WeighAssessment`. */
  readonly goOnFrom?: string
  /** Where the thread writes down what it judges; see Board. */
  readonly board: SharedArrayBuffer
}

export interface WeighSide {
  readonly environment: string
  /** The number of the snapshot. */
  readonly seq: number
  /** ISO 8601: when it was published. */
  readonly publishedAt: string
  /** ISO 8601: when it was last read. */
  readonly readAt: string
  /** Of the key of its fingerprints. */
  readonly keyId: string
  readonly coverage: readonly Coverage[]
}

export interface WeighItem {
  readonly side: Side
  readonly batch: readonly StoredResource[]
}

/** `collect` says on the way how much there is, how its calls ended, and hands over what it has, in order. */
export type CollectNote =
  | { readonly resources: number }
  | { readonly text: string }
  | { readonly call: 'served' | 'refused'; readonly rate: Rate }

/** `collect` asks for its turn before each call: one limiter is for all threads, and it is not in any of them. */
export interface TurnQuestion {
  readonly turn: Rate
}

/** What `collect` ends with. */
export interface CollectResult {
  readonly resources: number
  readonly problem?: string
}

/** `assemble` hands over what it made, and goes on when that was taken: first the coverage, then the resources. */
export type AssembleQuestion =
  | { readonly type: 'coverage'; readonly coverage: readonly Coverage[]; readonly notices: readonly Notice[] }
  | { readonly type: 'batch'; readonly resources: readonly StoredResource[] }

/** `weigh` says when it begins to judge, and hands over the long lists of its assessment. */
export type WeighNote =
  | { readonly type: 'judging' }
  | { readonly type: 'twins'; readonly twins: readonly Twin[] }
  | { readonly type: 'findings'; readonly findings: readonly Finding[] }

/**
 * What `weigh` ends with: an assessment without the lists that it has handed over. `goesOn`: its pairing is that of the one before, and
 * it handed over only those twins whose findings live.
 */
export type WeighResult = Omit<Assessment, 'twins' | 'findings'> & { readonly goesOn?: true }

/** What `weigh` asks of the store. */
export type WeighQuestion =
  | HistoryQuestion
  /** All resources of both sides, which then follow as its input; answered by what earlier assessments paired. */
  | { readonly type: 'everything' }
  /** What is not as it was; answered by undefined where that is more than `most`. */
  | { readonly type: 'changes'; readonly side: Side; readonly since: number; readonly most: number }
  | { readonly type: 'bodies'; readonly side: Side; readonly keys: readonly Key[] }
  /** The findings that live; answered by a LivingAnswer. */
  | { readonly type: 'living' }

/** The findings that live, one for each twin. */
export type LivingAnswer = readonly (PreviousAnswer['findings'][number] & {
  readonly kind: string
  readonly name: string
})[]

/** What `weigh` asks of the past. */
export type HistoryQuestion =
  | { readonly type: 'previous'; readonly twins: readonly string[]; readonly findings: readonly string[] }
  /** See Snapshots.history and Snapshots.bodiesThen. */
  | { readonly type: 'versions'; readonly side: Side; readonly keys: readonly Key[] }
  | { readonly type: 'bodies-then'; readonly side: Side; readonly versions: readonly VersionName[] }
  | { readonly type: 'firsts'; readonly side: Side; readonly places: readonly HistoryPlace[] }

export interface HistoryPlace {
  readonly origin: Origin
  readonly kind: string
}

/** What the assessment before said of twins and findings. */
export interface PreviousAnswer {
  readonly twins: readonly Pick<Twin, 'id' | 'candidate' | 'baseline'>[]
  readonly findings: readonly Pick<Finding, 'id' | 'at' | 'values' | 'status' | 'direction' | 'since'>[]
}
