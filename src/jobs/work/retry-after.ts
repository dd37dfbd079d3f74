/** The first wait after a failure, and the longest, in seconds. */
const shortest = 10
const longest = 3600

/** How long a message is tried, in milliseconds: what did not arrive within a day is no news any more. */
export const triedFor = 24 * 3600 * 1000

/**
 * How many attempts there are at least, whatever the time: a service that was away for a day, or died between an attempt and
 * its answer and came back late, has not tried all that long.
 */
export const triedAtLeast = 6

/**
 * Seconds to wait after the `attempts`-th attempt: doubled each time, spread by a fifth either way so that many do not come
 * back at once, at most an hour; and never less than the receiver asked for. `random` is from 0 to 1.
 */
export function secondsToWait(attempts: number, random: number, asked = 0): number {
  const wait = Math.min(longest, shortest * 2 ** Math.min(attempts - 1, 20)) * (0.8 + 0.4 * random)
  return Math.max(Math.round(Math.min(wait, longest)), Math.ceil(asked))
}
