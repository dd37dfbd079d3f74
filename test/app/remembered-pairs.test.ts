import { describe, expect, it } from 'vitest'
import { rememberedPart } from '../../src/app/explain/remembered-pairs.ts'
import { carry } from '../../src/compare/carry.ts'
import type { Comparison } from '../../src/compare/compare.ts'
import type { CarriedPair } from '../../src/model/carried-pair.ts'
import { folder, runIn, drifted } from '../cli/support.ts'
import { compareSketches } from '../support/snapshots.ts'

const firewall = (id: string, name: string) => ({ kind: 'firewall', id, name })
const compared = (
  staging: readonly [string, string][],
  production: readonly [string, string][],
  carried: readonly CarriedPair[] = [],
): Comparison =>
  compareSketches(
    { name: 'staging', resources: staging.map(([id, name]) => firewall(id, name)) },
    { name: 'production', resources: production.map(([id, name]) => firewall(id, name)) },
    { carried },
  )
const carriedOf = ({ pairing, candidate, baseline }: Comparison): readonly CarriedPair[] => {
  const scopes = [...candidate.snapshot.coverage, ...baseline.snapshot.coverage]
  return carry([], { twins: pairing.twins, coverage: { verdict: 'complete', scopes } })
}
const told = (comparison: Comparison, remembered: Parameters<typeof rememberedPart>[1]): string => {
  const [twin] = comparison.pairing.twins
  if (twin === undefined) throw new Error('nothing was paired')
  return rememberedPart(twin, remembered, comparison).join('\n')
}
const where = 'the service at http://127.0.0.1:4000'

describe('what a service remembers of a pair', () => {
  it('is how it was found at first', () => {
    const first = compared([['a', 'staging-web']], [['b', 'production-web']])
    const now = compared([['a', 'staging-front']], [['b', 'production-web']], carriedOf(first))
    expect(now.pairing.twins[0]?.method).toBe('carried')
    expect(told(now, { where, pairs: carriedOf(first) })).toContain(
      `paired by name, confidence 0.98, as web, by ${where}`,
    )
  })

  it('is told where it is another than now', () => {
    const first = compared([['a', 'staging-web']], [['b', 'production-web']])
    const now = compareSketches(
      { name: 'staging', resources: [firewall('a', 'staging-web')] },
      { name: 'production', resources: [firewall('c', 'production-entry')] },
      { pairs: [['firewall', 'a', 'c']] },
    )
    expect(told(now, { where, pairs: carriedOf(first) })).toContain(
      'staging-web (a) with b (not there now), which is another pair than now',
    )
  })

  it('is nothing where it has none of it, or cannot be asked', () => {
    const now = compared([['a', 'staging-web']], [['b', 'production-web']])
    expect(told(now, { where, pairs: [] })).toContain(`No pair of it, by ${where}.`)
    expect(told(now, { unknown: 'It did not answer.' })).toContain('Nothing is known of it: It did not answer.\n')
  })
})

describe('explain', () => {
  it('says that no service was asked where there is none, and why one that is named could not be', async () => {
    const cwd = await folder(drifted)
    const alone = await runIn(cwd, ['explain', 'staging.env', '--quiet'])
    expect(alone.code).toBe(0)
    expect(alone.stdout).toContain('Nothing is known of it: no service keeps data here.')
    const named = await runIn(cwd, ['explain', 'staging.env', '--quiet', '--server', 'http://127.0.0.1:1'])
    expect(named.code).toBe(0)
    expect(named.stdout).toMatch(/Nothing is known of it: .*127\.0\.0\.1:1/)
  })
})
