/**
 * A signal that is aborted when `signal` is, or after `seconds`. `expired()` tells the two apart. Call `clear()` when the
 * work is done, or the timer keeps the process alive.
 */
export interface Deadline {
  readonly signal: AbortSignal
  readonly expired: () => boolean
  readonly clear: () => void
}

export function startDeadline(signal: AbortSignal, seconds: number): Deadline {
  const controller = new AbortController()
  let expired = false
  const onAbort = (): void => controller.abort(signal.reason)
  if (signal.aborted) onAbort()
  signal.addEventListener('abort', onAbort, { once: true })
  const timer = setTimeout(() => {
    expired = true
    controller.abort(new Error('deadline'))
  }, seconds * 1000)
  return {
    signal: controller.signal,
    expired: () => expired,
    clear: () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', onAbort)
    },
  }
}
