import { describe, expect, it } from 'vitest'
import { changesOf, compareSketches, type EnvironmentSketch, type Sketch } from '../support/snapshots.ts'

/** A network with as many zones, of subnets of that length, and a firewall that lets in those of `open`. */
function environment(name: string, octet: number, zones: string, length: number, open = zones): EnvironmentSketch {
  const step = length === 20 ? 16 : 1
  const range = (zone: string, tier: number): string =>
    `10.${octet}.${('abc'.indexOf(zone) + tier * 4) * step}.0/${length}`
  const subnets = ['private', 'public'].flatMap((tier, t) =>
    [...zones].map((zone): Sketch => ({
      kind: 'subnet',
      id: `subnet-${octet}${tier}${zone}`,
      name: `${name}-shop-${tier}-${zone}`,
      identifiers: [range(zone, t)],
      attributes: { cidr: range(zone, t), network: `vpc-${octet}` },
    })),
  )
  return {
    name,
    resources: [
      { kind: 'network', id: `vpc-${octet}`, name: `${name}-shop`, attributes: { cidrs: [`10.${octet}.0.0/16`] } },
      ...subnets,
      {
        kind: 'firewall',
        id: `sg-${octet}`,
        name: `${name}-db`,
        attributes: {
          ingress: [
            ...[...open].map((zone) => ({ protocol: 'tcp', ports: '5432', cidr: range(zone, 0) })),
            { protocol: 'tcp', ports: '22', cidr: '203.0.113.0/24' },
          ],
        },
      },
    ],
  }
}

const onFirewall = (a: EnvironmentSketch, b: EnvironmentSketch): readonly string[] =>
  changesOf(compareSketches(a, b)).filter((line) => line.startsWith('firewall'))

describe('rules for the subnets of a tier', () => {
  it('are the same in three zones of /20 and two of /24', () => {
    expect(onFirewall(environment('staging', 20, 'ab', 24), environment('production', 10, 'abc', 20))).toEqual([])
    expect(onFirewall(environment('staging', 20, 'abc', 20), environment('production', 10, 'a', 24))).toEqual([])
  })

  it('differ where one of the tier is left out', () => {
    const all = environment('production', 10, 'abc', 20)
    expect(onFirewall(environment('staging', 20, 'ab', 24, 'a'), all)).not.toEqual([])
    expect(onFirewall(environment('staging', 20, 'abc', 24, 'ab'), all)).toHaveLength(1)
    expect(onFirewall(environment('staging', 20, 'ab', 24), environment('production', 10, 'abc', 20, 'ab'))).toEqual([])
  })

  it('differ in ports and protocol as ever', () => {
    const candidate = environment('staging', 20, 'ab', 24)
    const resources = candidate.resources.map((one) =>
      one.kind === 'firewall'
        ? {
            ...one,
            attributes: {
              ingress: [...'ab'].map((zone) => ({
                protocol: 'tcp',
                ports: '5433',
                cidr: `10.20.${'ab'.indexOf(zone)}.0/24`,
              })),
            },
          }
        : one,
    )
    expect(onFirewall({ ...candidate, resources }, environment('production', 10, 'abc', 20)).length).toBeGreaterThan(0)
  })

  it('do not tell a subnet that is missing a second time', () => {
    const all = environment('staging', 20, 'abc', 20)
    const lost = { ...all, resources: all.resources.filter(({ name }) => name !== 'staging-shop-private-b') }
    expect(changesOf(compareSketches(lost, environment('production', 10, 'abc', 20)))).toEqual([
      'subnet/shop-private-b ',
    ])
    expect(changesOf(compareSketches(environment('production', 10, 'abc', 20), lost))).toEqual([
      'subnet/shop-private-b ',
    ])
  })

  it('differ where it is another part of the network that is let in', () => {
    const all = environment('staging', 20, 'abc', 20)
    const resources = all.resources
      .filter(({ name }) => name !== 'staging-shop-private-b')
      .map((one) =>
        one.kind === 'firewall'
          ? { ...one, attributes: { ingress: [{ protocol: 'tcp', ports: '5432', cidr: '10.20.240.0/20' }] } }
          : one,
      )
    const production = environment('production', 10, 'abc', 20, 'b')
    expect(onFirewall({ ...all, resources }, production).length).toBeGreaterThan(0)
  })
})
