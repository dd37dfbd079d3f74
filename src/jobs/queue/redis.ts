import { Redis } from 'ioredis'
import { fail } from '../../errors/catalogue.ts'
import type { QueueConnection } from './backend.ts'
import { reasonOf } from './problem.ts'
import { within } from './within.ts'

/** Seconds for the first answer, which a server that has just been started takes longer for. */
const startSeconds = 3

/**
 * Connects to a Redis for BullMQ. It comes back by itself when Redis does: commands wait for it meanwhile, as BullMQ's workers need it.
 * Throws `jobs-bad-redis-url`, and `jobs-unavailable` when Redis does not answer now.
 */
export async function openRedis(
  url: string,
  { answerSeconds }: { readonly answerSeconds: number },
): Promise<QueueConnection> {
  const where = whereOf(url)
  const redis = new Redis(url, { maxRetriesPerRequest: null, connectTimeout: startSeconds * 1000 })
  let trouble: string | undefined
  let refuse: () => void = () => undefined
  const refused = new Promise<void>((resolve) => (refuse = resolve))
  redis.on('error', (error: Error) => {
    trouble = troubleOf(error)
    if (trouble === refusal) refuse()
  })
  redis.on('ready', () => (trouble = undefined))
  const ping = async (seconds: number): Promise<void> => {
    const answer = redis.ping().catch((error: unknown) => {
      trouble = troubleOf(error)
      throw error
    })
    // One that comes too late, or never because the connection was closed, is nobody's.
    answer.catch(() => undefined)
    const answered = await within(seconds, Promise.race([answer, refused])).catch(() => false)
    if (answered && trouble !== refusal) return
    throw fail('jobs-unavailable', { where, reason: trouble ?? `no answer within ${seconds} s` })
  }
  const close = async (): Promise<void> => redis.disconnect()
  try {
    await ping(startSeconds)
  } catch (error) {
    await close()
    throw error
  }
  return { where, connection: redis, ping: () => ping(answerSeconds), close }
}

const refusal = 'it refuses the user or the password'

/** What another attempt does not change is told apart from what it may. */
function troubleOf(error: unknown): string {
  const message = error instanceof Error ? error.message : ''
  return /^(WRONGPASS|NOAUTH|NOPERM|ERR invalid password|ERR AUTH)/.test(message) ? refusal : reasonOf(error)
}

/** The address without user and password. */
function whereOf(url: string): string {
  let parsed: URL
  try {
    parsed = new URL(url)
  } catch {
    throw fail('jobs-bad-redis-url', { reason: 'it is no URL' })
  }
  if (parsed.protocol !== 'redis:' && parsed.protocol !== 'rediss:')
    throw fail('jobs-bad-redis-url', { reason: 'it begins neither with redis:// nor with rediss://' })
  if (parsed.hostname === '') throw fail('jobs-bad-redis-url', { reason: 'it names no host' })
  return `at ${parsed.protocol}//${parsed.host}`
}
