import { describe, expect, it } from 'vitest'
import type { Json } from '../../src/model/json.ts'
import { UNKNOWN } from '../../src/model/unknown.ts'
import { growth, linear } from '../support/linear-time.ts'
import { changesOf, compareSketches, type EnvironmentSketch, type Sketch } from '../support/snapshots.ts'

/** Edits that mean something and that a forgiving comparison is tempted to swallow. */

const firewall = (ingress: Json[], over: Partial<Sketch> = {}): Sketch => ({
  kind: 'firewall',
  id: 'sg-1',
  name: 'web',
  attributes: { ingress },
  ...over,
})

const environment = (name: string, ...resources: Sketch[]): EnvironmentSketch => ({ name, resources })

const changes = (candidate: Sketch[], baseline: Sketch[]): readonly string[] =>
  changesOf(compareSketches(environment('staging', ...candidate), environment('production', ...baseline)))

describe('an unknown other end', () => {
  const unread = (ports: string, n: number): Json => ({ protocol: 'tcp', ports, group: `sg-unread-${n}` })
  const world = (ports: string): Json => ({ protocol: 'tcp', ports, cidr: '0.0.0.0/0' })

  it('is not the whole internet', () => {
    expect(changes([firewall([world('22')])], [firewall([unread('22', 1)])])).toEqual([
      'firewall/web /ingress/tcp~122~10.0.0.0~10',
      `firewall/web /ingress/tcp~122~1${UNKNOWN}`,
    ])
  })

  it('answers to a firewall that was read, once each', () => {
    const groups: Sketch[] = ['a', 'b', 'c'].map((name) => ({ kind: 'firewall', id: `sg-${name}`, name }))
    const read = (name: string): Json => ({ protocol: 'tcp', ports: '443', group: `sg-${name}` })
    const mine = [firewall([unread('443', 1), unread('443', 2)]), ...groups]
    expect(changes(mine, [firewall([read('a'), read('b')]), ...groups])).toEqual([])
    expect(changes([firewall([read('a'), read('b')]), ...groups], mine)).toEqual([])
    expect(changes(mine, [firewall([read('a'), read('b'), read('c')]), ...groups])).toHaveLength(1)
    expect(changes(mine, [firewall([read('a'), unread('443', 9)]), ...groups])).toEqual([])
  })

  it('of many rules takes linear time', () => {
    const compare = (n: number): void => {
      const rules = (salt: number): Json[] => Array.from({ length: n }, (_, i) => unread(String(i), i * salt))
      expect(changes([firewall(rules(3))], [firewall(rules(7))])).toEqual([])
    }
    expect(growth(compare, 2_000)).toBeLessThan(linear)
  })
})

describe('two networks of one environment', () => {
  const networks = (main: string, data: string): Sketch[] => [
    {
      kind: 'network',
      id: 'vpc-1',
      name: 'main',
      identifiers: [`${main}.0.0/16`],
      attributes: { cidrs: [`${main}.0.0/16`] },
    },
    {
      kind: 'network',
      id: 'vpc-2',
      name: 'data',
      identifiers: [`${data}.0.0/16`],
      attributes: { cidrs: [`${data}.0.0/16`] },
    },
  ]
  const from = (cidr: string): Sketch => firewall([{ protocol: 'tcp', ports: '5432', cidr }])

  it('are told apart when a rule names a part of one', () => {
    const [mine, theirs] = [networks('10.1', '10.2'), networks('10.3', '10.4')]
    expect(changes([...mine, from('10.1.7.0/28')], [...theirs, from('10.3.7.0/28')])).toEqual([])
    expect(changes([...mine, from('10.1.7.0/28')], [...theirs, from('10.4.7.0/28')])).toHaveLength(2)
  })
})

describe('keys that become one after symbols', () => {
  const group = (settings: Record<string, string>): Sketch => ({
    kind: 'setting-group',
    id: 'app',
    name: 'app',
    attributes: { settings: Object.entries(settings).map(([key, value]) => ({ key, value, shape: 'word' })) },
  })

  it('keep what is written alike together', () => {
    const mine = group({ DB: 'z', DB_STAGING: 'a' })
    expect(changes([mine], [group({ DB: 'z' })])).toEqual(['setting-group/app /settings/DB#2'])
    expect(changes([mine], [group({ DB: 'z', DB_PRODUCTION: 'a' })])).toEqual([])
    expect(changes([mine], [group({ DB: 'z', DB_PRODUCTION: 'b' })])).toEqual(['setting-group/app /settings/DB#2'])
  })

  it('lose none to a key that is written like a number', () => {
    const mine = group({ DB: 'a', DB_STAGING: 'b', 'DB#2': 'c' })
    const count = [...compareSketches(environment('staging', mine), environment('production', mine)).views()].flatMap(
      (view) => [...view.units('/settings/*')],
    )
    expect(count.filter((unit) => unit.candidate !== undefined)).toHaveLength(3)
    expect(changes([mine], [group({ DB: 'a', 'DB#2': 'c' })])).toHaveLength(1)
  })

  it('do not equal everything by writing the word for unknown', () => {
    expect(changes([group({ A: UNKNOWN })], [group({ A: 'x' })])).toEqual(['setting-group/app /settings/A'])
  })
})

describe('texts that are long runs of one letter', () => {
  it.each([
    ['separators', (n: number) => `staging${'-'.repeat(n)}x`],
    ['stronger separators', (n: number) => `staging${'/'.repeat(n)}x`],
    ['words of the environment', (n: number) => 'staging-'.repeat(n / 8)],
  ])('of %s take linear time', (_title, make) => {
    const compare = (n: number): void => {
      const settings = [{ key: 'A', value: make(n) }]
      const one: Sketch = { kind: 'setting-group', id: 'app', name: 'app', attributes: { settings } }
      changes([one], [one])
    }
    expect(growth(compare, 16_000)).toBeLessThan(linear)
  })

  it('of a version take linear time', () => {
    const compare = (n: number): void => {
      const attributes = { engineVersion: `1${'.0'.repeat(n)}.1` }
      const one: Sketch = { kind: 'database-instance', id: 'db', name: 'db', attributes }
      expect(changes([one], [one])).toEqual([])
    }
    expect(growth(compare, 8_000)).toBeLessThan(linear)
  })
})
