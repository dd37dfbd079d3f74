import type { ComparisonName } from '../../model/comparison-name.ts'

/** What each job carries: ids only. What is true is in the store; a job says where to look. */
export interface JobData {
  readonly assessment?: string
  readonly collection?: string
  /** Of a collection: which place of its plan. */
  readonly index?: number
  readonly comparison?: ComparisonName
  /** Of a report: the moment that it was due at, ISO 8601. */
  readonly due?: string
}

/**
 * `start`: plans and begins the collections of an assessment. `collect`, `publish`: a place of a collection, and its end. `weigh`: the end of
 * an assessment. `scheduled`, `report`: a schedule came true. `deliver`: the outbox.
 */
export type JobName = 'start' | 'collect' | 'publish' | 'weigh' | 'scheduled' | 'report' | 'deliver'

/**
 * The two queues. What takes its time must not stand before what is over at once: a message or a new assessment waits for no
 * collection.
 */
export type QueueName = 'work' | 'clock'

/** Where jobs of a name wait. */
export const queueOf: Readonly<Record<JobName, QueueName>> = {
  collect: 'work',
  publish: 'work',
  weigh: 'work',
  start: 'clock',
  scheduled: 'clock',
  report: 'clock',
  deliver: 'clock',
}

/** Ids of jobs: the same work has the same id, so that it waits once however often it is asked for. BullMQ allows no colon in them. */
export const jobId = {
  start: (assessment: string): string => `start.${assessment}`,
  collect: (collection: string, index: number): string => `collect.${collection}.${index}`,
  publish: (collection: string): string => `publish.${collection}`,
  weigh: (assessment: string): string => `weigh.${assessment}`,
  report: (due: Date): string => `report.${due.getTime()}`,
} as const

/** Ids of schedules. */
export const schedulerId = {
  comparison: (comparison: ComparisonName): string => `comparison.${comparison}`,
  report: 'report',
} as const
