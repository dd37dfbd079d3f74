import type { Log } from '../../platform/log.ts'
import type { JobWorker, QueueBackend, QueueJob } from './backend.ts'
import type { JobName } from './names.ts'
import { attempts, type JobTimes } from './options.ts'
import { lastProblem } from './problem.ts'
import { processorOf } from './process-job.ts'
import type { Runs } from './runs.ts'
import type { Step } from './steps.ts'
import { within } from './within.ts'

/** A job whose process dies so often is not taken over any more: it is what kills it. */
const maxStalledCount = 20

export interface Workers {
  /** Takes no more work, lets what is under way end, hands the rest back. At the latest after grace + patience + some seconds. */
  readonly close: () => Promise<void>
}

export function startWorkers(parts: {
  readonly backend: QueueBackend
  readonly steps: Readonly<Record<JobName, Step>>
  readonly runs: Runs
  readonly times: JobTimes
  readonly concurrency: number
  /** A look through the outbox has ended, well or not. */
  readonly onDelivered: () => void
  readonly log: Log
}): Workers {
  const { backend, steps, runs, times, concurrency, onDelivered, log } = parts
  const processor = processorOf({ steps, runs, log })
  const options = {
    lockDuration: times.lock * 1000,
    stalledInterval: times.stalled * 1000,
    maxStalledCount,
    // After the queue was away; its own 15 s are long for somebody who waits.
    runRetryDelay: 1000,
  }
  const workers: readonly JobWorker[] = [
    backend.worker('work', processor, { ...options, concurrency }),
    backend.worker('clock', processor, { ...options, concurrency: 4 }),
  ]
  for (const worker of workers) {
    worker.on('completed', (job) => {
      if (job.name === 'deliver') onDelivered()
    })
    worker.on('failed', (job, error) => {
      // The queue itself gave it up, so no step could.
      if (job?.deferredFailure === undefined) return
      void giveUp(job, error).catch((problem: unknown) => log.error('a job could not be given up', {}, problem))
    })
    worker.on('stalled', (id) => log.warn('a job of a process that is gone is taken over', { id }))
  }
  const giveUp = async (job: QueueJob, error: Error): Promise<void> => {
    const step = steps[job.name]
    await step.giveUp?.(job.data, lastProblem(error, await step.what(job.data), Math.max(maxStalledCount, attempts)))
  }
  return {
    close: async () => {
      runs.refuse()
      // They do not wait for what is active: a job that is fetched in this moment is handed back by its processor.
      await within(1, Promise.allSettled(workers.map((worker) => worker.pause(true))))
      await runs.idle(times.grace)
      await runs.stop()
      const closed = Promise.allSettled(workers.map((worker) => worker.close()))
      if (await within(2, closed)) return
      log.warn('the queue does not answer; what was under way is taken over when its locks have run out')
    },
  }
}
