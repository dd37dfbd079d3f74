import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Postgres } from '../../support/postgres.ts'
import { startRedis, type Redis } from '../../support/redis.ts'
import { freePort } from '../../support/server-process.ts'
import { startService, urlOf, working, type Service } from '../../support/service.ts'
import { embeddedTables, postgresTables, type StoryTables } from './tables.ts'

/** How it is run: PGlite alone, PostgreSQL, or PostgreSQL and Redis with two workers beside the server. */
export type Way = 'embedded' | 'postgresql' | 'redis'

/** The processes of one installation and what they keep. */
export interface Installation {
  readonly url: string
  /** For `evenkeel gate` and the like. */
  readonly data: string
  readonly names: readonly string[]
  /** Starts what does not run, all at once; resolves when everything does its work. */
  readonly start: () => Promise<void>
  /** SIGTERM to all; their exit codes. */
  readonly stop: () => Promise<readonly (number | null)[]>
  /** SIGKILL to one and a new start of it. */
  readonly crash: (name: string) => Promise<void>
  /** Everything that was ever said on stdout and stderr. */
  readonly said: () => string
  /** The store, while nothing runs. */
  readonly tables: () => Promise<StoryTables>
  /** All of Redis; empty without one. */
  readonly queue: () => Promise<string>
  readonly secrets: Readonly<Record<string, string>>
  readonly remove: () => Promise<void>
}

export async function install(
  way: Way,
  options: {
    readonly folder: string
    readonly variables: Readonly<Record<string, string>>
    readonly fingerprintKey: string
    readonly postgres: () => Promise<Postgres>
  },
): Promise<Installation> {
  const { folder, variables, fingerprintKey } = options
  const data = join(folder, 'data')
  await mkdir(data, { mode: 0o700 })
  const port = await freePort()
  const redis: Redis | undefined = way === 'redis' ? await startRedis() : undefined
  const postgres = way === 'embedded' ? undefined : await options.postgres()
  const databaseUrl = await postgres?.freshDatabase()
  const env = {
    ...variables,
    EVENKEEL_FINGERPRINT_KEY: fingerprintKey,
    ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
    ...(redis === undefined ? {} : { REDIS_URL: redis.url }),
  }
  const config = ['--config', join(folder, 'evenkeel.yaml')]
  const commands: Readonly<Record<string, readonly string[]>> = {
    serve: ['serve', ...config, '--data', data, '--listen', `127.0.0.1:${port}`],
    ...(way === 'redis' ? { 'worker 1': ['worker', ...config], 'worker 2': ['worker', ...config] } : {}),
  }
  const running = new Map<string, Service>()
  const replaced = new Map<string, Promise<void>>()
  let saidBefore = ''

  const forget = (name: string, service: Service): void => {
    saidBefore += `${service.stdout()}${service.stderr()}`
    running.delete(name)
  }
  const startOne = (name: string): void => {
    running.set(name, startService(commands[name] ?? [], { cwd: folder, env }))
  }
  /** Resolves when it does its work; one that was killed meanwhile has a successor, which counts as well. */
  const ready = async (name: string): Promise<void> => {
    for (;;) {
      await replaced.get(name)
      const service = running.get(name)
      if (service === undefined) throw new Error(`${name} does not run`)
      try {
        await (name === 'serve' ? urlOf(service) : working(service))
        return
      } catch (error) {
        if (running.get(name) === service && !replaced.has(name)) throw error
      }
    }
  }
  return {
    url: `http://127.0.0.1:${port}`,
    data,
    names: Object.keys(commands),
    start: async () => {
      for (const name of Object.keys(commands)) if (!running.has(name)) startOne(name)
      await Promise.all(Object.keys(commands).map(ready))
    },
    stop: () =>
      Promise.all(
        [...running].map(async ([name, service]) => {
          const code = await service.stop()
          forget(name, service)
          return code
        }),
      ),
    crash: async (name) => {
      const service = running.get(name)
      if (service === undefined) throw new Error(`${name} does not run`)
      if (service.code() !== undefined) throw new Error(`${name} had ended with ${service.code()}: ${service.stderr()}`)
      const replacing = service.kill().then(() => {
        forget(name, service)
        startOne(name)
        replaced.delete(name)
      })
      replaced.set(name, replacing)
      await replacing
      await ready(name)
    },
    said: () => [saidBefore, ...[...running.values()].map((one) => one.stdout() + one.stderr())].join('\n'),
    tables: () => (databaseUrl === undefined ? embeddedTables(data) : postgresTables(databaseUrl)),
    queue: async () => (await redis?.dump()) ?? '',
    secrets: {
      ...(postgres === undefined ? {} : { databasePassword: postgres.password }),
      ...(redis === undefined ? {} : { redisPassword: redis.password }),
    },
    remove: async () => {
      for (const service of running.values()) await service.kill()
      await redis?.stop()
      await postgres?.stop()
    },
  }
}
