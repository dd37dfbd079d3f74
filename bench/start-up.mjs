/**
 * What a start costs: `evenkeel --version` and `evenkeel check` on the example, as a ratio to a Node that does nothing
 * (`node -e 0`). Runs are interleaved, so that a busy moment of the machine touches all alike; medians of wall time.
 *
 *     npm run bench:start              15 rounds
 *     node bench/start-up.mjs 30       30 rounds, of what is built already
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const main = 'dist/src/cli/main.js'
const rounds = Number(process.argv[2] ?? 15)

if (!Number.isInteger(rounds) || rounds < 1) fail('The number of rounds must be a whole number, 1 or more.')
if (!existsSync(`${root}${main}`)) fail(`${main} does not exist. Run \`npm run build\` first.`)

const cases = [
  { name: 'node -e 0', args: ['-e', '0'] },
  { name: 'evenkeel --version', args: [main, '--version'] },
  { name: 'evenkeel check --help', args: [main, 'check', '--help'] },
  {
    name: 'evenkeel check (examples/shop)',
    args: [main, 'check', '--config', 'examples/shop/evenkeel.yaml', '--fail-on', 'never', '--quiet'],
  },
]

/** Milliseconds of one run; ends the benchmark when the run itself fails. */
function run({ name, args }) {
  const start = process.hrtime.bigint()
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' })
  const milliseconds = Number(process.hrtime.bigint() - start) / 1e6
  if (status !== 0) fail(`${name} ended with ${status}: ${stderr.trim().split('\n')[0] ?? ''}`)
  return milliseconds
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

const base = median(times[0])
const row = (cells) =>
  `${cells[0].padEnd(32)}${cells
    .slice(1)
    .map((cell) => cell.padStart(10))
    .join('')}\n`
process.stdout.write(`${rounds} rounds, Node ${process.versions.node}, ${process.platform} ${process.arch}\n`)
process.stdout.write(row(['', 'median', 'fastest', 'ratio']))
cases.forEach(({ name }, i) => {
  const middle = median(times[i])
  const cells = [`${middle.toFixed(0)} ms`, `${Math.min(...times[i]).toFixed(0)} ms`, (middle / base).toFixed(2)]
  process.stdout.write(row([name, ...cells]))
})
