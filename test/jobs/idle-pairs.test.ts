import { expect, it } from 'vitest'
import { idlePairNotices } from '../../src/jobs/verdicts.ts'
import { compareSketches } from '../support/snapshots.ts'

it('a pair that names nothing is told, with its place', () => {
  const environment = (name: string) => ({ name, resources: [{ kind: 'firewall', id: 'sg-1', name: 'web' }] })
  const comparison = compareSketches(environment('staging'), environment('production'), {
    pairs: [['firewall', 'wbe', 'web']],
  })
  expect(idlePairNotices(comparison).map((notice) => notice.message)).toEqual([
    'evenkeel.yaml:1: the pair has no effect in this comparison: no firewall called "wbe" was read in staging. Correct the name, id or address, or remove it.',
  ])
})
