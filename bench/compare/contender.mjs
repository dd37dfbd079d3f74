/**
 * One contender, in a process of its own: it is given the two files, does its work once, and prints what it took as JSON.
 *
 *     node bench/compare/contender.mjs ours staging.jsonl production.jsonl
 */
import { resourcesOf, linesOf } from './lines.mjs'

const [name = '', candidate = '', baseline = ''] = process.argv.slice(2)

/** Both files in step: whoever only compares is given its pairs for nothing, for the n-th line of one answers to the n-th of the other. */
function eachPair(compare) {
  const others = resourcesOf(baseline)
  let found = 0
  for (const one of resourcesOf(candidate)) {
    const other = others.next()
    if (other.done === true) throw new Error('the files differ in length')
    if (compare(one.body, other.value.body)) found += 1
  }
  return found
}

const contenders = {
  floor: async () => {
    let lines = 0
    for (const path of [candidate, baseline])
      for (const line of linesOf(path)) {
        JSON.parse(line)
        lines += 1
      }
    return { found: lines, of: 'lines' }
  },
  'deep-diff': {
    ready: () => import('deep-diff'),
    run: ({ default: { diff } }) => ({
      found: eachPair((a, b) => diff(a, b) !== undefined),
      of: 'pairs that differ',
    }),
  },
  microdiff: {
    ready: () => import('microdiff'),
    run: ({ default: diff }) => ({ found: eachPair((a, b) => diff(a, b).length > 0), of: 'pairs that differ' }),
  },
  jsondiffpatch: {
    ready: () => import('jsondiffpatch'),
    run: ({ diff }) => ({ found: eachPair((a, b) => diff(a, b) !== undefined), of: 'pairs that differ' }),
  },
  ours: {
    ready: async () => {
      const { check, warm } = await import('./ours.mjs')
      await warm()
      return check
    },
    run: (check) => check(candidate, baseline),
  },
}

const contender = contenders[name]
if (contender === undefined) throw new Error(`there is no contender ${name}`)
/** Seconds of processor time since the start of the process, all threads. */
const spent = () => {
  const { userCPUTime, systemCPUTime } = process.resourceUsage()
  return (userCPUTime + systemCPUTime) / 1e6
}
const { ready = async () => undefined, run } = typeof contender === 'function' ? { run: contender } : contender
const loaded = await ready()
const before = spent()
const began = process.hrtime.bigint()
const answer = await run(loaded)
const seconds = Number(process.hrtime.bigint() - began) / 1e9
const cpu = spent()
// `cpu`: from the start of the process on. `work`: from the files to the answer, with what it needs loaded.
const { maxRSS } = process.resourceUsage()
process.stdout.write(`${JSON.stringify({ name, seconds, cpu, work: cpu - before, rss: maxRSS / 1024, ...answer })}\n`)
process.exit(0)
