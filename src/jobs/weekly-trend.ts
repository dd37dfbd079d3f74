import type { WeeklyReport } from '../report/contract.ts'
import type { AssessmentRow } from '../store/contract/assessments.ts'

const day = 24 * 3_600_000

/**
 * The moment a week earlier at which the clocks of a zone showed the same: seven days, but for an hour where summer time began or ended.
 */
export function weekBefore(to: Date, timeZone: string): Date {
  const guess = new Date(to.getTime() - 7 * day)
  return new Date(guess.getTime() + offsetAt(to, timeZone) - offsetAt(guess, timeZone))
}

/** One point for each assessment that changed the score, and for the last of each day in the zone; oldest first. */
export function trendOf(assessments: readonly AssessmentRow[], timeZone: string): WeeklyReport['trend'] {
  const points = assessments.flatMap(({ endedAt, outcome }) =>
    endedAt === undefined || outcome?.score == null ? [] : [{ at: endedAt, score: outcome.score }],
  )
  const days = points.map(({ at }) => dayOf(new Date(at), timeZone))
  return points.filter(({ score }, index) => score !== points[index - 1]?.score || days[index] !== days[index + 1])
}

/** `2026-03-29`, as the clocks of a zone say. */
export function dayOf(moment: Date, timeZone: string): string {
  return new Date(moment.getTime() + offsetAt(moment, timeZone)).toISOString().slice(0, 10)
}

/** How far the clocks of a zone are ahead of UTC at a moment, in milliseconds. */
function offsetAt(moment: Date, timeZone: string): number {
  const parts = formatOf(timeZone).formatToParts(moment)
  const of = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.find((part) => part.type === type)?.value)
  const shown = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'))
  return shown - Math.floor(moment.getTime() / 1000) * 1000
}

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
    formats.set(timeZone, format)
  }
  return format
}
