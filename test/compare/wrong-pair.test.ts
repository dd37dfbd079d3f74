import { describe, expect, it } from 'vitest'
import { growth, linear } from '../support/linear-time.ts'
import { changesOf, compareSketches, type EnvironmentSketch, type Sketch } from '../support/snapshots.ts'

const firewall = (name: string, address?: string, id = `sg-${name}`): Sketch => ({
  kind: 'firewall',
  id,
  name,
  ...(address === undefined ? {} : { address }),
})
const environment = (name: string, ...resources: Sketch[]): EnvironmentSketch => ({ name, resources })

const pairsOf = (candidate: Sketch[], baseline: Sketch[], pairs: [string, string, string][] = []): unknown => {
  const { pairing } = compareSketches(environment('staging', ...candidate), environment('production', ...baseline), {
    pairs,
  })
  return {
    pairs: pairing.twins
      .filter((twin) => twin.method !== 'alone')
      .map((twin) => [...twin.candidate, '=', ...twin.baseline].join(' ').replaceAll('firewall|sketch|here|', ''))
      .sort(),
    ...(pairing.idle.length === 0 ? {} : { idle: pairing.idle.map((one) => one.reason) }),
  }
}

describe('a wrong pair is worse than none', () => {
  it('a count that shifted is seen by the names', () => {
    const mine = [firewall('staging-b', 'sg.it[0]'), firewall('staging-c', 'sg.it[1]')]
    const theirs = ['a', 'b', 'c'].map((name, i) => firewall(`production-${name}`, `sg.it[${i}]`))
    expect(pairsOf(mine, theirs)).toEqual({
      pairs: ['sg-staging-b = sg-production-b', 'sg-staging-c = sg-production-c'],
    })
    const counted = (name: string, i: number): Sketch => firewall(name, `sg.it[${i}]`)
    expect(pairsOf(['a', 'b'].map(counted), ['b'].map(counted))).toEqual({ pairs: ['sg-b = sg-b'] })
  })

  it('an address stands against names that say nothing', () => {
    expect(pairsOf([firewall('old', 'sg.web')], [firewall('new', 'sg.web')])).toEqual({ pairs: ['sg-old = sg-new'] })
    const [mine, theirs] = [firewall('web', 'sg.web[0]'), firewall('front', 'sg.web[0]')]
    expect(pairsOf([mine], [theirs, firewall('web', 'sg.a', 'sg-1'), firewall('web', 'sg.b', 'sg-2')])).toEqual({
      pairs: ['sg-web = sg-front'],
    })
  })

  it('pairs of the configuration mean ids before names', () => {
    const [mine, theirs] = [[firewall('x', undefined, 'web'), firewall('web', undefined, 'sg-2')], [firewall('front')]]
    expect(pairsOf(mine, theirs, [['firewall', 'web', 'front']])).toEqual({ pairs: ['web = sg-front'] })
  })
})

describe('a pair of the configuration that has no effect is told', () => {
  const [mine, theirs] = [
    [firewall('a'), firewall('b')],
    [firewall('c'), firewall('d')],
  ]

  it.each([
    ['nobody is called so', ['firewall', 'x', 'c'], ['no firewall called "x" was read in staging']],
    [
      'on neither side',
      ['firewall', 'x', 'y'],
      ['no firewall called "x" was read in staging; no firewall called "y" was read in production'],
    ],
    ['nothing of its kind', ['network', 'a', 'c'], ['no network was read in either environment']],
  ] as [string, [string, string, string], string[]][])('%s', (_title, pair, idle) => {
    expect(pairsOf(mine, theirs, [pair])).toEqual({ pairs: [], idle })
  })

  it('when its side is paired already, by another of its words', () => {
    const pairs: [string, string, string][] = [
      ['firewall', 'a', 'c'],
      ['firewall', 'sg-a', 'd'],
    ]
    expect(pairsOf(mine, theirs, pairs)).toEqual({
      pairs: ['sg-a = sg-c'],
      idle: ['"sg-a" of staging is paired already by evenkeel.yaml:1'],
    })
  })

  it('when it could be several', () => {
    const two = [firewall('a', undefined, 'sg-1'), firewall('a', undefined, 'sg-2')]
    expect(pairsOf(two, theirs, [['firewall', 'a', 'c']])).toEqual({
      pairs: [],
      idle: ['2 resources of staging are called "a", and an id names one of them'],
    })
  })
})

it('many leftovers and pairs of one kind take linear time', { timeout: 60_000 }, () => {
  const many = (word: string, n: number): Sketch[] =>
    Array.from({ length: n }, (_, i) => firewall(`${word}-${'part-of-the-name-'.repeat(2)}${i}${word}`))
  const compare = (n: number): void => {
    const [mine, theirs] = [environment('staging', ...many('a', n)), environment('production', ...many('b', n))]
    const pairs = Array.from({ length: n / 4 }, (_, i): [string, string, string] => ['firewall', `x${i}`, `y${i}`])
    expect(changesOf(compareSketches(mine, theirs, { pairs }))).toHaveLength(2 * n)
  }
  expect(growth(compare, 1_000)).toBeLessThan(linear)
})
