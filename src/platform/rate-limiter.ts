import { setTimeout as pause } from 'node:timers/promises'
import { abortReason } from './abort-reason.ts'
import type { Clock } from './clock.ts'
import { fullBucket, giveBack, halve, raise, takeToken, type Bucket, type Rate } from './token-bucket.ts'

/** Holds back calls to a service that refuses too many of them, for everybody who makes any. */
export interface RateLimiter {
  /** Resolves when one call may be made; rejects with the signal's reason as soon as it is aborted. */
  readonly turn: (rate: Rate, signal: AbortSignal) => Promise<void>
  /** A call was refused because there were too many: half the rate from now on. */
  readonly refused: (rate: Rate) => void
  /** A call was answered: a rate that was halved comes back little by little. */
  readonly served: (rate: Rate) => void
}

/** Waits; rejects with the signal's reason when it is aborted. */
export type Wait = (milliseconds: number, signal: AbortSignal) => Promise<void>

export interface LocalLimiterOptions {
  readonly clock: Clock
  readonly wait?: Wait
}

/** A limiter for one process: token buckets, in memory. Their number is that of the keys that are used. */
export function localLimiter({ clock, wait = waitFor }: LocalLimiterOptions): RateLimiter {
  const buckets = new Map<string, Bucket>()
  const now = (): number => clock.now().getTime()
  const bucketOf = (rate: Rate): Bucket => buckets.get(rate.key) ?? fullBucket(rate, now())
  return {
    turn: async (rate, signal) => {
      if (signal.aborted) throw abortReason(signal)
      const taken = takeToken(bucketOf(rate), rate, now())
      buckets.set(rate.key, taken.bucket)
      if (taken.wait === 0) return
      try {
        await wait(taken.wait, signal)
      } catch (error) {
        buckets.set(rate.key, giveBack(bucketOf(rate)))
        throw error
      }
    },
    refused: (rate) => buckets.set(rate.key, halve(bucketOf(rate), now())),
    served: (rate) => {
      const bucket = buckets.get(rate.key)
      if (bucket !== undefined && bucket.share < 1) buckets.set(rate.key, raise(bucket, now()))
    },
  }
}

/** Waits by a timer. */
export const waitFor: Wait = async (milliseconds, signal) => {
  try {
    await pause(milliseconds, undefined, { signal })
  } catch (error) {
    throw signal.aborted ? abortReason(signal) : error
  }
}
