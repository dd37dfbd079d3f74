import { describe, expect, it } from 'vitest'
import { deliverDue, type DeliverParts } from '../../../src/jobs/work/deliver.ts'
import { secondsToWait } from '../../../src/jobs/work/retry-after.ts'
import type { Channel, DeliveryAttempt, DeliveryResult } from '../../../src/notify/contract.ts'
import type { KeyedDelivery, Outbox } from '../../../src/store/contract/outbox.ts'
import { outboxOf } from '../../../src/store/outbox.ts'
import { changes } from '../../notify/fixtures.ts'
import { useMemoryDatabase } from '../../store/support/databases.ts'

const memory = useMemoryDatabase()
const start = new Date('2026-11-02T09:00:00Z')
const later = (seconds: number): Date => new Date(start.getTime() + seconds * 1000)

function keyed(key: string, destination = '#orders'): KeyedDelivery {
  return { key, delivery: { channel: 'slack', destination, message: changes() } }
}

/** A channel that does what it is told, and remembers what it was asked. */
function channel(answer: (attempt: DeliveryAttempt) => DeliveryResult | Promise<DeliveryResult>): {
  readonly channel: Channel
  readonly asked: DeliveryAttempt[]
} {
  const asked: DeliveryAttempt[] = []
  return {
    asked,
    channel: {
      id: 'slack',
      deliver: async (attempt) => {
        asked.push(attempt)
        return answer(attempt)
      },
    },
  }
}

const keysOf = (asked: readonly DeliveryAttempt[]): readonly string[] => asked.map((one) => one.key)

function parts(channels: readonly Channel[], now: Date, more: Partial<DeliverParts> = {}): DeliverParts {
  const outbox: Outbox = outboxOf(memory().db)
  const signal = new AbortController().signal
  return { outbox, channels, clock: { now: () => now }, signal, random: () => 0.5, ...more }
}

describe('what is due', () => {
  it('is sent once, in order, and then nothing waits', async () => {
    const { channel: slack, asked } = channel(() => ({ result: 'sent', ref: 'C1/1' }))
    const given = parts([slack], start)
    await given.outbox.add([keyed('a'), keyed('b'), keyed('a'), keyed('c', '#web')], start)
    expect(await deliverDue(given)).toBeUndefined()
    expect(keysOf(asked).filter((key) => key !== 'c')).toEqual(['a', 'b'])
    expect(asked).toHaveLength(3)
    expect(await deliverDue(given)).toBeUndefined()
    expect(asked).toHaveLength(3)
    expect(await given.outbox.counts()).toEqual({ waiting: 0, failed: 0, sent: 3 })
  })

  it('waits for as long as the receiver says, and what follows waits with it', async () => {
    const { channel: slack, asked } = channel(() => ({ result: 'later', problem: 'too many', afterSeconds: 90 }))
    const given = parts([slack], start)
    await given.outbox.add([keyed('a'), keyed('b'), keyed('w', '#web')], start)
    expect(await deliverDue(given)).toEqual(later(60))
    expect([...keysOf(asked)].sort()).toEqual(['a', 'w'])
    await deliverDue(parts([slack], later(89)))
    expect(asked).toHaveLength(2)
    const well = channel(() => ({ result: 'sent' }))
    await deliverDue(parts([well.channel], later(91)))
    expect(keysOf(well.asked).filter((key) => key !== 'w')).toEqual(['a', 'b'])
    expect(well.asked.every((one) => !one.uncertain)).toBe(true)
  })

  it('is given up when it is refused for good, with the reason', async () => {
    const problems: string[] = []
    const { channel: slack } = channel(() => ({ result: 'never', problem: 'the token is not valid' }))
    const given = parts([slack], start, { log: ({ problem }) => problems.push(problem) })
    await given.outbox.add([keyed('a')], start)
    expect(await deliverDue(given)).toBeUndefined()
    expect(await given.outbox.failed(10)).toMatchObject([{ key: 'a', problem: 'the token is not valid' }])
    expect(problems).toEqual(['the token is not valid'])
  })

  it('is tried for a day, less and less often, and then given up', async () => {
    const { channel: slack, asked } = channel(() => ({ result: 'later', problem: 'Slack could not be reached' }))
    await parts([slack], start).outbox.add([keyed('a')], start)
    let now = start
    for (let i = 0; i < 300; i++) {
      const given = parts([slack], now)
      if ((await deliverDue(given)) === undefined) break
      now = new Date(now.getTime() + 600_000)
    }
    const { outbox } = parts([slack], now)
    expect(await outbox.counts()).toEqual({ waiting: 0, failed: 1, sent: 0 })
    expect(await outbox.failed(1)).toMatchObject([
      { key: 'a', problem: 'Slack could not be reached; it was tried for a day' },
    ])
    expect(now.getTime() - start.getTime()).toBeGreaterThan(22 * 3600 * 1000)
    expect(asked.length).toBeGreaterThan(15)
    expect(asked.length).toBeLessThan(60)
  })

  it('is tried some times more where the service was away for the day, and then given up', async () => {
    const { channel: slack, asked } = channel(() => ({ result: 'later', problem: 'Slack could not be reached' }))
    await parts([slack], start).outbox.add([keyed('a')], start)
    await deliverDue(parts([slack], start))
    const back = 30 * 3600
    for (let at = back; at <= back + 1800; at += 60) await deliverDue(parts([slack], later(at)))
    expect(asked).toHaveLength(6)
    expect(await parts([slack], start).outbox.counts()).toEqual({ waiting: 0, failed: 1, sent: 0 })
  })

  it('of a channel that is not configured any more is given up', async () => {
    const given = parts([], start)
    await given.outbox.add([keyed('a')], start)
    await deliverDue(given)
    expect(await given.outbox.failed(1)).toMatchObject([{ problem: 'slack is not configured any more' }])
  })
})

describe('an attempt without an answer', () => {
  const silent = () =>
    channel(() => {
      throw new TypeError('fetch failed with CANARY')
    })

  it('is followed by an uncertain one when its lease has run out, and holds up what comes after', async () => {
    const problems: string[] = []
    const { channel: slack } = silent()
    const given = parts([slack], start, { log: ({ problem }) => problems.push(problem) })
    await given.outbox.add([keyed('a'), keyed('b')], start)
    expect(await deliverDue(given)).toEqual(later(60))
    expect(problems.join()).not.toContain('CANARY')

    const well = channel(() => ({ result: 'sent' }))
    await deliverDue(parts([well.channel], later(100)))
    expect(well.asked).toEqual([])
    await deliverDue(parts([well.channel], later(121)))
    expect(well.asked.map(({ key, uncertain }) => [key, uncertain])).toEqual([
      ['a', true],
      ['b', false],
    ])
  })

  it('that a crash cut off is the same', async () => {
    const given = parts([], start)
    await given.outbox.add([keyed('a')], start)
    await given.outbox.claim(start, 120, 10)
    const well = channel(() => ({ result: 'sent' }))
    expect(await deliverDue(parts([well.channel], later(10)))).toEqual(later(70))
    await deliverDue(parts([well.channel], later(121)))
    expect(well.asked).toMatchObject([{ key: 'a', uncertain: true }])
  })

  it('is cleared up however late the service comes back', async () => {
    const given = parts([], start)
    await given.outbox.add([keyed('a')], start)
    await given.outbox.claim(start, 120, 10)
    const well = channel(() => ({ result: 'sent' }))
    await deliverDue(parts([well.channel], later(30 * 3600)))
    expect(well.asked).toMatchObject([{ key: 'a', uncertain: true }])
    expect(await given.outbox.counts()).toEqual({ waiting: 0, failed: 0, sent: 1 })
  })

  it('stays uncertain also where its turn does not come', async () => {
    const given = parts([], start)
    await given.outbox.add([keyed('a'), keyed('b')], start)
    await given.outbox.claim(start, 120, 10)
    const busy = channel(() => ({ result: 'later', problem: 'too many', afterSeconds: 30 }))
    await deliverDue(parts([busy.channel], later(121)))
    expect(keysOf(busy.asked)).toEqual(['a'])
    const well = channel(() => ({ result: 'sent' }))
    await deliverDue(parts([well.channel], later(121 + 30)))
    expect(keysOf(well.asked)).toEqual(['a'])
    await deliverDue(parts([well.channel], later(121 + 121)))
    expect(well.asked).toMatchObject([
      { key: 'a', uncertain: true },
      { key: 'b', uncertain: true },
    ])
  })

  it('is given up after a day of them, saying that it may have arrived', async () => {
    const { channel: slack } = silent()
    const given = parts([slack], start)
    await given.outbox.add([keyed('a')], start)
    for (let at = 0; at <= 25 * 3600; at += 1800) await deliverDue(parts([slack], later(at)))
    expect(await given.outbox.failed(1)).toMatchObject([
      { problem: 'for a day, no attempt had an answer; it may have arrived' },
    ])
  })
})

describe('a slow destination', () => {
  it('does not hold up another, not even for what is added while it is slow', async () => {
    let finish: (result: DeliveryResult) => void = () => undefined
    const slow = new Promise<DeliveryResult>((resolve) => {
      finish = resolve
    })
    const { channel: slack, asked } = channel(({ delivery }) =>
      delivery.destination === '#slow' ? slow : { result: 'sent' },
    )
    const given = parts([slack], start)
    await given.outbox.add([keyed('s', '#slow'), keyed('a')], start)
    const under = deliverDue(given)
    await expect.poll(() => keysOf(asked), { timeout: 20_000 }).toContain('a')
    await given.outbox.add([keyed('b')], start)
    await expect.poll(() => keysOf(asked), { timeout: 20_000 }).toContain('b')
    finish({ result: 'sent' })
    expect(await under).toBeUndefined()
    expect(await given.outbox.counts()).toEqual({ waiting: 0, failed: 0, sent: 3 })
  })

  it('gets no attempt that could outlive its lease', async () => {
    let now = start
    const { channel: slack, asked } = channel(() => {
      now = new Date(now.getTime() + 50_000)
      return { result: 'sent' }
    })
    const given = parts([slack], start, { clock: { now: () => now } })
    await given.outbox.add([keyed('a'), keyed('b'), keyed('c')], start)
    const untried: string[] = []
    const outbox: Outbox = {
      ...given.outbox,
      retry: async (id, at, problem) => {
        untried.push(problem)
        await given.outbox.retry(id, at, problem)
      },
    }
    await deliverDue({ ...given, outbox })
    // The third was claimed with the first and begun only under a lease of its own.
    expect(keysOf(asked)).toEqual(['a', 'b', 'c'])
    expect(untried).toHaveLength(1)
    expect(await given.outbox.counts()).toEqual({ waiting: 0, failed: 0, sent: 3 })
  })
})

describe('when told to stop', () => {
  it('begins nothing more and hands the rest back', async () => {
    const stop = new AbortController()
    const { channel: slack, asked } = channel(() => {
      stop.abort()
      return { result: 'sent' }
    })
    const given = parts([slack], start, { signal: stop.signal })
    await given.outbox.add([keyed('a'), keyed('b')], start)
    await deliverDue(given)
    expect(keysOf(asked)).toEqual(['a'])
    const next = channel(() => ({ result: 'sent' }))
    await deliverDue(parts([next.channel], start))
    expect(next.asked).toMatchObject([{ key: 'b', uncertain: false }])
  })

  it('says so when the store fails: what was sent is cleared up later', async () => {
    const { channel: slack } = channel(() => ({ result: 'sent' }))
    const given = parts([slack], start)
    await given.outbox.add([keyed('a')], start)
    const broken: Outbox = { ...given.outbox, sent: () => Promise.reject(new Error('the store is away')) }
    await expect(deliverDue({ ...given, outbox: broken })).rejects.toThrow('the store is away')
    expect(await given.outbox.claim(later(121), 120, 10)).toMatchObject([{ key: 'a', uncertain: true }])
  })
})

describe('the wait', () => {
  it('doubles to an hour, is spread, and is never less than what was asked for', () => {
    expect([1, 2, 3, 4].map((attempt) => secondsToWait(attempt, 0.5))).toEqual([10, 20, 40, 80])
    expect(secondsToWait(1, 0)).toBe(8)
    expect(secondsToWait(1, 1)).toBe(12)
    expect(secondsToWait(30, 1)).toBe(3600)
    expect(secondsToWait(1, 0.5, 90)).toBe(90)
  })
})
