import type { Surroundings } from '../app/surroundings.ts'

/** What a command's file is handed. */
export interface CommandContext {
  readonly surroundings: Surroundings
  /** Called once by the action with its exit code. `stopped`: a signal is how the command ends well, and the code stands. */
  readonly finish: (code: number, how?: { readonly stopped: boolean }) => void
}
