import { weekdays, type TimeWindow, type Weekday } from '../model/exception.ts'

const minute = 60_000
const day = 1440 * minute

/** Formatters are dear to make and the same for every window of a zone. */
const formatters = new Map<string, Intl.DateTimeFormat>()

/**
 * Whether a moment lies in a window. It begins as soon as the clocks of the zone have reached `from` on one of its days,
 * and ends when they last show a time before `to`: where clocks jump over a boundary the jump is the boundary, and an hour
 * that comes twice belongs to it whole, because what was switched off at the first 02:30 stays off through the second.
 */
export function insideWindow(window: TimeWindow, now: Date): boolean {
  const today = Math.floor(wallTime(window.zone, now.getTime()) / day)
  // One that runs over midnight began yesterday. A day of 23 or 25 hours never shifts it by more than one.
  return [today - 1, today].some((begin) => {
    if (!window.days.includes(weekdayOf(begin))) return false
    const end = window.to > window.from ? begin : begin + 1
    const from = firstReaching(window.zone, begin * day + window.from * minute)
    const until = lastBefore(window.zone, end * day + window.to * minute)
    return now.getTime() >= from && now.getTime() < until
  })
}

/** `sat, sun 20:00-06:00 Europe/Berlin`; whole days are said without hours. */
export function windowInWords({ days, from, to, zone }: TimeWindow): string {
  const on = days.length === weekdays.length ? 'every day' : days.join(', ')
  return from === 0 && to === 1440 ? `${on} (${zone})` : `${on} ${clock(from)}-${clock(to)} ${zone}`
}

function clock(minutes: number): string {
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':')
}

/** Days since 1 January 1970, a Thursday. */
function weekdayOf(days: number): Weekday {
  return weekdays[(((days + 3) % 7) + 7) % 7] ?? 'mon'
}

/** The first moment at which the clocks of a zone have reached a wall time. */
function firstReaching(zone: string, wall: number): number {
  return edge(zone, wall, Math.min)
}

/** The moment from which the clocks of a zone never again show a time before a wall time. */
function lastBefore(zone: string, wall: number): number {
  return edge(zone, wall, Math.max)
}

/**
 * A wall time is shown once, twice (clocks went back) or never (they went forward). Shown twice, `pick` chooses; shown
 * never, it is the moment of the jump.
 */
function edge(zone: string, wall: number, pick: (a: number, b: number) => number): number {
  const before = wall - offsetAt(zone, wall - day)
  const after = wall - offsetAt(zone, wall + day)
  const shown = [before, after].filter((moment) => wallTime(zone, moment) === wall)
  const [first, second] = shown
  if (first !== undefined) return pick(first, second ?? first)
  // Between `after` and `before` lies the jump.
  let [low, high] = [Math.min(before, after), Math.max(before, after)]
  while (high - low > minute) {
    const middle = low + Math.floor((high - low) / 2 / minute) * minute
    if (wallTime(zone, middle) < wall) low = middle
    else high = middle
  }
  return high
}

function offsetAt(zone: string, moment: number): number {
  return wallTime(zone, moment) - moment
}

/** What the clocks of a zone show at a moment, as if they were UTC; whole seconds, in milliseconds. */
function wallTime(zone: string, moment: number): number {
  let formatter = formatters.get(zone)
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    formatters.set(zone, formatter)
  }
  const parts = new Map(formatter.formatToParts(moment).map(({ type, value }) => [type, Number(value)]))
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
}
