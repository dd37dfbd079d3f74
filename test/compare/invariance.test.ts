import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Json } from '../../src/model/json.ts'
import { changesOf, compareSketches, type EnvironmentSketch, type Sketch } from '../support/snapshots.ts'

/** Everything about an environment that is only the environment's. */
interface Surface {
  readonly name: string
  readonly account: string
  readonly region: string
  readonly octet: number
  readonly salt: string
  readonly order: number
}

const surface = (name: string): fc.Arbitrary<Surface> =>
  fc.record({
    name: fc.constant(name),
    account: fc.integer({ min: 100_000_000_000, max: 999_999_999_999 }).map(String),
    region: fc.constantFrom('eu-west-1', 'us-east-2', 'ap-southeast-1'),
    octet: fc.integer({ min: 1, max: 120 }),
    salt: fc.stringMatching(/^[0-9a-f]{6}$/),
    order: fc.integer({ min: 1, max: 1_000_000 }),
  })

const names = fc
  .constantFrom(['staging', 'production'], ['stage', 'prod'], ['uat', 'live'], ['pr-128', 'production'])
  .chain(([candidate = '', baseline = '']) => fc.tuple(surface(candidate), surface(baseline)))

/** A deterministic shuffle: the order of lists is only the environment's too. */
function shuffled<T>(list: readonly T[], seed: number): T[] {
  let state = seed
  const random = (): number => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647
  return list
    .map((item) => [random(), item] as const)
    .sort(([a], [b]) => a - b)
    .map(([, item]) => item)
}

function environment(s: Surface): EnvironmentSketch {
  const id = (kind: string, n: number): string => `${kind}-0${s.salt}${n.toString(16).padStart(8, '0')}`
  const list = (items: Json[]): Json => shuffled(items, s.order)
  const arn = (service: string, rest: string): string => `arn:aws:${service}:${s.region}:${s.account}:${rest}`
  const firewalls = ['web', 'app', 'db', 'cache', 'admin']
  const resources: Sketch[] = [
    {
      kind: 'network',
      id: id('vpc', 1),
      name: `${s.name}-shop`,
      identifiers: [`10.${s.octet}.0.0/16`],
      attributes: { cidrs: [`10.${s.octet}.0.0/16`] },
    },
    ...['a', 'b', 'c'].map((zone, i): Sketch => ({
      kind: 'subnet',
      id: id('subnet', i),
      name: `${s.name}-shop-private-${zone}`,
      identifiers: [`10.${s.octet}.${i}.0/24`],
      attributes: { network: id('vpc', 1), cidr: `10.${s.octet}.${i}.0/24`, zone: `${s.region}${zone}` },
    })),
    ...firewalls.map((part, i): Sketch => ({
      kind: 'firewall',
      id: id('sg', i),
      name: `shop-${part}-${s.name}`,
      attributes: {
        network: id('vpc', 1),
        ingress: list([
          { protocol: 'tcp', ports: '443', cidr: '0.0.0.0/0' },
          { protocol: 'tcp', ports: '22', cidr: `10.${s.octet}.1.0/24` },
          { protocol: 'tcp', ports: '8080', group: id('sg', (i + 1) % firewalls.length) },
          { protocol: 'all', ports: 'all', group: id('sg', i) },
        ]),
      },
    })),
    ...['web', 'worker'].map((part, i): Sketch => ({
      kind: 'compute-instance',
      id: id('i', i),
      name: `shop_${s.name}_${part}`,
      attributes: {
        type: 'm6i.large',
        profile: arn('iam', `instance-profile/shop-${s.name}-${part}`),
        firewalls: list([id('sg', 0), id('sg', 1)]),
      },
    })),
    {
      kind: 'setting-group',
      id: `deploy/${s.name}/app.env`,
      name: `deploy/${s.name}/app.env`,
      attributes: {
        settings: list([
          { key: 'API_URL', value: `https://api.${s.name}.shop.example/v1/`, shape: 'url(https,path,/)' },
          { key: 'QUEUE', value: arn('sqs', `shop-${s.name}-orders`), shape: 'arn(sqs)' },
          { key: 'BUCKET', value: `s3://shop-${s.name}-assets/media`, shape: 'url(s3,path)' },
          { key: 'RAILS_ENV', value: s.name, shape: 'text' },
          { key: 'DATABASE_PASSWORD', secret: { keyId: 'k', hmac: s.salt }, shape: 'secret' },
        ]),
      },
    },
  ]
  return {
    name: s.name,
    domains: [`${s.name}.shop.example`],
    accounts: { main: s.account },
    regions: { primary: s.region },
    resources: shuffled(resources, s.order),
  }
}

const digests = (comparison: ReturnType<typeof compareSketches>, side: 'candidate' | 'baseline'): string[] =>
  [...comparison[side].canonical.values()].map((head) => `${head.kind} ${head.bodyDigest}`).sort()

describe('what is only the environment’s', { timeout: 60_000 }, () => {
  it('changes no body digest, no pairing and makes no difference', () => {
    fc.assert(
      fc.property(names, ([a, b]) => {
        const comparison = compareSketches(environment(a), environment(b))
        expect(digests(comparison, 'candidate')).toEqual(digests(comparison, 'baseline'))
        expect(comparison.pairing.twins.filter((t) => t.method === 'alone')).toEqual([])
        expect(comparison.pairing.ambiguous).toEqual([])
        expect(changesOf(comparison)).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  it('an edit of one value changes exactly one digest, and an edit of one reference none but its own unit', () => {
    const edits: readonly (readonly [string, string, Json])[] = [
      ['compute-instance', 'type', 'm6i.xlarge'],
      ['compute-instance', 'publicAddress', true],
      ['firewall', 'ingress', []],
      ['compute-instance', 'firewalls', 'first-only'],
    ]
    fc.assert(
      fc.property(names, fc.constantFrom(...edits), ([a, b], [kind, field, value]) => {
        const edited = environment(a)
        const at = edited.resources.findIndex((r) => r.kind === kind)
        const resources = edited.resources.map((r, i) => {
          if (i !== at) return r
          const old = r.attributes?.[field] as readonly Json[] | undefined
          return {
            ...r,
            attributes: { ...r.attributes, [field]: value === 'first-only' ? (old ?? []).slice(0, 1) : value },
          }
        })
        const comparison = compareSketches({ ...edited, resources }, environment(b))
        const changed = new Set(changesOf(comparison).map((line) => line.split(' ')[0]))
        expect(changed.size).toBe(1)
        const mine = digests(comparison, 'candidate')
        const theirs = digests(comparison, 'baseline')
        expect(mine.filter((d) => !theirs.includes(d)).length).toBeLessThanOrEqual(1)
      }),
      { numRuns: 40 },
    )
  })
})
