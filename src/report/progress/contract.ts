import type { ScopeEvent } from './tally.ts'

/** Where progress goes and how: always beside the report (stderr), never into it. */
export interface ProgressOptions {
  readonly stream: { readonly write: (text: string) => unknown }
  /** Whether the stream is a terminal: lines are then drawn over; else they are written once. */
  readonly tty: boolean
  readonly colour: boolean
  readonly now: () => Date
  /** Size of the terminal. */
  readonly columns?: number | undefined
  readonly rows?: number | undefined
  /** Nothing is shown. */
  readonly quiet?: boolean
}

export interface Progress {
  /** Takes the runner's events as they come. */
  readonly listener: (event: ScopeEvent) => void
  /** Says what is being done after collection: `pairing`, `judging`. */
  readonly stage: (text: string) => void
  /** Draws the last state and stops; safe to call twice. */
  readonly stop: () => void
}
