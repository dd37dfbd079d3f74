import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmod, chown, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { postgresPrograms } from '../runner/postgres-programs.mjs'
import { unprivilegedUser } from './postgres-user.ts'
import { eventually, freePort, startServerProcess } from './server-process.ts'

const run = promisify(execFile)

/** A PostgreSQL of a test process. */
export interface Postgres {
  readonly port: number
  readonly user: string
  /** Of its only user; also in every URL. */
  readonly password: string
  /** Makes an empty database; its URL, password included. */
  readonly freshDatabase: () => Promise<string>
  /** Rejects who comes and ends who is there, as a failing server would; `resume` lets them in again. */
  readonly interrupt: () => Promise<void>
  readonly resume: () => Promise<void>
  /** Ends it, when everybody in this process who started it has stopped it. */
  readonly stop: () => Promise<void>
}

let shared: { readonly cluster: Promise<Postgres>; users: number } | undefined

/**
 * Starts PostgreSQL on a free loopback port, with its data in a temporary folder, and waits until it answers (some 2 s). One cluster serves
 * a whole test process; each caller stops it in the end. It ends with the process, however that one ends.
 */
export async function startPostgres(): Promise<Postgres> {
  const mine = (shared ??= { cluster: startCluster(), users: 0 })
  mine.users++
  const cluster = await mine.cluster
  let stopped = false
  return {
    ...cluster,
    stop: async () => {
      if (stopped) return
      stopped = true
      if (--mine.users > 0) return
      if (shared === mine) shared = undefined
      await cluster.stop()
    },
  }
}

async function startCluster(): Promise<Postgres> {
  const programs = postgresPrograms()
  if (programs === undefined) throw new Error('PostgreSQL is not installed: run `npm test` once as root, or install it')
  const owner = unprivilegedUser()
  const folder = await mkdtemp(join(tmpdir(), 'evenkeel-postgres-'))
  const data = join(folder, 'data')
  const user = 'shop'
  const password = randomBytes(12).toString('hex')
  const secret = join(folder, 'password')
  await writeFile(secret, password)
  await chmod(secret, 0o600)
  if (owner !== undefined) for (const path of [folder, secret]) await chown(path, owner.uid, owner.gid)
  const identity = ['--username', user, '--pwfile', secret, '--auth', 'scram-sha-256']
  await run(join(programs, 'initdb'), ['-D', data, '--no-sync', '--locale=C', '--encoding=UTF8', ...identity], {
    ...(owner ?? {}),
    cwd: folder,
    timeout: 60_000,
  })
  // A port can be taken by somebody else between our look and its start.
  for (let tries = 1; ; tries++) {
    const port = await freePort()
    const settings = { ...quick, port: String(port), listen_addresses: '127.0.0.1', unix_socket_directories: '' }
    const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
    const server = startServerProcess([join(programs, 'postgres'), '-D', data, ...options], {
      endBy: 'QUIT',
      cwd: folder,
      ...(owner === undefined ? {} : { user: owner }),
    })
    const stop = async (): Promise<void> => {
      await server.stop()
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    }
    const urlOf = (database: string): string => `postgres://${user}:${password}@127.0.0.1:${port}/${database}`
    const tell = (...statements: readonly string[]): Promise<void> => asked(urlOf('postgres'), statements)
    const answer = await eventually(
      async () => (server.ended() ? 'ended' : await tell('select 1').then(() => 'ready')),
      () => `PostgreSQL did not start: ${server.said()}`,
    ).catch(async (error: unknown) => {
      await stop()
      throw error
    })
    if (answer === 'ended') {
      if (tries < 3) continue
      await stop()
      throw new Error(`PostgreSQL did not start: ${server.said()}`)
    }
    let databases = 0
    return {
      port,
      user,
      password,
      stop,
      freshDatabase: async () => {
        const name = `shop_${++databases}`
        await tell(`create database ${name}`)
        return urlOf(name)
      },
      interrupt: async () => {
        await tell(
          `do $$ declare d name; begin for d in select datname from pg_database where datname like 'shop\\_%'
           loop execute format('alter database %I with allow_connections false', d); end loop; end $$`,
          `select pg_terminate_backend(pid) from pg_stat_activity where datname like 'shop\\_%'`,
        )
      },
      resume: async () => {
        await tell(
          `do $$ declare d name; begin for d in select datname from pg_database where datname like 'shop\\_%'
           loop execute format('alter database %I with allow_connections true', d); end loop; end $$`,
        )
      },
    }
  }
}

/** What a test's database may forget when the machine loses its power. */
const quick = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  shared_buffers: '32MB',
  max_connections: '200',
  autovacuum: 'off',
}

/** A short connection of its own: one that is kept would stop `stop`. */
async function asked(url: string, statements: readonly string[]): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5000 })
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}
