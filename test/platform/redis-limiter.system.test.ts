import { Redis as Client } from 'ioredis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../../src/platform/clock.ts'
import { silentLog } from '../../src/platform/log.ts'
import { redisLimiter, type RedisLimiter } from '../../src/platform/redis-limiter.ts'
import { startRedis, type Redis } from '../support/redis.ts'
import { limiterChecks, rate, turns, type LimiterUnderTest } from './limiter-checks.ts'

let redis: Redis
let limiter: RedisLimiter
const opened: RedisLimiter[] = []
let waits: number[] = []
let said: string[] = []
const log = {
  ...silentLog,
  warn: (message: string) => void said.push(`warn: ${message}`),
  info: (message: string) => void said.push(`info: ${message}`),
}

async function open(clock = systemClock): Promise<RedisLimiter> {
  const wait = async (milliseconds: number): Promise<void> => void waits.push(milliseconds)
  // Longer than Redis takes on a busy machine: what is tested here is what it answers.
  const made = await redisLimiter({ url: redis.url, clock, log, wait, answerWithin: 30_000 })
  opened.push(made)
  return made
}

beforeAll(async () => {
  redis = await startRedis()
  limiter = await open()
})
afterAll(async () => {
  for (const one of opened) one.close()
  await redis.stop()
})

describe('a limiter in Redis', () => {
  const make = (): LimiterUnderTest => {
    waits = []
    said = []
    return { limiter, waits }
  }
  limiterChecks(make, 100)

  it('is one for all processes', async () => {
    const other = await open()
    const made = make()
    const one = rate(2, 0.1)
    await Promise.all([turns(made, one, 2), turns({ ...made, limiter: other }, one, 2)])
    expect(waits.map((wait) => Math.round(wait / 10_000)).sort()).toEqual([1, 2])
  })

  it('gives back the turn of somebody who does not wait any longer', async () => {
    const waiting = await redisLimiter({ url: redis.url, clock: systemClock, log, answerWithin: 30_000 })
    opened.push(waiting)
    const one = rate(1, 0.01)
    const stop = new AbortController()
    await waiting.turn(one, stop.signal)
    const late = waiting.turn(one, stop.signal)
    const patient = expect(late).rejects.toThrow('the deadline')
    stop.abort(new Error('the deadline'))
    await patient
    make()
    // Behind it in the same connection: the turn was given back by now.
    await turns({ limiter: waiting, waits }, one, 0)
    await turns({ limiter, waits }, one, 1)
    expect(waits).toHaveLength(1)
    expect(Math.round((waits[0] ?? 0) / 100_000)).toBe(1)
  })

  it('forgets what is not used', async () => {
    const one = rate(5, 5)
    await turns(make(), one, 1)
    const client = new Client(redis.url)
    const left = await client.pttl(`evenkeel:rate:${one.key}`)
    client.disconnect()
    expect(left).toBeGreaterThan(0)
    expect(left).toBeLessThanOrEqual(61_000)
  })

  it('goes on by itself while Redis is away, says so once, and comes back', async () => {
    let now = 1_000_000
    const made = await open({ now: () => new Date(now) })
    make()
    await redis.kill()
    const one = rate(1, 1)
    await turns({ limiter: made, waits }, one, 3)
    expect(waits).toEqual([1000, 2000])
    expect(said.filter((line) => line.startsWith('warn')).length).toBe(1)
    expect(said[0]).toMatch(/by this process alone/)
    await redis.start()
    const until = performance.now() + 60_000
    while (!said.some((line) => line.startsWith('info')) && performance.now() < until) {
      now += 10_000
      await turns({ limiter: made, waits }, rate(1, 1), 1)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    expect(said.at(-1)).toMatch(/shared with other processes again/)
  })
})
