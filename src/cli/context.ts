import type { Surroundings } from '../app/surroundings.ts'

/** What a command's file is handed. */
export interface CommandContext {
  readonly surroundings: Surroundings
  /** Called once by the action with its exit code. */
  readonly finish: (code: number) => void
}
