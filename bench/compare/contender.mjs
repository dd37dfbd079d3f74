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
  'deep-diff': async () => {
    const { default: deepDiff } = await import('deep-diff')
    return { found: eachPair((a, b) => deepDiff.diff(a, b) !== undefined), of: 'pairs that differ' }
  },
  microdiff: async () => {
    const { default: microdiff } = await import('microdiff')
    return { found: eachPair((a, b) => microdiff(a, b).length > 0), of: 'pairs that differ' }
  },
  jsondiffpatch: async () => {
    const { diff } = await import('jsondiffpatch')
    return { found: eachPair((a, b) => diff(a, b) !== undefined), of: 'pairs that differ' }
  },
  ours: async () => {
    const { check } = await import('./ours.mjs')
    return check(candidate, baseline)
  },
}

const contender = contenders[name]
if (contender === undefined) throw new Error(`there is no contender ${name}`)
const began = process.hrtime.bigint()
const answer = await contender()
const seconds = Number(process.hrtime.bigint() - began) / 1e9
// From the start of the process on: whoever needs long to start up has to say so.
const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
process.stdout.write(
  `${JSON.stringify({ name, seconds, cpu: (userCPUTime + systemCPUTime) / 1e6, rss: maxRSS / 1024, ...answer })}\n`,
)
process.exit(0)
