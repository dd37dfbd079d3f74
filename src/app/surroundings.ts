import type { Clock } from '../platform/clock.ts'

export { systemClock } from '../platform/clock.ts'

/** Somewhere to write. */
export interface Output {
  readonly write: (text: string) => void
  readonly isTty: boolean
  readonly colour: boolean
  /** Of the terminal; a usual width where there is none. */
  readonly columns: number
  readonly rows?: number | undefined
}

/** Everything of the process that a command may touch. Handed in, so that tests need no process. */
export interface Surroundings {
  /** Absolute. */
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Standard input, which nothing touches before it is called. Left out: there is none. */
  readonly stdin?: () => AsyncIterable<Uint8Array>
  /** Only what the command is asked for. */
  readonly stdout: Output
  /** Everything else: progress, notices, errors. */
  readonly stderr: Output
  readonly clock: Clock
  /** Aborted by SIGINT and SIGTERM; its reason is the signal's name. */
  readonly signal: AbortSignal
  /** Asks for so much time, in milliseconds, to end well after a signal. Left out: as every command has. */
  readonly endsByItself?: (milliseconds: number) => void
}

/** The exit codes that commands give themselves; signals have 130 and 143. */
export const exits = { parity: 0, drift: 1, usage: 2, incomplete: 3 } as const
