import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { insideWindow, windowInWords } from '../../src/judge/exceptions-window.ts'
import { weekdays, type TimeWindow } from '../../src/model/exception.ts'

const nights: TimeWindow = { days: ['sat', 'sun'], from: 20 * 60, to: 6 * 60, zone: 'Europe/Berlin' }

const inside = (window: TimeWindow, moment: string): boolean => insideWindow(window, new Date(moment))

describe('a window over midnight', () => {
  // In March Berlin is an hour ahead of UTC; 7 March 2026 is a Saturday.
  it.each([
    ['2026-03-07T18:59:59Z', false],
    ['2026-03-07T19:00:00Z', true],
    ['2026-03-08T04:59:59Z', true],
    ['2026-03-08T05:00:00Z', false],
    ['2026-03-08T12:00:00Z', false],
    ['2026-03-08T19:00:00Z', true],
    // Monday morning belongs to the window that began on Sunday.
    ['2026-03-09T04:59:59Z', true],
    ['2026-03-09T05:00:00Z', false],
    // Saturday morning would belong to Friday, which is none of its days.
    ['2026-03-07T02:00:00Z', false],
    ['2026-03-09T20:00:00Z', false],
  ])('at %s: %s', (moment, expected) => {
    expect(inside(nights, moment)).toBe(expected)
  })
})

describe('a window within a day, and whole days', () => {
  const office: TimeWindow = { days: ['mon'], from: 540, to: 1020, zone: 'America/New_York' }
  const weekend: TimeWindow = { days: ['sat', 'sun'], from: 0, to: 1440, zone: 'Asia/Kolkata' }

  it.each([
    [office, '2026-07-06T12:59:00Z', false],
    [office, '2026-07-06T13:00:00Z', true],
    [office, '2026-07-06T20:59:59Z', true],
    [office, '2026-07-06T21:00:00Z', false],
    [office, '2026-07-07T15:00:00Z', false],
    // Kolkata is five and a half hours ahead.
    [weekend, '2026-07-03T18:29:59Z', false],
    [weekend, '2026-07-03T18:30:00Z', true],
    [weekend, '2026-07-05T18:29:59Z', true],
    [weekend, '2026-07-05T18:30:00Z', false],
  ])('%j at %s: %s', (window, moment, expected) => {
    expect(inside(window, moment)).toBe(expected)
  })
})

describe('when clocks change', () => {
  const every = (from: number, to: number, zone = 'Europe/Berlin'): TimeWindow => ({ days: weekdays, from, to, zone })

  // On 29 March 2026 clocks in Berlin go from 02:00 to 03:00 at 01:00 UTC.
  it('a boundary in the hour that is left out is the jump', () => {
    expect(inside(every(150, 240), '2026-03-29T00:59:59Z')).toBe(false)
    expect(inside(every(150, 240), '2026-03-29T01:00:00Z')).toBe(true)
    expect(inside(every(60, 150), '2026-03-29T00:59:59Z')).toBe(true)
    expect(inside(every(60, 150), '2026-03-29T01:00:00Z')).toBe(false)
    expect(inside(every(130, 150), '2026-03-29T01:00:00Z')).toBe(false)
  })

  // On 25 October 2026 they go from 03:00 to 02:00 at 01:00 UTC: 02:30 comes twice.
  it('an hour that comes twice belongs to it whole', () => {
    expect(inside(every(150, 240), '2026-10-25T00:29:59Z')).toBe(false)
    expect(inside(every(150, 240), '2026-10-25T00:30:00Z')).toBe(true)
    expect(inside(every(150, 240), '2026-10-25T01:10:00Z')).toBe(true)
    expect(inside(every(60, 150), '2026-10-25T00:45:00Z')).toBe(true)
    expect(inside(every(60, 150), '2026-10-25T01:29:59Z')).toBe(true)
    expect(inside(every(60, 150), '2026-10-25T01:30:00Z')).toBe(false)
  })
})

const clocks = new Map<string, Intl.DateTimeFormat>()

/** What a clock on the wall shows, in minutes since 1970 as if it were UTC: told apart from the code that is tested. */
function wall(zone: string, moment: number): number {
  const clock =
    clocks.get(zone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
  clocks.set(zone, clock)
  const text = clock.format(moment)
  return Date.parse(`${text.replace(' ', 'T')}Z`) / 60_000
}

/**
 * What a window means, by looking at the clock minute by minute: it has begun once the clock has shown `from` (or a later
 * time) of its day, and has not ended while the clock will still show a time before `to`.
 */
function insideByClock(window: TimeWindow, moment: number): boolean {
  const today = Math.floor(wall(window.zone, moment) / 1440)
  return [today - 1, today].some((day) => {
    if (!window.days.includes(weekdays[(day + 3) % 7] ?? 'mon')) return false
    const from = day * 1440 + window.from
    const to = (window.to > window.from ? day : day + 1) * 1440 + window.to
    let begun = false
    let willStill = false
    // No clock is ever moved by more than three hours.
    for (let minute = -180; minute <= 0; minute++) begun ||= wall(window.zone, moment + minute * 60_000) >= from
    for (let minute = 0; minute <= 180; minute++) willStill ||= wall(window.zone, moment + minute * 60_000) < to
    return begun && willStill
  })
}

describe('any window', () => {
  const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata', 'America/St_Johns', 'UTC']
  /** Moments around the changes of 2026 of these zones, and others. */
  const changes = [
    '2026-03-08T07:00Z',
    '2026-03-29T01:00Z',
    '2026-04-04T15:00Z',
    '2026-10-03T15:30Z',
    '2026-10-25T01:00Z',
    '2026-11-01T06:00Z',
  ]
  const moment = fc
    .tuple(fc.constantFrom(...changes), fc.integer({ min: -36 * 60, max: 36 * 60 }))
    .map(([change, minutes]) => Date.parse(change) + minutes * 60_000)
  const window = fc
    .record({
      days: fc.subarray([...weekdays], { minLength: 1 }),
      from: fc.integer({ min: 0, max: 1439 }),
      to: fc.integer({ min: 1, max: 1440 }),
      zone: fc.constantFrom(...zones),
    })
    .filter(({ from, to }) => from !== to)

  it('holds when a clock on the wall says so, also when clocks change', () => {
    fc.assert(
      fc.property(window, moment, (one, at) => {
        expect(insideWindow(one, new Date(at))).toBe(insideByClock(one, at))
      }),
      { numRuns: 150 },
    )
  })

  it('of every day and its counterpart leave no moment out', () => {
    fc.assert(
      fc.property(window, moment, (one, at) => {
        const all = { ...one, days: weekdays }
        const other = { ...all, from: one.to % 1440, to: one.from === 0 ? 1440 : one.from }
        expect(insideWindow(all, new Date(at)) || insideWindow(other, new Date(at))).toBe(true)
      }),
    )
  })
})

describe('a window in words', () => {
  it.each([
    [nights, 'sat, sun 20:00-06:00 Europe/Berlin'],
    [{ ...nights, days: weekdays }, 'every day 20:00-06:00 Europe/Berlin'],
    [{ ...nights, from: 0, to: 1440 }, 'sat, sun (Europe/Berlin)'],
  ])('%j', (window, words) => {
    expect(windowInWords(window)).toBe(words)
  })
})
