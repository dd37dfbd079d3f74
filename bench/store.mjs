/**
 * What publishing an unchanged reading of 10,000 resources writes: rows, and bytes of write-ahead log. On PGlite in a folder of its
 * own, and on PostgreSQL: that of DATABASE_URL (an empty database, which it fills), or one that is started here. What a whole
 * assessment writes, with what is kept while it runs, is measured by bench/assessment.mjs.
 *
 *     npm run bench:store
 *     node bench/store.mjs 10000
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore } from '../dist/src/store/open.js'
import { findPostgres } from './support/postgres.mjs'

const count = Number(process.argv[2] ?? 10_000)
if (!Number.isInteger(count) || count < 1) {
  process.stderr.write('The number of resources must be a whole number, 1 or more.\n')
  process.exit(2)
}

const clock = { now: () => new Date() }
const origin = { collector: 'aws-ec2', mode: 'observed', scope: '111111111111/eu-west-1' }
const coverage = [
  {
    environment: 'production',
    origin,
    role: '',
    kind: 'firewall',
    status: 'complete',
    required: true,
    unknownFields: [],
  },
]
const body = JSON.stringify({ tags: { System: 'shop' }, attributes: { description: 'x'.repeat(2000) } })

function* resources(version) {
  for (let i = 0; i < count; i += 1) {
    const id = `sg-${i}`
    const contentDigest = String(i % 100 === 0 ? version : 0).padStart(56, '0') + String(i).padStart(8, '0')
    const head = {
      key: `firewall|aws-ec2|${origin.scope}|${id}`,
      kind: 'firewall',
      id,
      origin,
      identifiers: [],
      contentDigest,
    }
    yield { head, body }
  }
}

/** One reading: what it took and wrote. */
async function reading(store, minute, version) {
  const query = async (text) => (await store.pool.query(text)).rows[0]
  const position = async () => (await query("select pg_current_wal_insert_lsn() - '0/0'::pg_lsn as at")).at
  const before = Number(await position())
  const start = process.hrtime.bigint()
  const published = await store.snapshots.publish({
    environment: 'production',
    startedAt: new Date(Date.UTC(2026, 10, 1, 0, minute)),
    publishedAt: new Date(Date.UTC(2026, 10, 1, 0, minute, 30)),
    coverage,
    keyId: 'bench',
    resources: resources(version),
  })
  const milliseconds = Number(process.hrtime.bigint() - start) / 1e6
  return { ...published, bytes: Number(await position()) - before, milliseconds }
}

async function measure(name, place) {
  const store = await openStore(place, { clock })
  try {
    process.stdout.write(`${name}, ${count} resources of ${body.length} bytes\n`)
    const cases = [
      ['first reading', 0, 0],
      ['unchanged', 1, 0],
      ['unchanged', 2, 0],
      ['one in a hundred changed', 3, 1],
      ['unchanged', 4, 1],
    ]
    for (const [what, minute, version] of cases) {
      const { opened, closed, bytes, milliseconds } = await reading(store, minute, version)
      const rows = opened + closed + coverage.length
      process.stdout.write(
        `  ${what.padEnd(26)}${String(rows).padStart(8)} versions and checks${String(bytes).padStart(12)} bytes of log${milliseconds.toFixed(0).padStart(8)} ms\n`,
      )
    }
  } finally {
    await store.close()
  }
}

const folder = await mkdtemp(join(tmpdir(), 'evenkeel-bench-'))
try {
  await measure('PGlite', { directory: folder })
  const postgres = await findPostgres()
  if (postgres !== undefined) {
    await measure(`PostgreSQL (${postgres.told})`, { databaseUrl: postgres.databaseUrl })
    await postgres.stop()
  }
} finally {
  await rm(folder, { recursive: true, force: true })
}
