/**
 * What comparing costs: snapshot files to findings, as `evenkeel check` does it with the rules of the standard profile, against the floor
 * (`JSON.parse` of every line of both files, parsed and dropped) and against deep-diff, microdiff and jsondiffpatch, which are handed their
 * pairs and only diff them. Each runs in a process of its own on the same generated files.
 *
 *     npm run bench:compare                       10,000, 50,000 and 250,000 pairs of some 2 kB; 1 GB of files
 *     node bench/compare.mjs 10000 50000          these sizes, of what is built already
 *     node bench/compare.mjs 1000000 --only ours,floor --changed 1
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { environments, writeSnapshotFile } from './compare/make-files.mjs'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string' }, changed: { type: 'string' }, rounds: { type: 'string', default: '3' } },
})
const sizes = positionals.length === 0 ? [10_000, 50_000, 250_000] : positionals.map(Number)
const shares = (values.changed ?? '1,100').split(',').map(Number)
const names = (values.only ?? 'ours,floor,deep-diff,microdiff,jsondiffpatch').split(',')
const rounds = Number(values.rounds)
if (![...sizes, ...shares, rounds].every((number) => Number.isInteger(number) && number > 0)) {
  process.stderr.write('Sizes, --changed (in a hundred) and --rounds are whole numbers above 0.\n')
  process.exit(2)
}
if (!names.includes('floor')) names.push('floor')
const say = (line) => process.stdout.write(`${line}\n`)
const contender = fileURLToPath(new URL('compare/contender.mjs', import.meta.url))

function measure(name, folder) {
  const files = ['staging', 'production'].map((environment) => join(folder, `${environment}.jsonl`))
  const text = execFileSync(process.execPath, [contender, name, ...files], { encoding: 'utf8', maxBuffer: 1 << 20 })
  return JSON.parse(text)
}

/** The least of several rounds: nothing makes work faster than it is. Rounds take turns, so that a busy moment favours nobody. */
function race(folder, pairs) {
  const best = new Map()
  for (let round = 0; round < (pairs > 100_000 ? 1 : rounds); round += 1) {
    for (const name of names) {
      const now = measure(name, folder)
      const before = best.get(name)
      if (before === undefined || now.cpu < before.cpu) best.set(name, now)
    }
  }
  return best
}

say(
  `Node ${process.versions.node}; load before: ${loadavg()[0]?.toFixed(1)}; times are the least of ${rounds} rounds (one above 100,000 pairs)`,
)
say('')
say(
  'Processor time: "whole" from the start of the process, "work" from the files to the answer with all modules and rules loaded.',
)
say('')
say('| pairs | changed | contender | whole | ratio to the floor | work | ratio to the floor | most memory |')
say('|---:|---:|---|---:|---:|---:|---:|---:|')
const ours = new Map()
for (const pairs of sizes) {
  for (const share of shares) {
    const folder = mkdtempSync(join(tmpdir(), 'evenkeel-bench-'))
    try {
      for (const environment of Object.values(environments)) {
        const path = join(folder, `${environment.name}.jsonl`)
        writeSnapshotFile(path, environment, pairs, (i) => i % Math.round(100 / share) === 0)
      }
      const best = race(folder, pairs)
      const floor = best.get('floor')
      for (const name of names) {
        const { cpu, work, rss } = best.get(name)
        const ratio = (value, of) => (value / of).toFixed(2)
        say(
          `| ${pairs.toLocaleString('en')} | ${share} % | ${name} | ${cpu.toFixed(2)} s | ${ratio(cpu, floor.cpu)} | ${work.toFixed(2)} s | ${ratio(work, floor.work)} | ${rss.toFixed(0)} MB |`,
        )
      }
      const mine = best.get('ours')
      if (mine !== undefined) ours.set(share, [...(ours.get(share) ?? []), { pairs, cpu: mine.cpu }])
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
}
for (const [share, points] of ours) {
  const [first, last] = [points[0], points.at(-1)]
  if (first === undefined || last === undefined || first.pairs === last.pairs) continue
  const exponent = Math.log(last.cpu / first.cpu) / Math.log(last.pairs / first.pairs)
  say('')
  say(`Growth of ours at ${share} % from ${first.pairs} to ${last.pairs} pairs: exponent ${exponent.toFixed(2)}`)
}
