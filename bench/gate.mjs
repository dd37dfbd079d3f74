/**
 * Gate requests a second, with a token, against a bare Fastify route and against one that makes one query on PostgreSQL. Each server is a
 * process of its own; the load comes from this one, on the same machine. Rounds are interleaved; medians.
 *
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

const comparison = 'staging..production'
const databaseUrl = process.env['DATABASE_URL']
if (!databaseUrl) {
  console.error('DATABASE_URL must name an empty PostgreSQL database.')
  process.exit(2)
}
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
  process.on('disconnect', () => process.exit(0))
} else {
  await measure(Number(process.argv[2] ?? 3), Number(process.argv[3] ?? 5))
}

async function measure(rounds, seconds) {
  const token = await prepare()
  const started = await Promise.all(Object.keys(servers).map(start))
  const found = new Map(started.map(({ name }) => [name, []]))
  for (let round = 0; round < rounds; round++) {
    for (const { name, url } of started) {
      const result = await autocannon({
        url,
        connections: 50,
        duration: seconds,
        headers: { authorization: `Bearer ${token}` },
      })
      if (result.non2xx > 0 || result.errors > 0)
        throw new Error(`${name}: ${result.non2xx} other answers, ${result.errors} errors`)
      found.get(name).push({ rate: result.requests.average, p99: result.latency.p99 })
    }
  }
  const bare = median(found.get('bare').map(({ rate }) => rate))
  for (const [name, results] of found) {
    const rate = median(results.map((one) => one.rate))
    const p99 = median(results.map((one) => one.p99))
    console.log(
      `${name.padEnd(10)} ${String(Math.round(rate)).padStart(7)} requests/s  ${String(Math.round((rate / bare) * 100)).padStart(4)} %  p99 ${p99} ms`,
    )
  }
  for (const { child } of started) child.disconnect()
}

async function start(name) {
  const child = fork(fileURLToPath(import.meta.url), [name])
  const url = await new Promise((resolve, reject) => {
    child.once('message', resolve)
    child.once('exit', (code) => reject(new Error(`${name} ended with ${code}`)))
  })
  return { name, child, url }
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
