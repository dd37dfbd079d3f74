/**
 * What an unchanged assessment of 10,000 resources writes in all: rows of each table, and bytes of write-ahead log, with what the places
 * gave while it runs, the queue's own jobs and the verdict. The service runs as it is, on its own store and on PostgreSQL (that of
 * DATABASE_URL, an empty database which it fills, or one that is started here). bench/store.mjs says what of it is the publishing.
 *
 *     npm run bench:assessment
 *     node bench/assessment.mjs 10000       half of them in each environment
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openService } from '../dist/src/app/service/open-service.js'
import { createLog } from '../dist/src/platform/log.js'
import { findPostgres } from './support/postgres.mjs'

const count = Number(process.argv[2] ?? 10_000)
if (!Number.isInteger(count) || count < 2) {
  process.stderr.write('The number of resources must be a whole number, 2 or more.\n')
  process.exit(2)
}
const comparison = 'staging..production'
const say = (line) => process.stdout.write(`${line}\n`)
const wait = (milliseconds) => new Promise((resolve) => globalThis.setTimeout(resolve, milliseconds))

/** A Terraform state with security groups of three rules, some 2 kB each, as the shop of the examples has them. */
function stateOf(environment, account, size) {
  const name = (i) => `shop-${environment}-part-${i}`
  const rule = (i, port) => ({
    cidr_blocks: [],
    description: `Requests of part ${i} on ${port}`,
    from_port: port,
    ipv6_cidr_blocks: [],
    prefix_list_ids: [],
    protocol: 'tcp',
    security_groups: [],
    self: true,
    to_port: port,
  })
  const resources = Array.from({ length: size }, (_, i) => {
    const id = `sg-${(i + Number(account[0]) * 0x1000000).toString(16).padStart(17, '0')}`
    const tags = { Environment: environment, ManagedBy: 'terraform', Name: name(i), Service: `part-${i % 50}` }
    const attributes = {
      arn: `arn:aws:ec2:eu-west-1:${account}:security-group/${id}`,
      description: `Part ${i} of the shop`,
      egress: [],
      id,
      ingress: [22, 8080, 9100].map((port) => rule(i, port)),
      name: name(i),
      name_prefix: '',
      owner_id: account,
      revoke_rules_on_delete: false,
      vpc_id: 'vpc-0386978ef6bc62be9',
      tags,
      tags_all: tags,
    }
    return {
      mode: 'managed',
      type: 'aws_security_group',
      name: `part_${i}`,
      provider: 'provider["registry.terraform.io/hashicorp/aws"]',
      instances: [{ schema_version: 1, attributes, sensitive_attributes: [] }],
    }
  })
  return { version: 4, terraform_version: '1.9.8', serial: 1, lineage: `of-${environment}`, outputs: {}, resources }
}

const configuration = `
environments:
  production:
    accounts: { main: "111111111111" }
    regions: { primary: eu-west-1 }
    sources: [{ terraform: { state: production.tfstate } }]
  staging:
    accounts: { main: "222222222222" }
    regions: { primary: eu-west-1 }
    sources: [{ terraform: { state: staging.tfstate } }]
comparisons:
  - { candidate: staging, baseline: production }
`

async function measure(name, folder, env) {
  const nothing = { write: () => {}, isTty: false, colour: false, columns: 80 }
  const surroundings = {
    cwd: folder,
    env: { ...env, EVENKEEL_FINGERPRINT_KEY: globalThis.Buffer.alloc(32, 7).toString('base64') },
    stdout: nothing,
    stderr: nothing,
    clock: { now: () => new Date() },
    signal: new globalThis.AbortController().signal,
  }
  const log = createLog({ write: (line) => process.stderr.write(line), level: 'warn', readable: true })
  const service = await openService({ directory: join(folder, 'data') }, surroundings, log)
  try {
    say(`${name}, ${count} resources`)
    for (const what of ['first assessment', 'unchanged', 'unchanged again']) await assessment(service, what)
  } finally {
    await service.close()
  }
}

/** One assessment: what it took and wrote. */
async function assessment({ store, jobs }, what) {
  const query = async (text) => (await store.pool.query(text)).rows
  const position = async () => Number((await query("select pg_current_wal_insert_lsn() - '0/0'::pg_lsn as at"))[0].at)
  const rows = async () => {
    // Every session tells of its rows when it next has nothing to do, at most once a second.
    await wait(2500)
    const told = await query(
      `select schemaname || '.' || relname as name, n_tup_ins + n_tup_upd + n_tup_del as written
       from pg_stat_user_tables`,
    )
    return new Map(told.map((one) => [one.name, Number(one.written)]))
  }
  const before = await rows()
  const from = await position()
  const began = process.hrtime.bigint()
  const asked = (await jobs.assess(comparison, 'bench')).assessment
  for (;;) {
    const now = await store.assessments.get(asked.id)
    if (now.state === 'done') break
    if (now.endedAt !== undefined) throw new Error(`the assessment ended as ${now.state}: ${now.problem}`)
    await wait(50)
  }
  const seconds = Number(process.hrtime.bigint() - began) / 1e9
  const bytes = (await position()) - from
  const after = await rows()
  const written = [...after]
    .map(([name, total]) => [name, total - (before.get(name) ?? 0)])
    .filter(([, number]) => number > 0)
    .sort((a, b) => b[1] - a[1])
  const all = written.reduce((sum, [, number]) => sum + number, 0)
  say(
    `  ${what.padEnd(18)}${String(all).padStart(8)} rows${String(bytes).padStart(12)} bytes of log${seconds.toFixed(1).padStart(8)} s`,
  )
  say(`    ${written.map(([name, number]) => `${name} ${number}`).join(', ')}`)
}

const folder = await mkdtemp(join(tmpdir(), 'evenkeel-bench-'))
try {
  await writeFile(join(folder, 'evenkeel.yaml'), configuration)
  const half = Math.floor(count / 2)
  await writeFile(
    join(folder, 'production.tfstate'),
    JSON.stringify(stateOf('production', '111111111111', count - half)),
  )
  await writeFile(join(folder, 'staging.tfstate'), JSON.stringify(stateOf('staging', '222222222222', half)))
  await measure('PGlite', folder, {})
  const postgres = await findPostgres()
  if (postgres !== undefined) {
    await measure(`PostgreSQL (${postgres.told})`, folder, { DATABASE_URL: postgres.databaseUrl })
    await postgres.stop()
  }
} finally {
  await rm(folder, { recursive: true, force: true })
}
