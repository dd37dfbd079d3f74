import type { ComparisonName } from '../model/comparison-name.ts'
import type { WeeklyReport } from '../report/contract.ts'
import type { AssessmentRow } from '../store/contract/assessments.ts'

/** What the service does in its own time, for those who ask for it. */
export interface Jobs {
  /** Asks for an assessment; joins the one of the comparison that is under way. `by`: the name of a token, `start`, `schedule`. */
  readonly assess: (
    comparison: ComparisonName,
    by: string,
  ) => Promise<{ readonly assessment: AssessmentRow; readonly joined: boolean }>
  /** False: it had ended already. */
  readonly cancel: (assessment: string) => Promise<boolean>
  /** When the schedule runs a comparison next; undefined: it has none. */
  readonly nextRun: (comparison: ComparisonName) => Promise<string | undefined>
  /** The report of the seven days before `to`. */
  readonly weekly: (comparison: ComparisonName, to: Date) => Promise<WeeklyReport>
  /** Resolves when the queue answers. */
  readonly ping: () => Promise<void>
  readonly counts: () => Promise<JobCounts>
  /** Takes no more work, gives what is under way a moment to end and hands the rest back. */
  readonly close: () => Promise<void>
}

export interface JobCounts {
  readonly waiting: number
  readonly active: number
  readonly failed: number
}
