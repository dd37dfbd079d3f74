import { describe, expect, it } from 'vitest'
import { localLimiter, waitFor } from '../../src/platform/rate-limiter.ts'
import { fullBucket, halve, leastShare, raise, takeToken, type Rate } from '../../src/platform/token-bucket.ts'
import { limiterChecks, rate, turns, type LimiterUnderTest } from './limiter-checks.ts'

let now = 1_000_000
const clock = { now: () => new Date(now) }

function make(): LimiterUnderTest {
  const waits: number[] = []
  const limiter = localLimiter({ clock, wait: async (milliseconds) => void waits.push(milliseconds) })
  return { limiter, waits }
}

describe('a limiter in memory', () => {
  limiterChecks(make)

  it('fills up again, and never above the burst', async () => {
    const made = make()
    const one = rate(2, 10)
    await turns(made, one, 2)
    now += 100
    await turns(made, one, 1)
    expect(made.waits).toEqual([])
    now += 3_600_000
    await turns(made, one, 3)
    expect(made.waits).toEqual([100])
  })

  it('does not owe anybody anything when the clock is set back', async () => {
    const made = make()
    const one = rate(1, 1)
    await turns(made, one, 1)
    now -= 60_000
    await turns(made, one, 1)
    now += 60_000
    expect(made.waits).toEqual([1000])
  })

  it('gives back the turn of somebody who does not wait any longer', async () => {
    const stop = new AbortController()
    const limiter = localLimiter({ clock })
    const one = rate(1, 1)
    await limiter.turn(one, stop.signal)
    const waiting = limiter.turn(one, stop.signal)
    stop.abort(new Error('the deadline'))
    await expect(waiting).rejects.toThrow('the deadline')
    now += 1000
    const { signal } = new AbortController()
    await limiter.turn(one, signal)
  })

  it('waits no longer than its signal', async () => {
    const stop = new AbortController()
    const waiting = waitFor(3_600_000, stop.signal)
    stop.abort(new Error('interrupted'))
    await expect(waiting).rejects.toThrow('interrupted')
  })
})

describe('a bucket', () => {
  const one: Rate = { key: 'one', burst: 20, perSecond: 20 }

  it('never falls so low that nobody finds out that the refusals are over', () => {
    let bucket = fullBucket(one, 0)
    for (let second = 1; second < 100; second++) bucket = halve(bucket, second * 2000)
    expect(bucket.share).toBe(leastShare)
    expect(takeToken(bucket, one, 200_000).wait).toBeLessThan(5000)
  })

  it('comes back to its whole rate while it is served, in the same time however many are served', () => {
    for (const perSecond of [1, 5, 50]) {
      let bucket = halve(fullBucket(one, 0), 10_000)
      let now = 10_000
      while (bucket.share < 1 && now < 1_000_000) {
        now += 1000 / perSecond
        bucket = raise(bucket, now)
      }
      expect(now / 1000 - 10).toBeGreaterThan(24)
      expect(now / 1000 - 10).toBeLessThan(28)
    }
  })

  /** A service that answers `allowed` calls a second after a burst of as many, asked as fast as the limiter lets. */
  function refusals(allowed: number, calls: number): number {
    let bucket = fullBucket(one, 0)
    let theirs = fullBucket({ ...one, burst: allowed, perSecond: allowed }, 0)
    let now = 0
    let refused = 0
    for (let answered = 0; answered < calls;) {
      const turn = takeToken(bucket, one, now)
      now += turn.wait
      const answer = takeToken(theirs, { key: '', burst: allowed, perSecond: allowed }, now)
      if (answer.wait === 0) {
        theirs = answer.bucket
        bucket = raise(turn.bucket, now)
        answered++
      } else {
        refused++
        bucket = halve(turn.bucket, now)
      }
      // In their time, the waiting is over: what was promised has been taken.
      if (turn.wait > 0)
        bucket = {
          ...bucket,
          countedAt: now,
          tokens: Math.min(bucket.tokens + (turn.wait / 1000) * one.perSecond * turn.bucket.share, 0),
        }
    }
    return refused / (calls + refused)
  }

  it.each([5, 10, 15, 20])('settles under what a service allows, %i a second: few are refused', (allowed) => {
    expect(refusals(allowed, 5000)).toBeLessThan(0.05)
  })
})
