/** Waits for promises, but never longer than a signal allows. */
export interface Race {
  /** Settles as `promise` does, or rejects with the signal's reason as soon as it is aborted, whichever is first. */
  readonly against: <T>(promise: Promise<T>) => Promise<T>
  /** Forgets the signal. */
  readonly close: () => void
}

/**
 * Races promises, one at a time, against one signal with a single listener. `Promise.race` with a lasting promise would
 * keep one reaction for each of a hundred thousand turns. What a lost promise does later is ignored, also its rejection.
 */
export function startRace(signal: AbortSignal): Race {
  let giveUp: ((reason: unknown) => void) | undefined
  const onAbort = (): void => giveUp?.(signal.reason)
  signal.addEventListener('abort', onAbort)
  return {
    against: (promise) =>
      new Promise((resolve, reject) => {
        giveUp = reject
        promise.then(resolve, reject)
        if (signal.aborted) onAbort()
      }),
    close: () => {
      giveUp = undefined
      signal.removeEventListener('abort', onAbort)
    },
  }
}

/** Lets timers, sockets and signals have a turn. A loop of promises that are always ready starves them otherwise. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}
