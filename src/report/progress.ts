import type { Progress, ProgressOptions } from './progress/contract.ts'
import { liveProgress } from './progress/live.ts'
import { plainProgress } from './progress/plain.ts'

/** Starts showing progress. Call `stop` before anything else is written to the same terminal. */
export function startProgress(options: ProgressOptions): Progress {
  if (options.quiet === true) return { listener: () => {}, stage: () => {}, stop: () => {} }
  return options.tty ? liveProgress(options) : plainProgress(options)
}
