import { expect, it } from 'vitest'
import type { RateLimiter } from '../../src/platform/rate-limiter.ts'
import type { Rate } from '../../src/platform/token-bucket.ts'

/** A limiter, with the waits that it asked for instead of waiting; time moves by hand. */
export interface LimiterUnderTest {
  readonly limiter: RateLimiter
  /** Milliseconds, in order. */
  readonly waits: readonly number[]
}

const signal = new AbortController().signal
let count = 0

/** A key that no other test has. */
export function rate(burst: number, perSecond: number): Rate {
  return { key: `test/${count++}`, burst, perSecond }
}

/** Takes so many turns, one after the other. */
export async function turns({ limiter }: LimiterUnderTest, of: Rate, times: number): Promise<void> {
  for (let turn = 0; turn < times; turn++) await limiter.turn(of, signal)
}

/**
 * What every limiter does, wherever its buckets are. `slower`: by how much its rates are slower where time passes by itself, so that
 * what passes in between (half a second at this factor of one) counts for nothing.
 */
export function limiterChecks(make: () => LimiterUnderTest, slower = 1): void {
  const tolerance = slower === 1 ? 0 : 500 * slower
  const slow = (burst: number): Rate => rate(burst, 1 / slower)
  const expectWaits = (waits: readonly number[], expected: readonly number[]): void => {
    expect(waits).toHaveLength(expected.length)
    for (const [index, wait] of expected.entries()) {
      expect(waits[index]).toBeLessThanOrEqual(wait * slower + 1)
      expect(waits[index]).toBeGreaterThanOrEqual(wait * slower - tolerance)
    }
  }

  it('lets a burst through at once, and then one after the other in its time', async () => {
    const made = make()
    await turns(made, slow(3), 6)
    expectWaits(made.waits, [1000, 2000, 3000])
  })

  it('keeps one rate for everybody who has the key, and none for others', async () => {
    const made = make()
    const one = slow(2)
    await Promise.all([turns(made, one, 2), turns(made, { ...one }, 2)])
    await turns(made, slow(2), 2)
    expectWaits(made.waits, [1000, 2000])
  })

  it('halves the rate when a call is refused, once for all that were in flight', async () => {
    const made = make()
    const one = slow(4)
    await turns(made, one, 1)
    for (let refusal = 0; refusal < 5; refusal++) made.limiter.refused(one)
    await turns(made, one, 2)
    expectWaits(made.waits, [2000, 4000])
  })

  it('rejects at once under a signal that is aborted, and takes nothing', async () => {
    const made = make()
    const one = slow(1)
    const gone = AbortSignal.abort(new Error('over'))
    await expect(made.limiter.turn(one, gone)).rejects.toThrow('over')
    await turns(made, one, 1)
    expect(made.waits).toEqual([])
  })
}
