import { type EvenkeelError, fail } from '../errors/catalogue.ts'
import { shown } from './form-words.ts'
import { nearest } from './nearest.ts'
import { textOf, type Tree } from './tree.ts'

/** The form of a schedule, as the schema says it; whether such a moment ever comes is asked by `checkSchedule`. */
export const scheduleForm = {
  pattern: '^\\s*([\\dA-Za-z*/,\\-?#]+\\s+){4}[\\dA-Za-z*/,\\-?#]+\\s*$',
  patternErrorMessage: 'five fields of cron, such as "*/15 * * * *"',
}

/**
 * What is wrong with a schedule of the right form: a field out of its range, a moment that never comes. Texts of another form
 * are left to the schema. The parser is the queue's own, so that what passes here runs there; it is loaded only when asked.
 */
export async function checkSchedule(tree: Tree | undefined, where: string): Promise<readonly EvenkeelError[]> {
  const text = textOf(tree)
  if (tree?.form !== 'scalar' || text === undefined || !new RegExp(scheduleForm.pattern).test(text)) return []
  const { CronExpressionParser } = await import('cron-parser')
  try {
    // A leap day comes within eight years; the day to start from does not matter.
    CronExpressionParser.parse(text.trim(), { currentDate: new Date(0), tz: 'UTC' }).next()
    return []
  } catch (cause) {
    const found = shown(tree)
    const expected = `five fields of cron that come true${found === undefined ? '' : because(cause)}`
    return [fail('config-wrong-value', { ...tree.place, where, expected, found })]
  }
}

/** What is wrong with a time zone; the empty list for one that the system knows. */
export function checkTimeZone(tree: Tree | undefined, where: string): readonly EvenkeelError[] {
  const zone = textOf(tree)
  if (tree?.form !== 'scalar' || zone === undefined || zone === '' || isTimeZone(zone)) return []
  const known = Intl.supportedValuesOf('timeZone')
  const last = zone.split('/').at(-1)?.toLowerCase()
  const city = known.find((name) => name.split('/').at(-1)?.toLowerCase() === last)
  return [
    fail('config-wrong-value', {
      ...tree.place,
      where,
      expected: 'an IANA time zone, such as "Europe/Berlin" or "UTC"',
      found: shown(tree),
      nearest: nearest(zone, known) ?? city,
    }),
  ]
}

/** Offsets such as `+02:00` are none: they know no summer time, and the queue does not take them. */
function isTimeZone(zone: string): boolean {
  if (!/^[A-Za-z]/.test(zone)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

/** The parser's reason in our words. */
function because(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : ''
  const [, value, range] = /got value (\S+) expected range (\S+)/.exec(message) ?? []
  if (value !== undefined && range !== undefined) return ` (${value} is not in ${range})`
  if (message.includes('day of month')) return ' (that day of that month never comes)'
  const [, letters] = /^Invalid characters, got value: (\S+)/.exec(message) ?? []
  if (letters !== undefined) return ` ("${letters}" is no value)`
  const [, reversed] = /^Invalid range: (\S+),/.exec(message) ?? []
  if (reversed !== undefined) return ` (${reversed} runs backwards)`
  return ''
}
