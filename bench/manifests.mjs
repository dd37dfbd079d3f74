/**
 * How long 10,000 rendered Kubernetes manifests (some 40 MB) take from file to findings, as a ratio to parsing their YAML: a whole `evenkeel
 * check` of two environments, with its start, in a process of its own; beside it, in another, the same files parsed by the same
 * library, document by document, and nothing else. Says the most memory that either held.
 *
 *     npm run bench:manifests
 *     node bench/manifests.mjs 10000 100     so many manifests, half of them in each environment; so many in a file
 *     node bench/manifests.mjs 10000 1       each in a file of its own, as they stand in a repository
 */
import { Buffer } from 'node:buffer'
import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'

const [count = 10_000, perFile = 100] = process.argv
  .slice(2)
  .filter((word) => word !== '--parse')
  .map(Number)
if (![count, perFile].every((number) => Number.isInteger(number)) || count < 2 || perFile < 1) {
  process.stderr.write(
    'The numbers of manifests, in all and in a file, must be whole numbers: 2 or more, and 1 or more.\n',
  )
  process.exit(2)
}

/** Settings as a config map has them, enough to make a manifest of four kilobytes. */
const lines = (i, environment, many) =>
  Array.from(
    { length: many },
    (_, n) => `  PART_${i}_OPTION_${n}: "https://part-${n}.${environment}.shop.example/api/v${n % 3}"`,
  )

function deployment(i, environment) {
  const variables = Array.from(
    { length: 30 },
    (_, n) => `        - name: OPTION_${n}\n          value: "https://part-${n}.${environment}.shop.example/v1"`,
  )
  // One in a hundred differs: findings are part of the work.
  const tag = i % 100 === 0 && environment === 'staging' ? '1.9.0' : '1.8.2'
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: part-${i}
  namespace: shop-${environment}
  labels: {app: part-${i}, team: team-${i % 20}}
spec:
  replicas: 3
  selector: {matchLabels: {app: part-${i}}}
  template:
    metadata: {labels: {app: part-${i}}}
    spec:
      serviceAccountName: part-${i}
      containers:
      - name: app
        image: registry.example/shop/part-${i}:${tag}
        ports: [{containerPort: 8080}]
        resources: {requests: {cpu: 100m, memory: 256Mi}, limits: {memory: 512Mi}}
        readinessProbe: {httpGet: {path: /ready, port: 8080}}
        livenessProbe: {httpGet: {path: /live, port: 8080}}
        env:
${variables.join('\n')}
`
}

const makers = [
  deployment,
  (i, environment) =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: part-${i}, namespace: shop-${environment}}\ndata:\n${lines(i, environment, 62).join('\n')}\n`,
  (i, environment) =>
    `apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: part-${i}, namespace: shop-${environment}}\nrules:\n${Array.from({ length: 40 }, (_, n) => `- apiGroups: ["group-${n}.shop.example"]\n  resources: ["things-${n}", "others-${n}"]\n  verbs: [get, list, watch]`).join('\n')}\n`,
  (i, environment) =>
    `apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata: {name: part-${i}, namespace: shop-${environment}}\nspec:\n  groups:\n  - name: part\n    rules:\n${Array.from({ length: 20 }, (_, n) => `    - alert: Part${n}IsSlow\n      expr: histogram_quantile(0.9, rate(requests_${n}[5m])) > ${n}\n      for: 5m\n      labels: {severity: page}\n      annotations: {summary: "Part ${n} answers late"}`).join('\n')}\n`,
]

async function make(folder) {
  for (const environment of ['staging', 'production']) {
    await mkdir(join(folder, environment))
    for (let from = 0; from < count / 2; from += perFile) {
      const some = Array.from({ length: Math.min(perFile, count / 2 - from) }, (_, n) => {
        const i = from + n
        return makers[i % makers.length](i, environment)
      })
      await writeFile(join(folder, environment, `${String(from).padStart(6, '0')}.yaml`), some.join('---\n'))
    }
  }
  const source = (environment) => `{ aliases: [], sources: [{ kubernetes: { manifests: ${environment} } }] }`
  const environments = `{ staging: ${source('staging')}, production: ${source('production')} }`
  const comparisons = '[{ candidate: staging, baseline: production }]'
  await writeFile(join(folder, 'evenkeel.yaml'), `environments: ${environments}\ncomparisons: ${comparisons}\n`)
}

/** Runs a script in a process of its own: how long it took, how much of a core it had, the most memory, and what it said. */
function run(args, cwd) {
  return new Promise((done, failed) => {
    const began = performance.now()
    const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'inherit', 'ipc'] })
    const said = []
    let used = { cpu: 0, memory: 0 }
    child.on('message', (told) => {
      used = told
    })
    child.stdout.on('data', (chunk) => said.push(chunk))
    child.on('error', failed)
    child.on('close', (code) => {
      done({ code, seconds: (performance.now() - began) / 1000, ...used, text: Buffer.concat(said).toString() })
    })
  })
}

async function parseAll(folder) {
  const { parseAllDocuments } = await import('yaml')
  let documents = 0
  for (const environment of ['staging', 'production']) {
    for (const name of await readdir(join(folder, environment))) {
      const text = await readFile(join(folder, environment, name), 'utf8')
      for (const document of parseAllDocuments(text)) if (document.toJS() !== null) documents++
    }
  }
  process.stdout.write(String(documents))
}

const here = fileURLToPath(import.meta.url)
if (process.argv.includes('--parse')) {
  await parseAll(process.cwd())
} else {
  const folder = await mkdtemp(join(tmpdir(), 'evenkeel-bench-'))
  try {
    await make(folder)
    const sizes = []
    for (const environment of ['staging', 'production']) {
      const names = await readdir(join(folder, environment))
      for (const name of names) sizes.push((await stat(join(folder, environment, name))).size)
    }
    const megabytes = sizes.reduce((sum, size) => sum + size, 0) / 1e6
    process.stdout.write(`${count} manifests in ${sizes.length} files, ${megabytes.toFixed(1)} MB\n`)
    // A module that tells, at the end of the process that it is loaded into, what that took.
    const teller = join(folder, 'teller.mjs')
    await writeFile(
      teller,
      `process.on('exit', () => {
        const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
        process.send?.({ cpu: (userCPUTime + systemCPUTime) / 1e6, memory: maxRSS * 1024 })
      })\n`,
    )
    const parsed = await run(['--import', teller, here, '--parse'], folder)
    const cli = resolve(here, '../../dist/src/cli/main.js')
    const checked = await run(['--import', teller, cli, 'check', '--format', 'json'], folder)
    const { findings, summary, coverage } = JSON.parse(checked.text)
    const words = ({ seconds, cpu, memory }) =>
      `${seconds.toFixed(1)} s, ${cpu.toFixed(1)} s of a core, ${(memory / 1e6).toFixed(0)} MB at most`
    process.stdout.write(`parsing their YAML:     ${words(parsed)} (${parsed.text} documents)\n`)
    process.stdout.write(
      `from file to findings:  ${words(checked)} (${summary.compared} compared, ${findings.length} findings, ${coverage.verdict})\n`,
    )
    process.stdout.write(
      `ratio:                  ${(checked.seconds / parsed.seconds).toFixed(2)} of the time, ${(checked.cpu / parsed.cpu).toFixed(2)} of the core\n`,
    )
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
