import type { Collection } from '../../store/contract/collections.ts'
import type { JobFlow, JobQueue, QueueBackend } from './backend.ts'
import { jobId, queueOf, type JobData, type JobName, type QueueName } from './names.ts'
import { attempts } from './options.ts'

/** Where work stands in line. Each puts its job there unless it is there already, or under way. */
export interface Lines {
  readonly queue: (name: QueueName) => JobQueue
  readonly start: (assessment: string) => Promise<void>
  /** What is left of a collection: its places, and the end of it. */
  readonly collect: (collection: Collection) => Promise<void>
  readonly weigh: (assessment: string) => Promise<void>
  readonly report: (due: Date) => Promise<void>
  /** In so many milliseconds; one that waits for later is called forward, and one that is under way is followed by another. */
  readonly deliver: (delay: number) => Promise<void>
  /** Puts back in line what is active. For a start when nobody else works. */
  readonly recover: () => Promise<void>
  /** Takes out what waits for an assessment that has ended, or for a collection. What is under way stays. */
  readonly withdraw: (work: { readonly assessment?: string; readonly collection?: Collection }) => Promise<void>
  readonly close: () => Promise<void>
}

/** @param retry - seconds before the second attempt */
export function openLines(backend: QueueBackend, retry: number): Lines {
  const queues: Readonly<Record<QueueName, JobQueue>> = { work: backend.queue('work'), clock: backend.queue('clock') }
  const flow: JobFlow = backend.flow()
  const options = {
    attempts,
    backoff: { type: 'exponential', delay: retry * 1000 },
    removeOnComplete: true,
    removeOnFail: { count: 100 },
    // A stack begins with a message, and a message may hold anything.
    stackTraceLimit: 0,
  }
  /** What has failed for good stays in the queue under its id, and would hide what is asked for now. */
  const isThere = async (queue: JobQueue, id: string): Promise<boolean> => {
    const state = await queue.getJobState(id)
    if (state === 'failed' || state === 'completed') await remove(queue, id)
    return state !== 'unknown' && state !== 'failed' && state !== 'completed'
  }
  const put = async (name: JobName, id: string, data: JobData): Promise<void> => {
    const queue = queues[queueOf[name]]
    if (await isThere(queue, id)) return
    await queue.add(name, data, { ...options, jobId: id })
  }
  const collect = async (collection: Collection): Promise<void> => {
    const queue = queues.work
    const parent = jobId.publish(collection.id)
    const left = collection.scopes.filter(({ state }) => state !== 'done')
    if (await isThere(queue, parent)) {
      if ((await queue.getJobState(parent)) !== 'waiting-children') return
      const states = await Promise.all(left.map(({ index }) => queue.getJobState(jobId.collect(collection.id, index))))
      const waits = states.some((state) => state !== 'unknown' && state !== 'failed')
      const lost = states.some((state) => state === 'unknown' || state === 'failed')
      // The last place is done, and its job is about to tell so, or else it will never: the next turn sees.
      if (waits && !lost) return
      if (!(await remove(queue, parent))) return
    }
    for (const { index } of left) await isThere(queue, jobId.collect(collection.id, index))
    await flow.add({
      name: 'publish' satisfies JobName,
      queueName: queue.name,
      data: { collection: collection.id } satisfies JobData,
      opts: { ...options, jobId: parent },
      children: left.map(({ index }) => ({
        name: 'collect' satisfies JobName,
        queueName: queue.name,
        data: { collection: collection.id, index } satisfies JobData,
        // A place that fails for good has ended its collection in the store; its parent only looks there.
        opts: { ...options, jobId: jobId.collect(collection.id, index), ignoreDependencyOnFailure: true },
      })),
    })
  }
  return {
    queue: (name) => queues[name],
    start: (assessment) => put('start', jobId.start(assessment), { assessment }),
    collect,
    weigh: (assessment) => put('weigh', jobId.weigh(assessment), { assessment }),
    report: (due) => put('report', jobId.report(due), { due: due.toISOString() }),
    deliver: async (delay) => {
      await queues.clock.add(
        'deliver' satisfies JobName,
        {},
        {
          ...options,
          // What comes next is asked for when it has failed, too.
          attempts: 1,
          delay,
          deduplication: { id: 'deliver', keepLastIfActive: true, reschedule: true },
        },
      )
    },
    recover: async () => {
      for (const queue of Object.values(queues)) {
        // Such a token opens every lock.
        for (const job of await queue.getActive()) await job.moveToWait('0')
      }
    },
    withdraw: async ({ assessment, collection }) => {
      if (assessment !== undefined) {
        await remove(queues.clock, jobId.start(assessment))
        await remove(queues.work, jobId.weigh(assessment))
      }
      if (collection === undefined) return
      await remove(queues.work, jobId.publish(collection.id))
      for (const { index } of collection.scopes) await remove(queues.work, jobId.collect(collection.id, index))
    },
    close: async () => {
      await Promise.allSettled([flow.close(), ...Object.values(queues).map((queue) => queue.close())])
    },
  }
}

/** False: it is under way. */
async function remove(queue: JobQueue, id: string): Promise<boolean> {
  const job = await queue.getJob(id)
  if (job === undefined) return true
  try {
    await job.remove({ removeChildren: true })
    return true
  } catch {
    return (await queue.getJob(id)) === undefined
  }
}
