import { CronExpressionParser } from 'cron-parser'
import type { RepeatStrategy } from 'bullmq'
import type { Schedule } from './options.ts'

/** The first moment after `after` at which a schedule comes true, by the clocks of its time zone. */
export function nextOf({ cron, timeZone }: Schedule, after: Date): Date {
  return CronExpressionParser.parse(cron, { tz: timeZone, currentDate: after }).next().toDate()
}

/** The last moment at which a schedule came true, at `until` or before. */
export function lastOf({ cron, timeZone }: Schedule, until: Date): Date {
  // What comes true at this very moment counts.
  const currentDate = new Date(until.getTime() + 1)
  return CronExpressionParser.parse(cron, { tz: timeZone, currentDate }).prev().toDate()
}

/** BullMQ reckons as we do when we say when something is next: with the same parser. */
export const repeatStrategy: RepeatStrategy = (millis, { pattern, tz }) =>
  pattern === undefined ? undefined : nextOf({ cron: pattern, timeZone: tz ?? 'UTC' }, new Date(millis)).getTime()
