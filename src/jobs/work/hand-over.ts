/** A stream whose writer waits until what it wrote was taken. */
export interface HandOver<T> extends AsyncIterable<T> {
  /** Resolves when the next one is asked for. Rejects when nobody reads any more. */
  readonly push: (items: readonly T[]) => Promise<void>
  readonly end: () => void
  readonly fail: (error: unknown) => void
}

/** Makes a stream between one writer and one reader, which hold at most one batch in between. */
export function handOver<T>(): HandOver<T> {
  let batch:
    { readonly items: readonly T[]; readonly taken: () => void; readonly refused: (error: Error) => void } | undefined
  let over: { readonly error?: unknown } | undefined
  let left = false
  let wake: (() => void) | undefined
  const finish = (how: { readonly error?: unknown }): void => {
    over ??= how
    wake?.()
  }
  async function* items(): AsyncGenerator<T> {
    try {
      for (;;) {
        if (batch !== undefined) {
          const { items, taken } = batch
          yield* items
          batch = undefined
          taken()
        } else if (over !== undefined) {
          if ('error' in over) throw over.error
          return
        } else {
          await new Promise<void>((resolve) => (wake = resolve))
        }
      }
    } finally {
      left = true
      batch?.refused(new Error('nobody reads any more'))
    }
  }
  return {
    push: (given) =>
      new Promise((resolve, reject) => {
        if (left) {
          reject(new Error('nobody reads any more'))
          return
        }
        batch = { items: given, taken: resolve, refused: reject }
        wake?.()
      }),
    end: () => finish({}),
    fail: (error) => finish({ error }),
    [Symbol.asyncIterator]: () => items(),
  }
}
