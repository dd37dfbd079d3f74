/**
 * A signal that is aborted when the outer one is, or after `seconds`. `expired()` tells the two apart. Call `clear()` when
 * the work is done, or the timer keeps the process alive.
 */
export interface Deadline {
  readonly signal: AbortSignal
  readonly expired: () => boolean
  readonly clear: () => void
}

/** Starts a deadline of `seconds` within `signal`. Any number may share one outer signal: none of them listens to it. */
export function startDeadline(signal: AbortSignal, seconds: number): Deadline {
  const controller = new AbortController()
  const timer = setTimeout(() => controller.abort(new Error('deadline')), seconds * 1000)
  return {
    signal: AbortSignal.any([signal, controller.signal]),
    expired: () => controller.signal.aborted,
    clear: () => clearTimeout(timer),
  }
}
