/** Below this many ms of processor time a measurement says more of the machine than of the code. */
const noticeable = 50

/** What {@link growth} of something linear stays below, with room for caches and garbage. */
export const linear = 11

/**
 * How much longer `work` takes on an input four times as long: about 4 when it is linear, 16 when it is quadratic, beyond
 * measure when it is worse. A ratio of processor times within one run, so that a busy or slow machine does not change it; the
 * best of several tries, since nothing makes work faster than it is. Inputs on which it takes next to no time are given as 1.
 */
export function growth(work: (length: number) => void, length: number): number {
  let least = Infinity
  for (let tries = 0; tries < 8 && least >= linear; tries++) {
    const large = cost(() => work(length * 4))
    if (large < noticeable) return 1
    least = Math.min(
      least,
      large /
        Math.max(
          1,
          cost(() => work(length)),
        ),
    )
  }
  return least
}

/** Processor time of this process in ms. */
function cost(work: () => void): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}
