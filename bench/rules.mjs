/**
 * What judging costs: 100 rules over 1,000,000 changes of 250,000 resources, streamed, against the same predicates written by
 * hand, in the same run on the same twins.
 *
 *     npm run bench:rules              all of it
 *     node bench/rules.mjs 0.1         a tenth of it, of what is built already
 */
import { existsSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { judgeByHand } from './rules/by-hand.mjs'
import { stream } from './rules/stream.mjs'
import { absentKinds, guard, table } from './rules/table.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const share = Number(process.argv[2] ?? 1)
const twins = Math.round(125_000 * share)
const changes = twins * 8
const wanted = 100

if (!(share > 0 && share <= 10)) fail('The share must be a number above 0 and at most 10.')
if (!existsSync(`${root}dist/src/judge/judge.js`)) fail('dist does not exist. Run `npm run build` first.')
const load = (path) => import(pathToFileURL(`${root}dist/src/judge/${path}.js`).href)
const { judge } = await load('judge')
const { compileRules } = await load('compile-rules')

const relations = rulesOf(undefined)
const others = fillers(wanted - relations.length)
const all = compileRules([...relations, ...others])
const present = compileRules(relations)
const crowded = compileRules([...relations, ...others, ...fillers(1000, 'more')])
const guarded = compileRules([...rulesOf(guard), ...others])
const context = {
  now: new Date('2026-01-01T00:00:00Z'),
  environments: { candidate: 'staging', baseline: 'production' },
  services: [],
}

/** What is timed, on the same twins; each returns how many findings it made. */
const cases = {
  hand: (views) => judgeByHand(views).length,
  judge: (views) => judge(views, all, context).length,
  present: (views) => judge(views, present, context).length,
  crowded: (views) => judge(views, crowded, context).length,
  guarded: (views) => judge(views, guarded, context).length,
}

same()
// The first pass lets the compiler see all of them; it does not count.
measure(stream(Math.min(twins, 20_000)))
const { times: of, most } = measure(stream(twins))
const faulty = measure(stream(twins, 20))
/** How many predicates are asked: for each change, those at its place. */
const asked = countAsked()
const nanoseconds = (ms, count) => `${((ms * 1e6) / count).toFixed(1)} ns`
const line = (what, value) => process.stdout.write(`${what.padEnd(64)}${value.padStart(12)}\n`)
process.stdout.write(
  `${all.length} rules, ${changes.toLocaleString('en')} changes, ${(twins * 2).toLocaleString('en')} resources; processor time; Node ${process.versions.node}\n`,
)
line('by hand', `${of.hand.toFixed(0)} ms`)
line('judge', `${of.judge.toFixed(0)} ms`)
line('  for a change', nanoseconds(of.judge, changes))
line('  for a rule that is asked about a change', nanoseconds(of.judge, asked))
line('  ratio to by hand (bar: 5)', (of.judge / of.hand).toFixed(2))
line(`  without the ${others.length} rules of other kinds`, `${of.present.toFixed(0)} ms`)
line('  with 1,000 more rules of other kinds', `${of.crowded.toFixed(0)} ms`)
line('judge, with a CEL guard evaluated for every rule that is asked', `${of.guarded.toFixed(0)} ms`)
line('  for a rule that is asked about a change', nanoseconds(of.guarded, asked))
line('  ratio to by hand, which has no guard', (of.guarded / of.hand).toFixed(2))
line(
  `one change in ${Math.round(changes / faulty.findings)} violates a rule; each finding`,
  nanoseconds(faulty.times.judge - of.judge, faulty.findings),
)
line('most memory (RSS)', `${most} MB`)
if (process.argv.includes('--bar') && of.judge / of.hand > 5) fail('The ratio is above the bar.')

/** The rules of the table; with a guard, all of them ask for equality, so that the guard is what decides. */
function rulesOf(when) {
  return Object.entries(table).flatMap(([kind, rows]) =>
    rows.map(([at, relation, given, precedence], i) => {
      const id = `bench/${kind}-${i}`
      return when === undefined
        ? ruleOf(id, kind, at, relation, given, precedence, undefined)
        : ruleOf(id, kind, at, 'equal', undefined, precedence, when)
    }),
  )
}

function fillers(count, word = 'other') {
  const kinds = Object.entries(absentKinds)
  return Array.from({ length: count }, (_, i) => {
    const [kind, at] = kinds[i % kinds.length]
    return ruleOf(`bench/${word}-${i}`, kind, at, 'equal', undefined, 0, undefined)
  })
}

function ruleOf(id, kind, at, relation, given, precedence, when) {
  return {
    id,
    kind,
    at,
    relation,
    precedence,
    ...(given === undefined ? {} : { with: given }),
    ...(when === undefined ? {} : { when }),
    on: 'change',
    side: 'both',
    claims: true,
    severity: 'medium',
    dimension: 'database',
    title: '{name}: {candidate} and {baseline}',
    why: 'Because.',
    remedy: 'Set {at}.',
    references: [],
    examples: [],
  }
}

/** Both must find the same, or the ratio says nothing. */
function same() {
  const some = () => stream(Math.min(twins, 5_000), 10)
  const words = (list) =>
    list
      .map((one) => one.join(' '))
      .sort()
      .join('\n')
  const own = judge(some(), all, context).map((one) => [
    one.rule,
    `twin-${one.resource.candidate.id.split('-')[1]}`,
    one.at,
  ])
  const other = judgeByHand(some()).map(([kind, i, twin, at]) => [`bench/${kind}-${i}`, twin, at])
  if (words(own) !== words(other) || own.length === 0)
    fail(`judge found ${own.length}, by hand ${other.length}: not the same.`)
}

function countAsked() {
  let count = 0
  for (const { twin, changes: list } of stream(Math.min(5, twins)))
    for (const { at } of list)
      for (const [pattern] of table[twin.kind])
        if (pattern === at || (pattern.endsWith('/*') && at.startsWith(pattern.slice(0, -1)))) count += 1
  return (count / 5) * twins
}

/**
 * Runs every case on every chunk of a stream, in another order each time, so that neither a busy moment nor a warm cache
 * favours one. Making the chunks is not timed, and no two are in memory at once.
 */
function measure(views) {
  const names = Object.keys(cases)
  const times = Object.fromEntries(names.map((name) => [name, 0]))
  let findings = 0
  let turn = 0
  for (const chunk of chunks(views)) {
    turn += 1
    for (let i = 0; i < names.length; i += 1) {
      const name = names[(i + turn) % names.length]
      times[name] += processorTime(() => {
        const found = cases[name](chunk)
        if (name === 'judge') findings += found
      })
    }
  }
  return { times, findings, most: Math.round(process.resourceUsage().maxRSS / 1024) }
}

function* chunks(views) {
  let chunk = []
  for (const view of views) {
    chunk.push(view)
    if (chunk.length < 1_000) continue
    yield chunk
    chunk = []
  }
  if (chunk.length > 0) yield chunk
}

/** Milliseconds of processor time, of all threads: others on the machine do not count. */
function processorTime(run) {
  const start = process.cpuUsage()
  run()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000
}

function fail(sentence) {
  process.stderr.write(`${sentence}\n`)
  process.exit(2)
}
