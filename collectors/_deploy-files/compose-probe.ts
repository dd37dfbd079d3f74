import { isTrue, memberAt, textAt } from '../_settings-files/tree-reading.ts'
import type { Tree } from '../_settings-files/tree.ts'
import { seconds } from './amounts.ts'
import { wordsOf } from './words.ts'

/** Bounds of a health check, with what Docker takes where they are not written. Source: the Compose Specification, `healthcheck`. */
const bounds = [
  ['start_period', 0, (n: number) => `after ${n} s`],
  ['interval', 30, (n: number) => `every ${n} s`],
  ['timeout', 30, (n: number) => `within ${n} s`],
  ['retries', 3, (n: number) => `fails at ${n}`],
] as const

/**
 * A health check in the words of the probes of a cluster: `runs curl -f http://localhost/up, every 10 s`. Undefined: there is none,
 * or it is switched off. One of the image itself cannot be seen here.
 */
export function probeWords(check: Tree | undefined, clear: (words: string) => string): string | undefined {
  if (check === undefined || isTrue(memberAt(check, 'disable'))) return undefined
  const test = memberAt(check, 'test')
  const [first, ...rest] = wordsOf(test)
  if (first === undefined || first === 'NONE') return undefined
  const words = test?.type === 'list' && /^CMD(?:-SHELL)?$/.test(first) ? rest : [first, ...rest]
  const said = bounds.flatMap(([field, standard, say]) => {
    const written = textAt(check, field)
    const value = written === undefined ? undefined : field === 'retries' ? Number(written) : seconds(written)
    return value === undefined || Number.isNaN(value) || value === standard ? [] : [say(value)]
  })
  return [`runs ${clear(words.join(' ').slice(0, 200))}`, ...said].join(', ')
}
