import type { Clock } from '../../platform/clock.ts'
import type { Store } from '../../store/contract/store.ts'
import type { Lines } from './lines.ts'
import { schedulerId, type JobData, type JobName } from './names.ts'
import type { Schedule, ScheduledComparison } from './options.ts'
import { lastOf } from './schedule.ts'

export interface SchedulesParts {
  readonly store: Store
  readonly clock: Clock
  readonly lines: Lines
  readonly comparisons: ReadonlyMap<string, ScheduledComparison>
  readonly reportSchedule: Schedule | undefined
  readonly assess: (comparison: string, by: string) => Promise<unknown>
}

export interface Schedules {
  /** Makes the queue's schedules those of the configuration. One that is as it should be is left alone, or it would begin anew. */
  readonly settle: () => Promise<void>
  /** Runs what came true while nobody was there: once, however often it did. */
  readonly catchUp: () => Promise<void>
}

export function createSchedules(parts: SchedulesParts): Schedules {
  const { store, clock, lines, comparisons, reportSchedule, assess } = parts
  const wanted = new Map<string, { readonly schedule: Schedule; readonly name: JobName; readonly data: JobData }>()
  for (const { name, schedule } of comparisons.values()) {
    if (schedule === undefined) continue
    wanted.set(schedulerId.comparison(name), { schedule, name: 'scheduled', data: { comparison: name } })
  }
  if (reportSchedule !== undefined)
    wanted.set(schedulerId.report, { schedule: reportSchedule, name: 'report', data: {} })

  return {
    settle: async () => {
      const queue = lines.queue('clock')
      const there = new Map((await queue.getJobSchedulers(0, -1)).map((scheduler) => [scheduler.key, scheduler]))
      for (const key of there.keys()) if (!wanted.has(key)) await queue.removeJobScheduler(key)
      for (const [key, { schedule, name, data }] of wanted) {
        const has = there.get(key)
        if (has?.pattern === schedule.cron && has.tz === schedule.timeZone && has.next !== undefined) continue
        await queue.upsertJobScheduler(
          // BullMQ gives the id of a schedule the type of a job's name; it is any text.
          key as JobName,
          { pattern: schedule.cron, tz: schedule.timeZone },
          {
            name,
            data,
            opts: { removeOnComplete: true, removeOnFail: { count: 100 }, stackTraceLimit: 0, attempts: 3 },
          },
        )
      }
    },
    catchUp: async () => {
      for (const { name, schedule } of comparisons.values()) {
        if (schedule === undefined) continue
        const { items } = await store.assessments.list({ comparison: name }, { limit: 1 })
        const last = items[0]
        // The first of all is the business of whoever starts the service.
        if (last === undefined || new Date(last.requestedAt) >= lastOf(schedule, clock.now())) continue
        await assess(name, 'schedule')
      }
      if (reportSchedule === undefined) return
      // A report that was due before anybody had asked for one was not missed.
      const since = await store.meta.settle(
        `report-schedule ${reportSchedule.cron} ${reportSchedule.timeZone}`,
        clock.now().toISOString(),
      )
      const due = lastOf(reportSchedule, clock.now())
      if (due > new Date(since)) await lines.report(due)
    },
  }
}
