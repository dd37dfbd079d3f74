import { setMaxListeners } from 'node:events'

/**
 * A signal that is aborted when the outer one is, or after `seconds`. `expired()` tells the two apart. Call `clear()` when
 * the work is done, or the timer keeps the process alive.
 */
export interface Deadline {
  readonly signal: AbortSignal
  readonly expired: () => boolean
  /** Puts it off by so many seconds; one that is over stays over. */
  readonly extend: (seconds: number) => void
  readonly clear: () => void
}

/**
 * Starts a deadline of `seconds` within `signal`. Any number may share one outer signal: none of them listens to it. Not made of
 * `AbortSignal.timeout`: one that only `AbortSignal.any` knows may be collected as garbage before its time, and then nobody is told.
 */
export function startDeadline(signal: AbortSignal, seconds: number): Deadline {
  const controller = new AbortController()
  let more = 0
  const due = (): void => {
    if (more === 0) {
      controller.abort(new Error('deadline'))
      return
    }
    timer = setTimeout(due, more * 1000)
    more = 0
  }
  let timer = setTimeout(due, seconds * 1000)
  const both = AbortSignal.any([signal, controller.signal])
  // A scope has as many reads as it has lists, and each call under way listens: many are no leak.
  setMaxListeners(0, both)
  return {
    signal: both,
    expired: () => controller.signal.aborted,
    extend: (further) => {
      more += Math.max(0, further)
    },
    clear: () => clearTimeout(timer),
  }
}
