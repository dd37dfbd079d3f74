import type { PlannedScope } from '../store/contract/collections.ts'

/** What a job is handed beside its data. */
export interface JobRun {
  /** Aborted when the work is cancelled and when the process is told to stop. */
  readonly signal: AbortSignal
  /** 1: the first time. */
  readonly attempt: number
}

/**
 * The work itself, which the queue calls. Every one may run twice (a process died in the middle of it) and comes to the same end.
 * What could not be read is no error: it is coverage. An error of the catalogue ends the assessment with its sentence; any other
 * is tried again.
 */
export interface Handlers {
  /** The places that a collection of an environment reads. */
  readonly plan: (environment: string) => Promise<readonly PlannedScope[]>
  /** Reads one place off the main thread and keeps what it gave in the store. */
  readonly collectScope: (collection: string, index: number, run: JobRun) => Promise<void>
  /** Puts the places of a collection together and publishes its snapshot. */
  readonly publish: (collection: string, run: JobRun) => Promise<void>
  /** Compares and judges off the main thread, and records what came of it. */
  readonly weigh: (assessment: string, run: JobRun) => Promise<void>
  /** Sends what is due from the outbox; resolves to when the next message is due, where one waits. */
  readonly deliver: (run: JobRun) => Promise<Date | undefined>
  /** Puts the weekly report that was due at `due` into the outbox, once. */
  readonly report: (due: Date, run: JobRun) => Promise<void>
}
