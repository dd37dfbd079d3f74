import { describe, expect, it } from 'vitest'
import { lastOf, nextOf, repeatStrategy } from '../../../src/jobs/queue/schedule.ts'

const berlin = (cron: string) => ({ cron, timeZone: 'Europe/Berlin' })
const next = (schedule: Parameters<typeof nextOf>[0], after: string): string =>
  nextOf(schedule, new Date(after)).toISOString()
const last = (schedule: Parameters<typeof nextOf>[0], until: string): string =>
  lastOf(schedule, new Date(until)).toISOString()

describe('a schedule', () => {
  it('goes by the clocks of its time zone', () => {
    expect(next(berlin('0 8 * * 1'), '2026-01-05T06:59:59Z')).toBe('2026-01-05T07:00:00.000Z')
    expect(next(berlin('0 8 * * 1'), '2026-07-06T05:59:59Z')).toBe('2026-07-06T06:00:00.000Z')
    expect(next({ cron: '0 8 * * 1', timeZone: 'UTC' }, '2026-07-06T06:00:00Z')).toBe('2026-07-06T08:00:00.000Z')
  })

  it('is next after a moment, not at it; and was last at it or before', () => {
    expect(next(berlin('*/15 * * * *'), '2026-01-05T07:15:00Z')).toBe('2026-01-05T07:30:00.000Z')
    expect(last(berlin('*/15 * * * *'), '2026-01-05T07:15:00Z')).toBe('2026-01-05T07:15:00.000Z')
    expect(last(berlin('*/15 * * * *'), '2026-01-05T07:14:59Z')).toBe('2026-01-05T07:00:00.000Z')
  })

  it('happens once in the night in which the clocks go forward over it', () => {
    const first = next(berlin('30 2 * * *'), '2026-03-28T12:00:00Z')
    expect(first.slice(0, 10)).toBe('2026-03-29')
    expect(next(berlin('30 2 * * *'), first)).toBe('2026-03-30T00:30:00.000Z')
  })

  it('happens once in the night in which the clocks go back over it', () => {
    const first = next(berlin('30 2 * * *'), '2026-10-24T12:00:00Z')
    expect(first).toBe('2026-10-25T00:30:00.000Z')
    expect(next(berlin('30 2 * * *'), first)).toBe('2026-10-26T01:30:00.000Z')
  })

  it('is reckoned for BullMQ as for people', () => {
    const after = new Date('2026-01-05T06:59:59Z').getTime()
    expect(repeatStrategy(after, { pattern: '0 8 * * 1', tz: 'Europe/Berlin' })).toBe(
      new Date('2026-01-05T07:00:00Z').getTime(),
    )
    expect(repeatStrategy(after, {})).toBeUndefined()
  })
})
