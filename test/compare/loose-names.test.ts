import { describe, expect, it } from 'vitest'
import { looseName } from '../../src/compare/loose-names.ts'
import { compareSketches, type Sketch } from '../support/snapshots.ts'

describe('a name without what tells one making from the next', () => {
  it.each([
    ['shop-web-blue', 'shop-web'],
    ['green-shop-web', 'shop-web'],
    ['shop/green/web', 'shop/web'],
    ['shop-web:482', 'shop-web'],
    ['shop-web-v12', 'shop-web'],
    ['shop-web-00012', 'shop-web'],
    ['shop-web-7d9f8b6c5d-x2vkj', 'shop-web'],
    ['shop-web-x2vkj', 'shop-web'],
    ['shopstack-orderstable0ba1b2c3', 'shopstack-orderstable'],
  ])('%s is %s', (name, loose) => {
    expect(looseName(name)).toBe(loose)
  })

  it.each(['blue', 'shop-web', 'shop-greenhouse', 'web-2', 'v12', 'shop-proxy', 'shop-mysql', 'decade'])(
    '%s stays',
    (name) => {
      expect(looseName(name)).toBe(name)
    },
  )
})

const group = (id: string, name: string): Sketch => ({ kind: 'firewall', id, name })
const pairs = (
  mine: readonly string[],
  theirs: readonly string[],
  explicit: readonly [string, string, string][] = [],
) =>
  compareSketches(
    { name: 'staging', resources: mine.map((name, i) => group(`a${i}`, name)) },
    { name: 'production', resources: theirs.map((name, i) => group(`b${i}`, name)) },
    { pairs: explicit },
  )
    .pairing.twins.map((twin) =>
      [twin.candidate, twin.baseline].map((keys) => keys.map((key) => key.split('|').at(-1)).join('+')).join('='),
    )
    .sort()

describe('names that are not the same letter by letter', () => {
  it('pair where colours are the other way round, each with its own', () => {
    expect(pairs(['staging-web-blue'], ['production-web-green'])).toEqual(['a0=b0'])
    expect(pairs(['web-blue', 'web-green'], ['web-green', 'web-blue'])).toEqual(['a0=b1', 'a1=b0'])
  })

  it('are not told apart by a colour alone: that would be a guess', () => {
    expect(pairs(['web-blue', 'web-green'], ['web:3'])).not.toContainEqual(expect.stringMatching(/^a\d=b\d$/))
  })

  it('pair where one was cut, and only one fits', () => {
    const cut = 'production-shop-checkout-service'
    expect(cut).toHaveLength(32)
    expect(pairs(['staging-shop-checkout-service-internal'], [cut])).toEqual(['a0=b0'])
    expect(
      pairs(['staging-shop-checkout-service-internal', 'staging-shop-checkout-service-public'], [cut]),
    ).not.toContain('a0=b0')
    expect(pairs(['staging-shop-checkout-service-internal'], ['production-shop-checkout-servic'])).not.toContain(
      'a0=b0',
    )
  })

  it('pair one with many where the configuration says so', () => {
    expect(
      pairs(['staging-cluster'], ['prod-eu', 'prod-us', 'other'], [['firewall', 'staging-cluster', 'prod-*']]),
    ).toEqual(['=b2', 'a0=b0+b1'])
  })
})

it('a word of two parts is the environment’s too', () => {
  const of = (name: string, resource: string) => ({
    name,
    resources: [group('sg-1', resource), group('sg-2', `${name}-db`)],
  })
  const { pairing, candidate } = compareSketches(of('preprod', 'shop-pre-prod-web'), of('prod', 'shop-prod-web'))
  expect(candidate.lexicon.entries.map(({ match }) => match)).toContain('pre-prod')
  expect(pairing.twins.map(({ name, method }) => `${name} by ${method}`)).toEqual(['shop-web by name', 'db by name'])
})
