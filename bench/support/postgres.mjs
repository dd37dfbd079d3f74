import { execFileSync, spawn } from 'node:child_process'
import { chownSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { postgresPrograms } from '../../test/runner/postgres-programs.mjs'

/**
 * The PostgreSQL to measure on: that of DATABASE_URL (an empty database, which is filled), else one that is started here with its usual
 * settings, which ends with this program. Undefined where there is neither.
 *
 * @returns {Promise<{ databaseUrl: string, told: string, stop: () => Promise<void> } | undefined>}
 */
export async function findPostgres() {
  const given = process.env['DATABASE_URL']
  if (given) return { databaseUrl: given, told: 'the PostgreSQL of DATABASE_URL', stop: async () => {} }
  const programs = postgresPrograms()
  if (programs === undefined) return undefined
  const owner = unprivileged()
  const folder = mkdtempSync(join(tmpdir(), 'evenkeel-bench-postgres-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  if (owner.uid !== undefined) chownSync(folder, owner.uid, owner.gid)
  const options = { ...owner, cwd: folder, stdio: 'ignore' }
  const identity = ['--username', 'bench', '--auth', 'trust', '--locale=C', '--encoding=UTF8']
  execFileSync(join(programs, 'initdb'), ['-D', join(folder, 'data'), ...identity], options)
  const port = await freePort()
  const settings = [`port=${port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories='].flatMap((one) => [
    '-c',
    one,
  ])
  const server = spawn(join(programs, 'postgres'), ['-D', join(folder, 'data'), ...settings], options)
  const ended = new Promise((resolve) => server.once('exit', resolve))
  const end = () => server.kill('SIGINT')
  process.on('exit', end)
  const databaseUrl = `postgres://bench@127.0.0.1:${port}/postgres`
  await whenItAnswers(databaseUrl, server)
  return {
    databaseUrl,
    told: 'a PostgreSQL of its own, with the usual settings',
    stop: async () => {
      end()
      await ended
    },
  }
}

/** Whom PostgreSQL runs as where we are root, which it refuses to be. */
function unprivileged() {
  if (process.getuid?.() !== 0) return {}
  const users = readFileSync('/etc/passwd', 'utf8').split('\n')
  const [, , uid, gid] = (users.find((one) => /^(postgres|nobody):/.test(one)) ?? '').split(':')
  return uid === undefined ? {} : { uid: Number(uid), gid: Number(gid) }
}

async function whenItAnswers(connectionString, server) {
  for (;;) {
    const client = new pg.Client({ connectionString })
    try {
      await client.connect()
      return
    } catch (error) {
      if (server.exitCode !== null) throw new Error(`PostgreSQL ended with ${server.exitCode}`, { cause: error })
      await new Promise((resolve) => globalThis.setTimeout(resolve, 50))
    } finally {
      await client.end().catch(() => {})
    }
  }
}

/** A port that nobody had a moment ago. */
async function freePort() {
  const server = createServer()
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address()
  await new Promise((resolve) => server.close(resolve))
  return port
}
