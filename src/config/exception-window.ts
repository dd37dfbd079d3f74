import { type EvenkeelError, fail } from '../errors/catalogue.ts'
import { weekdays, type TimeWindow, type Weekday } from '../model/exception.ts'
import { nearest } from './nearest.ts'
import { child, items, textOf, type Tree } from './tree.ts'

/** The windows of an exception, checked beyond their form; undefined when it has none. */
export function windowsOf(tree: Tree): {
  readonly windows: readonly TimeWindow[] | undefined
  readonly problems: readonly EvenkeelError[]
} {
  const written = child(tree, 'window')
  if (written === undefined) return { windows: undefined, problems: [] }
  const results = (written.form === 'list' ? written.items : [written]).map(windowOf)
  return {
    windows: results.filter((result): result is TimeWindow => !(result instanceof Error)),
    problems: results.filter((result): result is EvenkeelError => result instanceof Error),
  }
}

function windowOf(tree: Tree): TimeWindow | EvenkeelError {
  const refuse = (key: string, problem: string, hint?: string): EvenkeelError =>
    fail('rules-exception-window', { ...(child(tree, key)?.place ?? tree.place), problem, nearest: hint })
  const zone = textOf(child(tree, 'zone')) ?? ''
  if (!isZone(zone)) return refuse('zone', `there is no time zone "${zone.slice(0, 40)}"`, nearestZone(zone))
  const days = items(child(tree, 'days')).flatMap((day) => weekdays.find((known) => known === textOf(day)) ?? [])
  const [from, to] = [minutesOf(child(tree, 'from')), minutesOf(child(tree, 'to'))]
  if ((from === undefined) !== (to === undefined)) {
    return refuse(from === undefined ? 'to' : 'from', '"from" and "to" stand together, and one is missing')
  }
  if (from === to && from !== undefined) return refuse('to', 'it ends when it begins; leave both out for whole days')
  if (days.length === 0 && from === undefined)
    return refuse('zone', 'it has neither days nor hours, so it would always hold')
  const on: readonly Weekday[] = days.length === 0 ? weekdays : weekdays.filter((day) => days.includes(day))
  return { days: on, from: from ?? 0, to: to ?? 1440, zone }
}

function minutesOf(tree: Tree | undefined): number | undefined {
  const [, hours, minutes] = /^(\d\d):(\d\d)$/.exec(textOf(tree) ?? '') ?? []
  return hours === undefined ? undefined : Number(hours) * 60 + Number(minutes)
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

function nearestZone(zone: string): string | undefined {
  return nearest(zone, [...Intl.supportedValuesOf('timeZone'), 'UTC'])
}
