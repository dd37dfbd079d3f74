import { describe, expect, it } from 'vitest'
import { judge } from '../../src/judge/judge.ts'
import { together } from '../../src/judge/together.ts'
import type { Finding } from '../../src/model/finding.ts'
import { directionInWords } from '../../src/model/direction-words.ts'
import { otherPlaces, usersOf } from '../../src/report/whereabouts.ts'
import { compareSketches, type EnvironmentSketch } from '../support/snapshots.ts'
import { builtInRules } from './built-in.ts'
import { compileRules } from '../../src/judge/compile-rules.ts'
import { context, environments } from './views.ts'

const rules = compileRules(builtInRules().filter(({ kind }) => kind === 'database-parameters'))

/** Parameter groups, with the databases of each. */
function environment(name: string, groups: readonly string[], databases: number, value: string): EnvironmentSketch {
  return {
    name,
    resources: groups.flatMap((group) => [
      {
        kind: 'database-parameters',
        id: `${name}-${group}`,
        name: `${name}-${group}`,
        attributes: { family: 'postgres15', parameters: [{ name: 'work_mem', value, effective: value, unit: 'kB' }] },
      },
      ...Array.from({ length: databases }, (_, i) => ({
        kind: 'database-instance',
        id: `${name}-${group}-${i}`,
        name: `${name}-${group}-${i}`,
        attributes: { parameters: `${name}-${group}` },
      })),
    ]),
  }
}

const found = (groups: readonly string[], databases: number): readonly Finding[] => {
  const comparison = compareSketches(
    environment('staging', groups, databases, '4096'),
    environment('production', groups, databases, '65536'),
  )
  return together(judge(comparison.views(), rules, context), environments)
}

describe('what is used by others', () => {
  it('has them as its places', () => {
    const [only, ...more] = found(['orders'], 6)
    expect(more).toEqual([])
    expect(only?.places.map(({ name }) => name)).toEqual([
      'staging-orders',
      'production-orders',
      ...['staging', 'production'].flatMap((name) => [0, 1, 2, 3, 4, 5].map((i) => `${name}-orders-${i}`)),
    ])
    expect(only === undefined ? '' : usersOf(only)).toBe(
      '12: staging-orders-0, staging-orders-1, staging-orders-2, staging-orders-3 and 8 more',
    )
    expect(only === undefined ? '' : otherPlaces(only)).toBe('')
  })

  it('has those of all, where one cause shows in several', () => {
    const [only, ...more] = found(['orders', 'mail'], 1)
    expect(more).toEqual([])
    expect(only?.twins).toHaveLength(2)
    expect(only?.places.map(({ name }) => name).sort()).toEqual([
      'production-mail-0',
      'production-orders-0',
      'staging-mail',
      'staging-mail-0',
      'staging-orders',
      'staging-orders-0',
    ])
  })

  it('says nothing of it where nobody does', () => {
    expect(found(['orders'], 0).map((one) => [one.users, usersOf(one)])).toEqual([[undefined, '']])
  })
})

describe('who is ahead', () => {
  it.each([
    ['candidate-ahead', 'staging is ahead'],
    ['baseline-ahead', 'production is ahead, as after a hotfix'],
    ['both', 'both moved'],
    ['unknown', undefined],
  ] as const)('%s is told as: %s', (direction, words) => {
    expect(directionInWords(direction, environments)).toBe(words)
  })
})
