/**
 * Gate requests a second, with a token, against a bare Fastify route and against one that makes one query on PostgreSQL. Each server is a
 * process of its own; the load comes from this one, on the same machine. Rounds are interleaved; medians. The processor time that a
 * server takes for a request says more than the rate where the machine has other work too.
 *
 *     npm run bench:gate                     3 rounds of 5 seconds, on a PostgreSQL of its own
 *     DATABASE_URL=postgres://… node bench/gate.mjs [rounds] [seconds]
 *
 * The database must be an empty one: the tables are made, an assessment and a token are put into it.
 */
import autocannon from 'autocannon'
import fastify from 'fastify'
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { buildApi } from '../dist/src/api/server.js'
import { newTokenRow } from '../dist/src/api/tokens/make.js'
import { openStore } from '../dist/src/store/open.js'
import { findPostgres } from './support/postgres.mjs'

const comparison = 'staging..production'
const postgres = await findPostgres()
if (postgres === undefined) {
  console.error('PostgreSQL is not installed: DATABASE_URL must name an empty database.')
  process.exit(2)
}
const { databaseUrl } = postgres
const clock = { now: () => new Date() }

const servers = {
  bare: async () => {
    const app = fastify()
    app.get('/', async () => ({ passed: true }))
    return { app, path: '/' }
  },
  'one query': async () => {
    const store = await openStore({ databaseUrl }, { clock })
    const app = fastify()
    app.get('/', async () => (await store.assessments.latest(comparison)) ?? {})
    return { app, path: '/' }
  },
  gate: async () => {
    const store = await openStore({ databaseUrl }, { clock })
    const nothing = async () => undefined
    const app = await buildApi({
      version: 'bench',
      clock,
      store,
      jobs: {
        assess: nothing,
        cancel: nothing,
        nextRun: nothing,
        weekly: nothing,
        ping: nothing,
        counts: nothing,
        close: nothing,
      },
      environments: [],
      comparisons: [{ name: comparison, candidate: 'staging', baseline: 'production', profile: 'standard' }],
      services: ['orders'],
      rules: [],
      exceptions: [],
      exceptionOf: nothing,
      render: nothing,
      takeSnapshot: nothing,
      giveSnapshot: nothing,
      diff: nothing,
      overridden: nothing,
      document: nothing,
      limits: { perToken: 1e9, perAddress: 1e9 },
    })
    return { app, path: `/v1/gate?comparison=${comparison}&service=orders&maxAge=7d` }
  },
}

if (process.send !== undefined) {
  const { app, path } = await servers[process.argv[2]]()
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  process.send(`${url}${path}`)
  // Asked for between rounds: the processor time of this server so far, in microseconds.
  process.on('message', () => {
    const { user, system } = process.cpuUsage()
    process.send(user + system)
  })
  process.on('disconnect', () => process.exit(0))
} else {
  await measure(Number(process.argv[2] ?? 3), Number(process.argv[3] ?? 5))
  await postgres.stop()
}

async function measure(rounds, seconds) {
  const token = await prepare()
  const started = await Promise.all(Object.keys(servers).map(start))
  const found = new Map(started.map(({ name }) => [name, []]))
  for (let round = 0; round < rounds; round++) {
    for (const { name, url, spent } of started) {
      const before = await spent()
      const result = await autocannon({
        url,
        connections: 50,
        duration: seconds,
        headers: { authorization: `Bearer ${token}` },
      })
      if (result.non2xx > 0 || result.errors > 0)
        throw new Error(`${name}: ${result.non2xx} other answers, ${result.errors} errors`)
      const each = ((await spent()) - before) / result.requests.total
      found.get(name).push({ rate: result.requests.average, p99: result.latency.p99, each })
    }
  }
  const bare = median(found.get('bare').map(({ rate }) => rate))
  console.log(`Node ${process.versions.node}, on ${postgres.told}; ${rounds} rounds of ${seconds} s`)
  for (const [name, results] of found) {
    const rate = median(results.map((one) => one.rate))
    const p99 = median(results.map((one) => one.p99))
    const each = median(results.map((one) => one.each))
    const share = `${String(Math.round((rate / bare) * 100)).padStart(4)} %`
    console.log(
      `${name.padEnd(10)}${String(Math.round(rate)).padStart(8)} requests/s ${share}   p99 ${p99} ms   ${each.toFixed(0)} µs of processor each`,
    )
  }
  for (const { child } of started) child.disconnect()
}

async function start(name) {
  const child = fork(fileURLToPath(import.meta.url), [name], { env: { ...process.env, DATABASE_URL: databaseUrl } })
  const url = await new Promise((resolve, reject) => {
    child.once('message', resolve)
    child.once('exit', (code) => reject(new Error(`${name} ended with ${code}`)))
  })
  const spent = () =>
    new Promise((resolve) => {
      child.once('message', resolve)
      child.send('spent')
    })
  return { name, child, url, spent }
}

/** An assessment that is done, with findings, and a token. */
async function prepare() {
  const store = await openStore({ databaseUrl }, { clock })
  const at = clock.now()
  const { assessment } = await store.assessments.request({
    comparison,
    candidate: 'staging',
    baseline: 'production',
    by: 'bench',
    at,
  })
  const bySeverity = { critical: 0, high: 0, medium: 0, low: 0, info: 0 }
  const document = {
    comparison: { candidate: 'staging', baseline: 'production' },
    takenAt: at.toISOString(),
    drift: 'none',
    coverage: { verdict: 'complete', scopes: [] },
    score: 100,
    findings: [],
    summary: { compared: 1, paired: 2, missing: 0, extra: 0, ambiguous: 0, bySeverity },
    lexicons: { candidate: { digest: '', symbols: [] }, baseline: { digest: '', symbols: [] } },
    twins: [],
    ambiguous: [],
    suggestions: [],
    notices: [],
    counts: { candidate: {}, baseline: {} },
  }
  const decide = () => ({ transitions: [], assessment: document, deliveries: [] })
  await store.assessments.record(assessment.id, {
    at,
    seqs: { candidate: 1, baseline: 1 },
    readAt: at.toISOString(),
    assessment: document,
    decide,
  })
  const { token, row } = newTokenRow(
    { id: `bench-${at.getTime()}`, name: `bench-${at.getTime()}`, scopes: ['gate'] },
    at,
  )
  await store.tokens.add(row)
  await store.close()
  return token
}

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]
}
