import { entry } from './define.ts'

/** Errors of the jobs: what the service does in its own time. */
export const jobsErrors = {
  'jobs-unavailable': entry<{ readonly where: string; readonly reason: string }>({
    exit: 3,
    sentence: (p) => `The queue of jobs ${p.where} could not be reached (${p.reason}).`,
    remedy: () => 'Check that Redis runs and that REDIS_URL is right, or leave REDIS_URL out.',
    doc: 'Redis, or the store that holds the queue, does not answer.',
  }),
  'jobs-bad-redis-url': entry<{ readonly reason: string }>({
    exit: 2,
    sentence: (p) => `REDIS_URL is no address of a Redis (${p.reason}).`,
    remedy: () =>
      'Write it as redis://host:6379, or rediss:// for TLS, with user:password@ before the host where it needs them.',
    doc: 'REDIS_URL cannot be read. It is not shown, for it may hold a password.',
  }),
  'jobs-no-comparison': entry<{ readonly comparison: string }>({
    exit: 2,
    sentence: (p) => `There is no comparison "${p.comparison}" in the configuration.`,
    remedy: () => 'GET /v1/comparisons lists them; each is named candidate..baseline.',
    doc: 'An assessment was asked for of a comparison that is not configured.',
  }),
  'jobs-comparison-gone': entry<{ readonly comparison: string }>({
    exit: 2,
    sentence: (p) => `The comparison "${p.comparison}" is no longer in the configuration.`,
    remedy: () => 'Nothing is to be done if it was taken out on purpose.',
    doc: 'The service started with another configuration while an assessment of the old one was under way: that one is ended.',
  }),
  'jobs-gave-up': entry<{ readonly what: string; readonly attempts: number; readonly reason: string }>({
    exit: 3,
    sentence: (p) => `${p.what} was tried ${p.attempts} times and failed each time (${p.reason}).`,
    remedy: () => 'The log of the worker says where; if it happens again, report it with those lines.',
    doc: 'Work of the service failed without a reason that Evenkeel knows, or its process died each time.',
  }),
} as const
