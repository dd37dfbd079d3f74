import type { Assessment, CoverageVerdict, DriftVerdict, Summary } from '../../model/assessment.ts'
import type { CarriedPair } from '../../model/carried-pair.ts'
import type { ComparisonName } from '../../model/comparison-name.ts'
import type { LiveFinding, Transition } from '../../model/live-finding.ts'
import type { KeyedDelivery } from './outbox.ts'
import type { Listing, Page } from './page.ts'

export type AssessmentState = 'queued' | 'collecting' | 'weighing' | 'done' | 'failed' | 'cancelled'

export interface AssessmentRow {
  readonly id: string
  readonly comparison: ComparisonName
  readonly candidate: string
  readonly baseline: string
  readonly state: AssessmentState
  /** `schedule`, `start`, or who asked: the name of a token. */
  readonly requestedBy: string
  readonly requestedAt: string
  readonly endedAt?: string
  readonly collections?: { readonly candidate: string; readonly baseline: string }
  readonly seqs?: { readonly candidate: number; readonly baseline: number }
  /** Undefined until it is done. */
  readonly outcome?: AssessmentOutcome
  /** Of one that failed: one sentence; and its code. */
  readonly problem?: string
}

export interface AssessmentOutcome {
  readonly drift: DriftVerdict
  readonly coverage: CoverageVerdict
  readonly score: number | null
  readonly summary: Summary
  /** When the older of both sides was last read: what the age of a verdict is counted from. */
  readonly readAt: string
}

/** What ends an assessment. `decide` is pure, and called in the transaction with the findings as they stand. */
export interface AssessmentRecord {
  readonly at: Date
  readonly seqs: { readonly candidate: number; readonly baseline: number }
  readonly readAt: string
  readonly assessment: Assessment
  /**
   * The pairing is that of the last one that was done. Then `assessment.twins` need not be all of them, what is kept of twins and carried
   * pairs stays as it is, and `decide` is handed no carried pairs.
   */
  readonly pairingStands?: boolean
  readonly decide: (previous: {
    readonly findings: readonly LiveFinding[]
    /** The last one that was done; undefined: this is the comparison's first. */
    readonly assessment: Omit<Assessment, 'twins'> | undefined
    /** See {@link Assessments.carried}. */
    readonly carried: readonly CarriedPair[]
  }) => {
    readonly transitions: readonly Transition[]
    /** What the next assessment is to take up. */
    readonly carried: readonly CarriedPair[]
    readonly assessment: Assessment
    readonly deliveries: readonly KeyedDelivery[]
  }
}

export interface Assessments {
  /** Asks for an assessment, or joins the one of the comparison that is under way. */
  readonly request: (request: {
    readonly comparison: ComparisonName
    readonly candidate: string
    readonly baseline: string
    readonly by: string
    readonly at: Date
  }) => Promise<{ readonly assessment: AssessmentRow; readonly joined: boolean }>
  readonly get: (id: string) => Promise<AssessmentRow | undefined>
  /** Newest first. */
  readonly list: (filter: { readonly comparison?: ComparisonName }, page: Page) => Promise<Listing<AssessmentRow>>
  /** The last that is done. */
  readonly latest: (comparison: ComparisonName) => Promise<AssessmentRow | undefined>
  /** All of the last that is done: findings with their statuses, twins, coverage. `takenAt` is when it was recorded. */
  readonly document: (comparison: ComparisonName) => Promise<Assessment | undefined>
  /** The pairs that the next assessment of a comparison takes up, by kind and twin. None: nothing was ever paired. */
  readonly carried: (comparison: ComparisonName) => Promise<readonly CarriedPair[]>
  /** Under way, oldest first. */
  readonly running: () => Promise<readonly AssessmentRow[]>
  readonly collecting: (id: string, collections: NonNullable<AssessmentRow['collections']>) => Promise<void>
  /** False: another has begun it, or it has ended. */
  readonly weighing: (id: string) => Promise<boolean>
  /**
   * Ends an assessment well: its outcome, the findings, their events and the messages, all or nothing. False: it had ended
   * already (it was cancelled, or a job ran twice), and nothing was written.
   */
  readonly record: (id: string, record: AssessmentRecord) => Promise<boolean>
  /** Ends it otherwise. False: it had ended already. */
  readonly end: (id: string, state: 'failed' | 'cancelled', at: Date, problem?: string) => Promise<boolean>
  /** Those that were done at `from` or later and before `to`, oldest first: the trend. */
  readonly between: (comparison: ComparisonName, from: Date, to: Date) => Promise<readonly AssessmentRow[]>
}
