import {
  createPostgresBackend,
  createRedisBackend,
  FlowProducer,
  Queue,
  Worker,
  type BackendFactory,
  type IQueueBackend,
  type Job,
  type JobProgress,
  type Processor,
  type WorkerOptions,
} from 'bullmq'
import type { Log } from '../../platform/log.ts'
import type { Store } from '../../store/contract/store.ts'
import type { JobData, JobName, QueueName } from './names.ts'
import { reasonOf } from './problem.ts'
import { openRedis } from './redis.ts'
import { repeatStrategy } from './schedule.ts'
import { openSqlQueue } from './sql-queue.ts'

export type QueueJob = Job<JobData, void, JobName>
export type JobQueue = Queue<QueueJob, void, JobName, JobData, void, JobName, IQueueBackend, unknown>
export type JobFlow = FlowProducer<IQueueBackend, unknown>
export type JobWorker = Worker<JobData, void, JobName, IQueueBackend, JobProgress, unknown>

/** BullMQ's objects on one connection, and the connection itself. */
export interface QueueBackend {
  /** What an error calls it; without user and password. */
  readonly where: string
  readonly queue: (name: QueueName) => JobQueue
  readonly flow: () => JobFlow
  readonly worker: (
    name: QueueName,
    /** Null: jobs are fetched by hand. */
    processor: Processor<JobData, void, JobName> | null,
    options: Omit<WorkerOptions<unknown>, 'connection'>,
  ) => JobWorker
  /** The name of a queue as BullMQ knows it. */
  readonly nameOf: (name: QueueName) => string
  /** Resolves when it answers; rejects with whatever went wrong. Never takes longer than `answer` seconds of the options. */
  readonly ping: () => Promise<void>
  /** After every object on it is closed. Never waits for an answer. */
  readonly close: () => Promise<void>
}

/** A connection that BullMQ's objects share. */
export interface QueueConnection {
  readonly where: string
  readonly connection: unknown
  readonly ping: () => Promise<void>
  readonly close: () => Promise<void>
}

/**
 * The queue on Redis where a URL is given, else on the store. Throws `jobs-unavailable` when it does not answer, and
 * `jobs-bad-redis-url`.
 */
export async function openBackend(options: {
  readonly store: Store
  readonly redisUrl: string | undefined
  readonly prefix: string
  readonly answerSeconds: number
  readonly log: Log
}): Promise<QueueBackend> {
  const { store, redisUrl, prefix, log } = options
  const { connection, ...rest } =
    redisUrl === undefined ? await openSqlQueue(store, log) : await openRedis(redisUrl, options)
  // Both are made for their own connection, which is the one that they get here.
  const factory = (redisUrl === undefined ? createPostgresBackend : createRedisBackend) as unknown as BackendFactory<
    IQueueBackend,
    unknown
  >
  const base = { connection, prefix, settings: { repeatStrategy } }
  // Redis wakes nobody for a job that is handed back; on the store, everybody hears of it.
  const drainDelay = redisUrl === undefined ? 5 : 1
  const nameOf = (name: QueueName): string => (redisUrl === undefined ? `${prefix}-${name}` : name)
  // One that nobody listens to would end the process. Redis tells of every attempt to come back: once is enough.
  let last: string | undefined
  const listen = (error: Error): void => {
    const reason = reasonOf(error)
    if (reason !== last) log.warn('the queue of jobs has trouble', { queue: rest.where, reason })
    last = reason
  }
  return {
    ...rest,
    nameOf,
    queue: (name) => {
      const queue: JobQueue = new Queue(nameOf(name), base, factory)
      return queue.on('error', listen)
    },
    flow: () => {
      const flow: JobFlow = new FlowProducer(base, factory)
      return flow.on('error', listen)
    },
    worker: (name, processor, workerOptions) => {
      const worker: JobWorker = new Worker(nameOf(name), processor, { ...workerOptions, ...base, drainDelay }, factory)
      return worker.on('error', listen).on('active', () => (last = undefined))
    },
  }
}
