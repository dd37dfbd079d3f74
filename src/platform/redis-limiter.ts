import { Redis } from 'ioredis'
import { abortReason } from './abort-reason.ts'
import type { Clock } from './clock.ts'
import type { Log } from './log.ts'
import { localLimiter, waitFor, type RateLimiter, type Wait } from './rate-limiter.ts'
import { bucketScript } from './redis-bucket.ts'
import type { Rate } from './token-bucket.ts'

export interface RedisLimiterOptions {
  readonly url: string
  readonly clock: Clock
  readonly log: Pick<Log, 'warn' | 'info'>
  readonly wait?: Wait
  /** Milliseconds for an answer of Redis; half a second when left out. */
  readonly answerWithin?: number
}

/** A limiter that all processes share, with the connection that it holds. */
export interface RedisLimiter extends RateLimiter {
  readonly close: () => void
}

/** Milliseconds for an answer of Redis: a call to a provider takes longer, and must not wait for a limiter that is stuck. */
const patience = 500

/** How long a Redis that did not answer is not asked again, in milliseconds. */
const respite = 5000

type Operation = 'take' | 'back' | 'refused' | 'served'

/** Milliseconds to wait, and the share of the rate in thousandths. */
type Answer = readonly [wait: number, share: number]

/**
 * A limiter whose buckets are in Redis, counted by one script and by the clock of Redis, so that any number of processes keep one
 * rate. While Redis is away every process keeps the rate by itself, and the log says so, once for each time: what is refused then
 * slows each of them down.
 */
export async function redisLimiter(options: RedisLimiterOptions): Promise<RedisLimiter> {
  const { url, clock, log, wait = waitFor, answerWithin = patience } = options
  const local = localLimiter({ clock, wait })
  const redis = new Redis(url, {
    lazyConnect: true,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    connectTimeout: 3000,
    commandTimeout: answerWithin,
  })
  // What goes wrong rejects the command as well.
  redis.on('error', () => undefined)
  redis.defineCommand('evenkeelBucket', { numberOfKeys: 1, lua: bucketScript })
  const commands = redis as unknown as {
    readonly evenkeelBucket: (key: string, ...rest: readonly (string | number)[]) => Promise<Answer>
  }
  await redis.connect().catch(() => undefined)
  const slowed = new Set<string>()
  let away = false
  let restsUntil = 0

  const ask = async (operation: Operation, rate: Rate): Promise<Answer | undefined> => {
    const now = clock.now().getTime()
    if (now < restsUntil) return undefined
    try {
      const key = `evenkeel:rate:${rate.key}`
      const answer = await commands.evenkeelBucket(key, operation, rate.burst, rate.perSecond)
      if (away) log.info('the rate of calls is shared with other processes again')
      away = false
      if (answer[1] < 1000) slowed.add(rate.key)
      else slowed.delete(rate.key)
      return answer
    } catch (error) {
      restsUntil = clock.now().getTime() + (redis.status === 'ready' ? respite : 0)
      const message = 'the rate of calls is kept by this process alone: Redis does not answer'
      if (!away) log.warn(message, {}, error)
      away = true
      return undefined
    }
  }
  return {
    turn: async (rate, signal) => {
      if (signal.aborted) throw abortReason(signal)
      const answer = await ask('take', rate)
      if (answer === undefined) return local.turn(rate, signal)
      const [milliseconds] = answer
      if (milliseconds === 0 && !signal.aborted) return
      try {
        await wait(milliseconds, signal)
      } catch (error) {
        void ask('back', rate)
        throw error
      }
    },
    refused: (rate) => {
      local.refused(rate)
      void ask('refused', rate)
    },
    served: (rate) => {
      local.served(rate)
      // At the whole rate there is nothing to raise, and a question for each call would be one too many.
      if (slowed.has(rate.key)) void ask('served', rate)
    },
    close: () => redis.disconnect(),
  }
}
