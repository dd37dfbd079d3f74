import { describe, expect, it } from 'vitest'
import { changesOf, compareSketches, type EnvironmentSketch, type Sketch } from '../support/snapshots.ts'

const environment = (name: string, office: string, symbols: Readonly<Record<string, string>>): EnvironmentSketch => ({
  name,
  symbols,
  resources: [
    {
      kind: 'firewall',
      id: `sg-${name}`,
      name: `${name}-web`,
      attributes: { ingress: [{ protocol: 'tcp', ports: '443', cidr: office }] },
    },
  ],
})

describe('a range that the configuration has a word for', () => {
  it('is that word, whatever it is in each environment and however it is written', () => {
    const comparison = compareSketches(
      environment('staging', '203.0.113.7/24', { office: '203.0.113.0/24' }),
      environment('production', '198.51.100.0/25', { office: '198.51.100.1/25' }),
    )
    expect(changesOf(comparison)).toEqual([])
    const [one, other] = [comparison.candidate, comparison.baseline].map(({ canonical }) => [...canonical.values()][0])
    expect(one?.bodyDigest).toBe(other?.bodyDigest)
  })

  it('is a difference where only one of both is that range, or neither has a word', () => {
    const words = { office: '203.0.113.0/24' }
    const half = compareSketches(
      environment('staging', '203.0.113.0/25', words),
      environment('production', '198.51.100.0/25', { office: '198.51.100.0/25' }),
    )
    expect(changesOf(half)).toHaveLength(2)
    const none = compareSketches(
      environment('staging', '203.0.113.0/24', {}),
      environment('production', '198.51.100.0/25', {}),
    )
    expect(changesOf(none)).toHaveLength(2)
  })
})

describe('a range of a network that is peered with, which nobody reads', () => {
  const peering = (name: string, network: string, ranges: readonly string[]): Sketch => ({
    kind: 'network-peering',
    id: `pcx-${name}`,
    name,
    attributes: { requester: network, requesterCidrs: ['10.1.0.0/16', '10.2.0.0/16'], accepterCidrs: ranges },
  })
  const side = (name: string, own: string, ranges: readonly string[], open: readonly string[]): EnvironmentSketch => ({
    name,
    resources: [
      {
        kind: 'network',
        id: `vpc-${name}`,
        name: `${name}-shop`,
        identifiers: ['10.1.0.0/16', '10.2.0.0/16'],
        attributes: { cidrs: ['10.1.0.0/16', '10.2.0.0/16'] },
      },
      peering(`${name}-shop-to-tools`, `vpc-${name}`, ranges),
      {
        kind: 'firewall',
        id: own,
        name: `${name}-web`,
        attributes: { ingress: open.map((cidr) => ({ protocol: 'tcp', ports: '22', cidr })) },
      },
    ],
  })
  const against = (ranges: readonly string[], open: readonly string[]): readonly string[] => {
    const staging = side('staging', 'sg-a', ['10.8.0.0/16'], ['10.8.0.0/16', '10.8.4.0/24'])
    return changesOf(compareSketches(staging, side('production', 'sg-b', ranges, open)))
  }

  it('is called after the peering, as a whole and in part', () => {
    expect(against(['10.9.0.0/16'], ['10.9.0.0/16', '10.9.4.0/24'])).toEqual([])
    const staging = side('staging', 'sg-a', ['10.8.0.0/16'], ['10.8.4.0/24'])
    const comparison = compareSketches(staging, side('production', 'sg-b', ['10.9.0.0/16'], ['10.9.5.0/24']))
    expect(changesOf(comparison)).toEqual([
      'firewall/web /ingress/tcp~122~1@network-peering~1shop-to-tools+0.0.4.0~124',
      'firewall/web /ingress/tcp~122~1@network-peering~1shop-to-tools+0.0.5.0~124',
    ])
  })

  it('is the same as written where both are peered with the same, and no other where it is not of the peer', () => {
    expect(against(['10.8.0.0/16'], ['10.8.0.0/16', '10.8.4.0/24'])).toEqual([])
    expect(against(['10.9.0.0/16'], ['10.8.0.0/16', '10.8.4.0/24'])).toHaveLength(2)
  })

  it('is as it is written where two peerings could be meant', () => {
    const both = side('staging', 'sg-a', ['10.8.0.0/16'], ['10.8.0.0/16'])
    const second = peering('staging-shop-to-data', 'vpc-staging', ['10.8.0.0/16'])
    const comparison = compareSketches(
      { ...both, resources: [...both.resources, second] },
      side('production', 'sg-b', ['10.8.0.0/16'], ['10.9.0.0/16']),
    )
    expect(changesOf(comparison)).toContain('firewall/web /ingress/tcp~122~110.8.0.0~116')
  })
})
