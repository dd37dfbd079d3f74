import { describe, expect, it } from 'vitest'
import type { CanonicalHead } from '../../src/model/twin.ts'
import { suggest } from '../../src/compare/suggest.ts'
import { gainsOf } from '../../src/judge/score-gains.ts'
import { weights } from '../../src/judge/score.ts'
import type { Finding } from '../../src/model/finding.ts'
import type { Json } from '../../src/model/json.ts'
import { compareSketches, type EnvironmentSketch } from '../support/snapshots.ts'
import { growth, linear } from '../support/linear-time.ts'

type Attributes = Readonly<Record<string, Json>>

/** Both environments with one resource of many parts, of which every hundredth differs. */
function changesOf(kind: string, attributes: (environment: string, n: number) => Attributes, n: number): number {
  const of = (environment: string): EnvironmentSketch => ({
    name: environment,
    resources: [{ kind, id: `${environment}-1`, name: 'web', attributes: attributes(environment, n) }],
  })
  const comparison = compareSketches(of('staging'), of('production'))
  return [...comparison.views()].reduce((sum, view) => sum + view.changes.length, 0)
}

describe('what one resource or one kind may be full of is compared in linear time', { timeout: 120_000 }, () => {
  it('rules of a firewall, in another order on the other side', () => {
    const rules = (environment: string, n: number): Attributes => {
      const ingress = Array.from({ length: n }, (_, i) => ({
        protocol: 'tcp',
        ports: String(i),
        cidr: `192.0.${i % 250}.0/${environment === 'staging' && i % 100 === 0 ? 25 : 24}`,
      }))
      return { ingress: environment === 'staging' ? ingress.reverse() : ingress }
    }
    expect(changesOf('firewall', rules, 1_000)).toBe(20)
    expect(growth((n) => void changesOf('firewall', rules, n), 1_500)).toBeLessThan(linear)
  })

  it('keys of a setting group', () => {
    const settings = (environment: string, n: number): Attributes => ({
      settings: Array.from({ length: n }, (_, i) => ({
        key: `KEY_${i}`,
        value: environment === 'staging' && i % 100 === 0 ? 'on' : '1',
        shape: environment === 'staging' && i % 100 === 0 ? 'switch' : 'integer',
      })),
    })
    expect(changesOf('setting-group', settings, 1_000)).toBe(10)
    expect(growth((n) => void changesOf('setting-group', settings, n), 1_500)).toBeLessThan(linear)
  })

  it('leftovers of a kind, for which twins are suggested', () => {
    const heads = (side: string, n: number): CanonicalHead[] =>
      Array.from({ length: n }, (_, i) => ({
        key: `firewall|aws-ec2|${side}|sg-${i}`,
        kind: 'firewall',
        names: [`part-${i}-${side}`],
        tagKey: '',
        bodyDigest: `${side}-${i}`,
        refs: [],
        refsIn: () => [],
      }))
    const both = (n: number): number => suggest({ candidate: heads('one', n), baseline: heads('other', n) }).length
    expect(both(100)).toBeGreaterThan(0)
    expect(growth((n) => void both(n), 1_500)).toBeLessThan(linear)
  })

  it('leftovers of a kind, of which none is left out however many there are', () => {
    const words = ['orders', 'basket', 'search', 'mail', 'ledger', 'stock', 'quotes', 'users']
    const name = (i: number): string => `${words[i % 8]}-${words[(i >> 3) % 8]}-${(i * 7919) % 100_003}`
    const heads = (side: string, own: (i: number) => string, order: (i: number) => number): CanonicalHead[] =>
      Array.from({ length: 2_000 }, (_, i) => ({
        key: `firewall|aws-ec2|${side}|${order(i)}`,
        kind: 'firewall',
        names: [own(order(i))],
        tagKey: '',
        bodyDigest: `${side}-${i}`,
        refs: [],
        refsIn: () => [],
      }))
    const found = suggest({
      candidate: heads(
        'one',
        (i) => `${name(i)}-v`,
        (i) => i,
      ),
      baseline: heads(
        'other',
        (i) => `the-${name(i)}`,
        (i) => 1_999 - i,
      ),
    })
    const right = found.filter((one) => one.candidate.split('|').at(-1) === one.baseline.split('|').at(-1))
    expect(found.length).toBeGreaterThan(1_990)
    expect(right.length).toBeGreaterThan(1_950)
  })

  it('findings of which each would raise the score', () => {
    const work = (n: number): void => {
      const twins = Array.from({ length: n }, (_, index) => index)
      const place = {
        side: 'candidate',
        collector: 'c',
        scope: 's',
        kind: 'firewall',
        read: true,
        twins: n,
        seen: n,
      } as const
      const burdens = new Map(twins.map((index) => [index, 15]))
      const found = twins.map((index) => {
        const resource = { name: String(index) }
        return { id: String(index), resource, severity: 'high', dimension: 'network' } as Finding
      })
      const reckoned = [{ dimension: 'network', value: 0.25, parts: [{ place, value: 0.25 }], burdens }] as const
      const placesOf = (): { readonly place: typeof place; readonly blind: boolean }[] => [{ place, blind: false }]
      const gains = gainsOf(found, reckoned, {
        weights,
        worth: 5,
        twinOf: ({ resource }) => Number(resource.name),
        placesOf,
      })
      expect(gains).toHaveLength(5)
    }
    expect(growth(work, 12_000)).toBeLessThan(linear)
  })
})
