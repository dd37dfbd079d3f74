/**
 * What an assessment costs that goes on from the one before: from the store to findings, where bodies of one in a hundred pairs changed since,
 * against the floor (`JSON.parse` of every line of both snapshot files, parsed and dropped) and against an assessment of everything. The
 * service's own work is done (`createHandlers`: the store, a thread, the record of what came of it), in one process that runs already; the
 * processor time is of all of its threads, the store's among them where that is PGlite.
 *
 *     npm run bench:warm
 *     node bench/warm.mjs 10000 50000 --rounds 8
 */
import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { openConfiguration } from '../dist/src/app/service/configuration.js'
import { createHandlers } from '../dist/src/jobs/work/handlers.js'
import { createThreads } from '../dist/src/jobs/work/threads.js'
import { createLog } from '../dist/src/platform/log.js'
import { openStore } from '../dist/src/store/open.js'
import { environments, writeSnapshotFile } from './compare/make-files.mjs'
import { linesOf, resourcesOf } from './compare/lines.mjs'
import { findPostgres } from './support/postgres.mjs'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '8' }, postgres: { type: 'boolean', default: false } },
})
const sizes = positionals.length === 0 ? [10_000, 50_000] : positionals.map(Number)
const rounds = Number(values.rounds)
if (![...sizes, rounds].every((number) => Number.isInteger(number) && number > 0)) {
  process.stderr.write('Sizes and --rounds are whole numbers above 0.\n')
  process.exit(2)
}
const say = (line) => process.stdout.write(`${line}\n`)
const comparison = 'staging..production'
const configuration = `
environments:
  production: { domains: [shop.example], accounts: { main: "111111111111" }, regions: { primary: eu-west-1 }, sources: sent }
  staging: { domains: [staging.shop.example], accounts: { main: "222222222222" }, regions: { primary: eu-west-1 }, sources: sent }
comparisons:
  - { candidate: staging, baseline: production }
`
let minute = 0
const clock = { now: () => new Date(Date.UTC(2026, 10, 1, 0, minute)) }

/** Processor time of this process so far, all threads, in seconds. */
const spent = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

/** Publishes a snapshot file. */
async function publish(store, environment, path) {
  minute += 1
  const coverage = []
  for (const line of linesOf(path)) {
    const value = JSON.parse(line)
    if ('head' in value) break
    if ('coverage' in value) coverage.push({ environment, ...value.coverage })
  }
  function* resources() {
    for (const { head, body } of resourcesOf(path)) yield { head, body: JSON.stringify(body) }
  }
  const { opened } = await store.snapshots.publish({
    environment,
    startedAt: clock.now(),
    publishedAt: clock.now(),
    coverage,
    keyId: 'bench',
    resources: resources(),
  })
  return opened
}

/** The work of a service on a store, with the moments at which something is handed over to be recorded. */
async function openWork(store, folder, name) {
  const env = { EVENKEEL_FINGERPRINT_KEY: globalThis.Buffer.alloc(32, 7).toString('base64') }
  const file = join(folder, `${name}.yaml`)
  await writeFile(file, configuration)
  const opened = await openConfiguration(file, { cwd: folder, env })
  const rules = new Map(opened.comparisons.map(({ config, judgement }) => [config.name, judgement.written]))
  const threads = createThreads({
    entry: new URL('../dist/src/app/service/task-thread.js', import.meta.url),
    workerData: {
      config: opened.config.file,
      cwd: folder,
      env,
      texts: opened.texts,
      key: env.EVENKEEL_FINGERPRINT_KEY,
      rules,
    },
    most: 1,
    readingAtOnce: 1,
    idleSeconds: 600,
  })
  const found = { at: 0 }
  const assessments = {
    ...store.assessments,
    record: (id, record) => {
      found.at = spent()
      found.assessment = record.assessment
      found.goesOn = record.pairingStands
      return store.assessments.record(id, record)
    },
  }
  const parts = {
    store: { ...store, assessments },
    clock,
    log: createLog({ write: (line) => process.stderr.write(line), level: 'warn', readable: true }),
    threads,
    settled: new Map(),
    keyId: 'bench',
    comparisons: new Map([...rules].map(([of, written]) => [of, { rules: written, promotionWindowHours: 168 }])),
    sent: new Set(['staging', 'production']),
    exceptions: async () => [],
    vanished: 0.5,
    threshold: 'high',
    judgeSeconds: 100_000,
    routes: { channels: [], byService: {}, minimum: 'high' },
  }
  const handlers = createHandlers(parts)
  const assess = async () => {
    minute += 1
    const sides = { candidate: 'staging', baseline: 'production' }
    const { assessment } = await store.assessments.request({ comparison, ...sides, by: 'bench', at: clock.now() })
    const began = spent()
    const start = process.hrtime.bigint()
    await handlers.weigh(assessment.id, { signal: new globalThis.AbortController().signal, attempt: 1 })
    const seconds = Number(process.hrtime.bigint() - start) / 1e9
    return {
      found: found.at - began,
      recorded: spent() - found.at,
      seconds,
      goesOn: found.goesOn,
      findings: found.assessment.findings.reduce((sum, one) => sum + one.places.length, 0),
    }
  }
  return { assess, close: () => threads.close() }
}

/** As bench/compare.mjs measures it: in a process of its own, from its start on. */
function floorOf(paths) {
  const contender = fileURLToPath(new URL('compare/contender.mjs', import.meta.url))
  const once = () =>
    JSON.parse(execFileSync(process.execPath, [contender, 'floor', ...paths], { encoding: 'utf8' })).cpu
  return Math.min(once(), once(), once())
}

async function measure(name, place, pairs, folder) {
  const path = (what) => join(folder, `${what}.jsonl`)
  const write = (what, environment, isChanged) => writeSnapshotFile(path(what), environment, pairs, isChanged)
  write('production', environments.production, (i) => i % 100 === 0)
  write('staging', environments.staging, (i) => i % 100 === 0)
  const floor = floorOf([path('production'), path('staging')])
  const store = await openStore(place, { clock })
  const work = await openWork(store, folder, `bench-${pairs}`)
  const row = (what, { found, recorded, seconds, findings, goesOn }) =>
    say(
      `| ${pairs.toLocaleString('en')} | ${name} | ${what} | ${goesOn ? 'yes' : 'no'} | ${(found * 1000).toFixed(0)} ms | ${(found / floor).toFixed(2)} | ${(recorded * 1000).toFixed(0)} ms | ${(seconds * 1000).toFixed(0)} ms | ${findings} |`,
    )
  try {
    await publish(store, 'production', path('production'))
    await publish(store, 'staging', path('staging'))
    row('everything, the first time', await work.assess())
    row('everything, with what was paired', await work.assess())
    const quick = []
    for (let round = 1; round <= rounds; round += 1) {
      // One in a hundred becomes another, and in the next round what it was.
      const changed = round % 2 === 1 ? (round % 98) + 1 : -1
      write('staging', environments.staging, (i) => i % 100 === 0 || i % 100 === changed)
      const opened = await publish(store, 'staging', path('staging'))
      const made = await work.assess()
      row(`${opened} bodies changed`, made)
      quick.push(made)
    }
    for (let i = 0; i < 3; i += 1) row('nothing changed', await work.assess())
    say('')
    say(
      `${pairs} pairs, ${name}: floor ${(floor * 1000).toFixed(0)} ms; resident ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB`,
    )
    for (const [what, turn] of [
      ['begin', 0],
      ['end', 1],
    ]) {
      const found = quick.filter((_, i) => i % 2 === turn).map((one) => one.found)
      found.sort((a, b) => a - b)
      if (found.length === 0) continue
      const middle = found[Math.floor(found.length / 2)]
      say(
        `where differences ${what}: ${(middle * 1000).toFixed(0)} ms in the middle of ${found.length}, ${(middle / floor).toFixed(2)} of the floor (${(found[0] * 1000).toFixed(0)} to ${(found.at(-1) * 1000).toFixed(0)} ms)`,
      )
    }
    say('')
  } finally {
    await work.close()
    await store.close()
  }
}

say(`Node ${process.versions.node}; load before: ${loadavg()[0]?.toFixed(1)}`)
say('')
say('| pairs | store | what | goes on | to findings | ratio to the floor | its record | time | places of findings |')
say('|---:|---|---|---|---:|---:|---:|---:|---:|')
for (const pairs of sizes) {
  const folder = await mkdtemp(join(tmpdir(), 'evenkeel-bench-'))
  try {
    await measure('PGlite', { directory: join(folder, 'data') }, pairs, folder)
    if (values.postgres) {
      const postgres = await findPostgres()
      if (postgres === undefined) throw new Error('there is no PostgreSQL to measure on')
      await measure('PostgreSQL', { databaseUrl: postgres.databaseUrl }, pairs, folder)
      await postgres.stop()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
process.exit(0)
