/** Below this many ms a measurement says more of the machine than of the code. */
const noticeable = 50

/**
 * How much longer `work` takes on an input four times as long, the best of several tries each: about 4 when it is linear, 16 when
 * it is quadratic, beyond measure when it is worse. A ratio holds on a busy machine, a number of seconds does not. Inputs on which it
 * takes next to no time are given as 1.
 */
export function growth(work: (length: number) => void, length: number): number {
  const large = best(() => work(length * 4))
  if (large < noticeable) return 1
  return (
    large /
    Math.max(
      1,
      best(() => work(length)),
    )
  )
}

/** What {@link growth} of something linear stays below, with room for caches and garbage. */
export const linear = 11

function best(work: () => void): number {
  const times = [1, 2, 3].map(() => {
    const start = performance.now()
    work()
    return performance.now() - start
  })
  return Math.min(...times)
}
