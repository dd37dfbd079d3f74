import type { ComparisonName } from '../../model/comparison-name.ts'
import type { RenderedReport, WeeklyReport } from '../../report/contract.ts'
import type { Clock } from '../../platform/clock.ts'
import { dayOf } from '../weekly-trend.ts'
import type { KeyedDelivery, Outbox } from '../../store/contract/outbox.ts'

export interface ReportParts {
  readonly outbox: Outbox
  readonly clock: Clock
  readonly comparisons: readonly ComparisonName[]
  /** Who gets it: one mail each, so that each is tried, and arrives, on its own. */
  readonly receivers: readonly string[]
  /** IANA: which day it is. */
  readonly timeZone: string
  readonly weekly: (comparison: ComparisonName, to: Date) => Promise<WeeklyReport>
  readonly render: (report: WeeklyReport) => Promise<RenderedReport>
}

/**
 * Puts the weekly report that was due at `due` into the outbox, for every comparison and receiver. Their keys hold the day, so
 * however often this runs, and in how many processes, each gets one report of a comparison a day.
 */
export async function queueReports(parts: ReportParts, due: Date): Promise<void> {
  const { outbox, clock, comparisons, receivers, timeZone, weekly, render } = parts
  if (receivers.length === 0) return
  const day = dayOf(due, timeZone)
  for (const comparison of comparisons) {
    const { subject, html, text, images } = await render(await weekly(comparison, due))
    const message = { type: 'weekly', comparison, at: due.toISOString(), subject, html, text, images } as const
    const deliveries = receivers.map((destination): KeyedDelivery => {
      return { key: `weekly:${comparison}:${day}:${destination}`, delivery: { channel: 'email', destination, message } }
    })
    await outbox.add(deliveries, clock.now())
  }
}
