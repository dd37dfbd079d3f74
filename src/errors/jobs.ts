import { entry } from './define.ts'

/** Errors of the jobs: what the service does in its own time. */
export const jobsErrors = {
  'jobs-unavailable': entry<{ readonly where: string; readonly reason: string }>({
    exit: 3,
    sentence: (p) => `The queue of jobs ${p.where} could not be reached (${p.reason}).`,
    remedy: () => 'Check that Redis runs and that REDIS_URL is right, or leave REDIS_URL out.',
    doc: 'Redis, or the store that holds the queue, does not answer.',
  }),
} as const
