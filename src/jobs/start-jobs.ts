import { fail } from '../errors/catalogue.ts'
import type { JobCounts, Jobs } from './contract.ts'
import { openBackend } from './queue/backend.ts'
import { createDrive } from './queue/drive.ts'
import { openLines } from './queue/lines.ts'
import { usualTimes, type JobsOptions, type JobTimes } from './queue/options.ts'
import { createRounds, startRound } from './queue/rounds.ts'
import { startRuns } from './queue/runs.ts'
import { nextOf } from './queue/schedule.ts'
import { createSchedules } from './queue/schedules.ts'
import { createSteps } from './queue/steps.ts'
import { startWorkers, type Workers } from './queue/workers.ts'
import { within } from './queue/within.ts'

/** Milliseconds between two looks through the outbox that nobody asked for. */
const shortestPause = 100

/**
 * Starts the queue of jobs: on Redis where its URL is given, else on the store. The queue only drives; what is true is in the store, so
 * that the queue may be lost at any time. Throws `jobs-unavailable` when it does not answer, and `jobs-bad-redis-url`.
 */
export async function startJobs(options: JobsOptions): Promise<Jobs> {
  const { store, clock, handlers, log, role, reportSchedule } = options
  const times: JobTimes = { ...usualTimes, ...options.times }
  const comparisons = new Map(options.comparisons.map((comparison) => [comparison.name, comparison]))
  const backend = await openBackend({
    store,
    redisUrl: options.redisUrl,
    prefix: options.prefix ?? 'evenkeel',
    answerSeconds: times.answer,
    log,
  })
  const lines = openLines(backend, times.retry)
  const runs = startRuns(times.patience)
  const drive = createDrive({ store, clock, lines, runs, comparisons, log })
  let nextDelivery: Date | undefined

  /** Somebody waits for the answer; what the queue does not take now, a worker puts in line when it next looks. */
  const soon = async (what: string, work: Promise<unknown>): Promise<void> => {
    const done = await within(times.answer, work).catch((error: unknown) => {
      log.warn(`${what} is put in line later`, {}, error)
      return true
    })
    if (done) return
    work.catch(() => undefined)
    log.warn(`${what} is put in line later: the queue does not answer`)
  }
  const assess: Jobs['assess'] = async (comparison, by) => {
    const found = comparisons.get(comparison)
    if (found === undefined) throw fail('jobs-no-comparison', { comparison })
    const { candidate, baseline } = found
    const asked = await store.assessments.request({ comparison, candidate, baseline, by, at: clock.now() })
    if (asked.assessment.state === 'queued') await soon('an assessment', lines.start(asked.assessment.id))
    return asked
  }
  const schedules = createSchedules({ store, clock, lines, comparisons, reportSchedule, assess })
  const rounds = createRounds({ store, clock, lines, runs, drive, schedules, nextDelivery: () => nextDelivery })
  const stops: (() => void)[] = []
  let workers: Workers | undefined

  if (role !== 'api') {
    const delivered = (next: Date | undefined): void => {
      nextDelivery = next
    }
    const steps = createSteps({
      store,
      clock,
      handlers,
      lines,
      drive,
      comparisons,
      fresh: times.fresh,
      assess,
      delivered,
    })
    const onDelivered = (): void => {
      if (nextDelivery === undefined) return
      // Never at once: what is due and does not go out would be looked at without a pause.
      const delay = Math.max(shortestPause, nextDelivery.getTime() - clock.now().getTime())
      lines.deliver(delay).catch((error: unknown) => log.warn('the next delivery waits for a later look', {}, error))
    }
    const alone = options.alone ?? (store.engine === 'pglite' && options.redisUrl === undefined)
    if (alone) await lines.recover()
    await schedules.settle()
    await schedules.catchUp()
    const concurrency = options.concurrency ?? 4
    // Where nobody else is, nobody takes over, and looking for it would only write.
    const stalled = alone ? Math.max(times.stalled, 30) : times.stalled
    workers = startWorkers({ backend, steps, runs, times: { ...times, stalled }, concurrency, onDelivered, log })
    await rounds.reconcile()
    stops.push(startRound(times.reconcile, 'the look after what is under way', rounds.reconcile, log))
    stops.push(startRound(times.watch, 'the look after what was cancelled', rounds.watch, log))
  }

  const shut = async (): Promise<void> => {
    for (const stop of stops) stop()
    await workers?.close()
    // Nobody waits for an answer any more: what Redis does not take now is lost, and found again in the store.
    await within(2, lines.close())
    await backend.close()
  }
  let closing: Promise<void> | undefined
  return {
    assess,
    cancel: async (assessment) => {
      const ended = drive.end(assessment, 'cancelled')
      await soon('what is to be withdrawn', ended)
      // The row says so even where the queue did not answer.
      return (await within(0, ended).catch(() => false))
        ? ended
        : (await store.assessments.get(assessment))?.state === 'cancelled'
    },
    nextRun: async (comparison) => {
      const schedule = comparisons.get(comparison)?.schedule
      return schedule === undefined ? undefined : nextOf(schedule, clock.now()).toISOString()
    },
    weekly: options.weekly,
    ping: backend.ping,
    counts: async () => {
      // What is asked while the queue is away is answered when it is back, which nobody waits for.
      await backend.ping()
      const names = ['work', 'clock'] as const
      const counts = await Promise.all(
        names.map((name) => lines.queue(name).getJobCounts('waiting', 'active', 'failed')),
      )
      const sum = (of: keyof JobCounts): number => counts.reduce((all, count) => all + (count[of] ?? 0), 0)
      return { waiting: sum('waiting'), active: sum('active'), failed: sum('failed') }
    },
    close: () => (closing ??= shut()),
  }
}
