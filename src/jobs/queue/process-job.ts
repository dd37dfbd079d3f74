import { UnrecoverableError, WaitingError, type Processor } from 'bullmq'
import type { Log } from '../../platform/log.ts'
import type { QueueJob } from './backend.ts'
import type { JobData, JobName } from './names.ts'
import { attempts } from './options.ts'
import { isFinal, isPassing, lastProblem, reasonOf } from './problem.ts'
import type { Runs } from './runs.ts'
import type { Step } from './steps.ts'

/**
 * What a worker does with a job: runs its step once, however often the job is handed to this process; tries again what may go better; ends
 * for good, in the store, what does not; and hands back what the process is told to leave.
 */
export function processorOf(parts: {
  readonly steps: Readonly<Record<JobName, Step>>
  readonly runs: Runs
  readonly log: Log
}): Processor<JobData, void, JobName> {
  const { steps, runs, log } = parts
  return async (job, token) => {
    if (runs.stopping()) return handBack(job, token)
    const step: Step | undefined = steps[job.name]
    // Of a newer version that shares the queue with this one: it is not ours.
    if (step === undefined) throw new UnrecoverableError(`no job is called ${String(job.name)}`)
    const { assessment, collection } = job.data
    const subject = {
      ...(assessment === undefined ? {} : { assessment }),
      ...(collection === undefined ? {} : { collection }),
    }
    const due = dueOf(job)
    const attempt = Math.max(job.attemptsStarted, 1)
    let end
    try {
      end = await runs.join(`${job.name} ${job.id}`, subject, (signal) =>
        step.run(job.data, { signal, attempt, ...(due === undefined ? {} : { due }) }),
      )
    } catch (error) {
      return failed(job, step, error, log)
    }
    if (end === 'stopped') return handBack(job, token)
  }
}

/** Never returns. What it throws is kept in the queue, so it holds no message of a foreign error. */
async function failed(job: QueueJob, step: Step, error: unknown, log: Log): Promise<never> {
  const last = isFinal(error) || job.attemptsMade + 1 >= (job.opts.attempts ?? 1)
  const facts = { job: job.name, id: job.id, attempt: job.attemptsMade + 1, ...job.data }
  log.warn(last ? 'a job failed' : 'a job failed and is tried again', facts, error)
  // What the store could not take down is still under way there, and is put in line again when the store is back.
  if (!last || isPassing(error)) throw new Error(reasonOf(error))
  const problem = lastProblem(error, await step.what(job.data), attempts)
  await step.giveUp?.(job.data, problem)
  throw new UnrecoverableError(problem)
}

/** Back to those that wait, at once: another worker takes it up without waiting for its lock to run out. */
async function handBack(job: QueueJob, token: string | undefined): Promise<never> {
  await job.moveToWait(token)
  throw new WaitingError()
}

/** Of the job of a schedule: the moment that it was made for. */
function dueOf(job: QueueJob): Date | undefined {
  const millis = job.repeatJobKey === undefined ? undefined : job.opts.prevMillis
  return millis === undefined ? undefined : new Date(millis)
}
