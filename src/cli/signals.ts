import { setMaxListeners } from 'node:events'

/** How long a command may take to end by itself after a signal. */
export const usualGrace = 2_000

const codes = { SIGINT: 130, SIGTERM: 143 } as const

/** What is used of the process. */
export interface SignalSource {
  readonly on: (signal: 'SIGINT' | 'SIGTERM', listener: () => void) => unknown
  /** Ends the process without waiting for the command. */
  readonly exit: (code: number) => unknown
}

/**
 * Aborts the returned signal, with the signal's name as reason, on the first SIGINT or SIGTERM. A second one, or two
 * seconds (what `grace` says then, in milliseconds), end the process whatever it is doing.
 */
export function abortOnSignals(source: SignalSource, grace: () => number = () => usualGrace): AbortSignal {
  const controller = new AbortController()
  // Every scope that is being read listens: more than the ten that Node takes for a leak.
  setMaxListeners(0, controller.signal)
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    source.on(name, () => {
      if (controller.signal.aborted) {
        source.exit(codes[name])
        return
      }
      controller.abort(name)
      setTimeout(() => source.exit(codes[name]), grace()).unref()
    })
  }
  return controller.signal
}
