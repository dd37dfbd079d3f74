/**
 * What a start costs: `evenkeel --version`, and `evenkeel check` on the example and on two files of it, beside a Node that does nothing
 * (`node -e 0`). Runs are interleaved, so that a busy moment of the machine touches all alike; elapsed time, and the processor time of all
 * threads, which tells more on a busy machine.
 *
 *     npm run bench:start              15 rounds
 *     node bench/start-up.mjs 30       30 rounds, of what is built already
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const main = 'dist/src/cli/main.js'
const rounds = Number(process.argv[2] ?? 15)

if (!Number.isInteger(rounds) || rounds < 1) fail('The number of rounds must be a whole number, 1 or more.')
if (!existsSync(`${root}${main}`)) fail(`${main} does not exist. Run \`npm run build\` first.`)

const folder = mkdtempSync(join(tmpdir(), 'evenkeel-start-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

/** Has a child say at its end, on a pipe of its own, what processor time it took. */
const telling = `import { writeSync } from 'node:fs'
process.on('exit', () => writeSync(3, JSON.stringify(process.cpuUsage())))`
const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(telling)}`

const config = ['--config', 'examples/shop/evenkeel.yaml']
const [staging, production] = ['staging', 'production'].map((environment) => {
  const file = join(folder, `${environment}.jsonl`)
  run({
    name: 'evenkeel snapshot',
    args: [main, 'snapshot', '--environment', environment, '--output', file, ...config],
  })
  return file
})

const cases = [
  { name: 'node -e 0', args: ['-e', '0'] },
  { name: 'evenkeel --version', args: [main, '--version'] },
  { name: 'evenkeel check --help', args: [main, 'check', '--help'] },
  {
    name: 'evenkeel check (examples/shop)',
    args: [main, 'check', ...config, '--fail-on', 'never', '--quiet'],
  },
  {
    name: 'evenkeel check (two files of it)',
    args: [main, 'check', '--candidate', staging, '--baseline', production, '--fail-on', 'never'],
  },
]

/** Milliseconds of one run, elapsed and of processors; ends the benchmark when the run itself fails. */
function run({ name, args }) {
  const start = process.hrtime.bigint()
  const options = { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe', 'pipe'] }
  const env = { ...process.env, NODE_OPTIONS }
  const { status, stderr, output } = spawnSync(process.execPath, args, { ...options, env })
  const elapsed = Number(process.hrtime.bigint() - start) / 1e6
  if (status !== 0) fail(`${name} ended with ${status}: ${stderr.trim().split('\n')[0] ?? ''}`)
  const { user, system } = JSON.parse(output[3])
  return { elapsed, processor: (user + system) / 1000 }
}

function fail(sentence) {
  process.stderr.write(`${sentence}\n`)
  process.exit(2)
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

// Once each without counting: the first start reads the files from disk.
for (const one of cases) run(one)
const times = cases.map(() => [])
for (let round = 0; round < rounds; round += 1) cases.forEach((one, i) => times[i].push(run(one)))

const row = (cells) =>
  `${cells[0].padEnd(34)}${cells
    .slice(1)
    .map((cell) => cell.padStart(11))
    .join('')}\n`
const words = (values, of) => [
  `${median(values.map(of)).toFixed(0)} ms`,
  `${Math.min(...values.map(of)).toFixed(0)} ms`,
]
process.stdout.write(`${rounds} rounds, Node ${process.versions.node}, ${process.platform} ${process.arch}\n`)
process.stdout.write(row(['', 'elapsed', 'least', 'processor', 'least', 'beyond']))
const least = (values) => Math.min(...values.map((one) => one.processor))
cases.forEach(({ name }, i) => {
  const beyond = `${(least(times[i]) - least(times[0])).toFixed(0)} ms`
  const cells = [...words(times[i], (one) => one.elapsed), ...words(times[i], (one) => one.processor), beyond]
  process.stdout.write(row([name, ...cells]))
})
