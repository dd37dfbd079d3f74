import { availableParallelism } from 'node:os'
import type { Jobs } from '../../jobs/contract.ts'
import { startJobs } from '../../jobs/start-jobs.ts'
import { weeklyReport } from '../../jobs/weekly.ts'
import { deliverDue } from '../../jobs/work/deliver.ts'
import { createHandlers } from '../../jobs/work/handlers.ts'
import { queueReports } from '../../jobs/work/report.ts'
import { createThreads } from '../../jobs/work/threads.ts'
import { sidesOfComparison } from '../../model/comparison-name.ts'
import type { Channel } from '../../notify/contract.ts'
import { emailChannel } from '../../notify/email/channel.ts'
import { slackChannel } from '../../notify/slack/channel.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Log } from '../../platform/log.ts'
import { localLimiter, type RateLimiter } from '../../platform/rate-limiter.ts'
import { renderWeekly } from '../../report/weekly/render.ts'
import type { Store } from '../../store/contract/store.ts'
import { openStore } from '../../store/open.ts'
import { exceptionsIn, readExceptionFiles } from '../exception-files.ts'
import type { Surroundings } from '../surroundings.ts'
import { openConfiguration, type ServiceConfiguration } from './configuration.ts'
import { serviceKey, settleKey, type ServiceKey } from './key.ts'
import { routesOf } from './routes.ts'
import type { ThreadData } from './thread-data.ts'

/** What a service is started with. */
export interface ServiceOptions {
  readonly config?: string | undefined
  /** Absolute. */
  readonly directory: string
}

/** What works behind `serve` and `worker`. */
export interface Service {
  readonly configuration: ServiceConfiguration
  readonly store: Store
  readonly jobs: Jobs
  /** Takes no more work, hands back what is under way, and closes what it opened. Once; again gives the same end. */
  readonly close: () => Promise<void>
}

/** The severity from which on differences are drift, for verdicts that nobody asks with another. The same as `check` has. */
const threshold = 'high'

/**
 * Opens everything in order: configuration, store, key, threads, jobs. What fails closes what was opened before. Throws the sentences of
 * all of these.
 */
export async function openService(options: ServiceOptions, surroundings: Surroundings, log: Log): Promise<Service> {
  const { env, clock } = surroundings
  const closers: (() => Promise<void>)[] = []
  let closing: Promise<void> | undefined
  const close = (): Promise<void> => (closing ??= closeAll(closers, log))
  try {
    const configuration = await openConfiguration(options.config, surroundings)
    for (const { message, code } of [...configuration.notify.notices]) log.warn(message, { code })
    const databaseUrl = given(env['DATABASE_URL'])
    // Before the store: a key that is missing is told before anything is made.
    const needsKey = databaseUrl === undefined ? undefined : await serviceKey(env, undefined)
    const place = databaseUrl === undefined ? { directory: options.directory } : { databaseUrl }
    const store = await openStore(place, { clock, log })
    closers.push(store.close)
    const key = needsKey ?? (await serviceKey(env, options.directory, store.meta))
    await settleKey(store.meta, key)
    const jobs = await openJobs(configuration, store, key, surroundings, log, closers)
    return { configuration, store, jobs, close }
  } catch (error) {
    await close()
    throw error
  }
}

async function openJobs(
  configuration: ServiceConfiguration,
  store: Store,
  { key, keyId }: ServiceKey,
  { cwd, env, clock }: Surroundings,
  log: Log,
  closers: (() => Promise<void>)[],
): Promise<Jobs> {
  const { config, notify, comparisons } = configuration
  const { slack, email } = notify
  const data: ThreadData = {
    config: config.file,
    cwd,
    env,
    texts: configuration.texts,
    key,
    rules: new Map(comparisons.map(({ config: { name }, judgement }) => [name, judgement.written])),
  }
  const threads = createThreads({
    entry: new URL('./task-thread.js', import.meta.url),
    workerData: data,
    most: Math.max(1, Math.min(4, availableParallelism() - 1)),
    readingAtOnce: 8,
    idleSeconds: 60,
  })
  closers.push(threads.close)
  const channels: readonly Channel[] = [
    ...(slack === undefined ? [] : [slackChannel(slack)]),
    ...(email === undefined ? [] : [emailChannel(email)]),
  ]
  const weekly: Jobs['weekly'] = (name, to) => {
    const { candidate, baseline } =
      comparisons.find((one) => one.config.name === name)?.config ?? sidesOfComparison(name)
    const timeZone = email?.timeZone ?? 'UTC'
    return weeklyReport({ store, comparison: { name, candidate, baseline }, to, timeZone })
  }
  const redisUrl = given(env['REDIS_URL'])
  const handlers = createHandlers({
    store,
    clock,
    log,
    threads,
    settled: new Map(),
    limiter: await openLimiter(redisUrl, clock, log, closers),
    keyId,
    comparisons: new Map(
      comparisons.map(({ config: { name, promotionWindowHours }, judgement }) => [
        name,
        { rules: judgement.written, promotionWindowHours },
      ]),
    ),
    sent: new Set(
      Object.values(config.environments).flatMap(({ facts, sources }) => (sources.length === 0 ? [facts.name] : [])),
    ),
    exceptions: async () => {
      const { files } = await readExceptionFiles(config, cwd)
      const rules = comparisons.flatMap(({ judgement }) => judgement.written.map((rule) => rule.id))
      return exceptionsIn(files, config, [...new Set(rules)]).exceptions
    },
    vanished: config.vanished,
    threshold,
    judgeSeconds: config.judgeSeconds,
    routes: routesOf(configuration),
    deliver: ({ signal }) =>
      deliverDue({
        outbox: store.outbox,
        channels,
        clock,
        signal,
        log: ({ destination, problem }) => log.warn('a message did not arrive', { destination, problem }),
      }),
    report: (due) =>
      queueReports(
        {
          outbox: store.outbox,
          clock,
          comparisons: comparisons.map((one) => one.config.name),
          receivers: email?.to ?? [],
          timeZone: email?.timeZone ?? 'UTC',
          weekly,
          render: renderWeekly,
        },
        due,
      ),
  })
  const jobs = await startJobs({
    store,
    clock,
    handlers,
    comparisons: comparisons.map(({ config: { name, candidate, baseline, schedule: cron, timeZone } }) => {
      const schedule = cron === undefined ? {} : { schedule: { cron, timeZone } }
      return { name, candidate, baseline, ...schedule }
    }),
    ...(email === undefined ? {} : { reportSchedule: { cron: email.schedule, timeZone: email.timeZone } }),
    weekly,
    ...(redisUrl === undefined ? {} : { redisUrl }),
    role: 'all',
    log,
  })
  closers.push(jobs.close)
  return jobs
}

/** Of this process alone, or of all that have the same Redis. */
async function openLimiter(
  url: string | undefined,
  clock: Clock,
  log: Log,
  closers: (() => Promise<void>)[],
): Promise<RateLimiter> {
  if (url === undefined) return localLimiter({ clock })
  const { redisLimiter } = await import('../../platform/redis-limiter.ts')
  const limiter = await redisLimiter({ url, clock, log })
  closers.push(async () => limiter.close())
  return limiter
}

/** Backwards; what does not close does not keep the rest open. */
async function closeAll(closers: (() => Promise<void>)[], log: Log): Promise<void> {
  for (const close of closers.reverse()) {
    await close().catch((error: unknown) => log.warn('something did not close well', {}, error))
  }
}

function given(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === '' ? undefined : text.trim()
}
