import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { differingLeaves } from '../../src/compare/same.ts'
import type { Json } from '../../src/model/json.ts'
import { compareSketches, type EnvironmentSketch } from '../support/snapshots.ts'

/** Words that are one environment's, words that look like them, references that resolve on both sides, on one, nowhere. */
const text = fc.constantFrom(
  ...[
    'staging',
    'production',
    'shop-staging-web',
    'shop-production-web',
    'shop-web',
    'api.staging.shop.example',
    'plain',
  ],
  ...['@scope/x', '10.0.1.0/24', '10.9.1.0/24', '0.0.0.0/0', '192.0.2.0/24', '', '#2', 'a/b'],
)
const reference = fc.constantFrom('sg-1', 'sg-2', 'sg-9', 'web', 'db')
const rule = fc.record(
  {
    protocol: fc.constantFrom('tcp', 'udp'),
    ports: fc.constantFrom('443', '80'),
    cidr: text,
    group: reference,
    description: text,
  },
  { requiredKeys: ['protocol', 'ports'] },
)
const setting = fc.record(
  {
    key: fc.constantFrom('URL', 'STAGING_URL', 'PRODUCTION_URL', 'URL#2', 'OTHER'),
    value: text,
    shape: fc.constantFrom('word', 'host'),
    secret: fc.constant({ keyId: 'k', hmac: 'f'.repeat(64) }),
    line: fc.nat(3),
  },
  { requiredKeys: ['key'] },
)
const instance = fc.record(
  {
    type: text,
    keyPair: text,
    monitoring: fc.boolean(),
    network: reference,
    firewalls: fc.array(reference, { maxLength: 3 }),
  },
  { requiredKeys: [] },
)
const attributes = {
  firewall: fc.record({ network: reference, ingress: fc.array(rule, { maxLength: 4 }) }, { requiredKeys: [] }),
  'setting-group': fc.record({ settings: fc.array(setting, { maxLength: 4 }) }, { requiredKeys: [] }),
  'compute-instance': instance,
} as const

type Attributes = Readonly<Record<string, Json>>

function environment(name: string, net: string, kind: string, given: Attributes): EnvironmentSketch {
  const group = (id: string, called: string): EnvironmentSketch['resources'][number] => ({
    ...{ kind: 'firewall', id, name: `shop-${name}-${called}`, identifiers: [called], attributes: {} },
  })
  return {
    name,
    domains: [name === 'staging' ? 'staging.shop.example' : 'shop.example'],
    resources: [
      ...(name === 'staging'
        ? [group('sg-1', 'web'), group('sg-2', 'db')]
        : [group('sg-2', 'web'), group('sg-1', 'db')]),
      { kind: 'network', id: 'vpc', name: `shop-${name}`, attributes: { cidrs: [`${net}.0.0/16`] } },
      { kind, id: 'subject', name: 'subject', attributes: given },
    ],
  }
}

const isLong = (raw: Json): boolean => JSON.stringify(raw).length > 60
const isLongSeen = (seen: { readonly raw: Json } | undefined): boolean => seen !== undefined && isLong(seen.raw)

describe('the walk over both resources at once', () => {
  it.each(Object.keys(attributes) as (keyof typeof attributes)[])(
    'says of no %s that it is as its twin where comparing unit by unit finds a change, nor finds one where that finds none',
    (kind) => {
      const pair = fc
        .tuple(attributes[kind] as fc.Arbitrary<Attributes>, fc.boolean())
        .chain(([one, same]) =>
          fc.tuple(fc.constant(one), same ? fc.constant(one) : (attributes[kind] as fc.Arbitrary<Attributes>)),
        )
      fc.assert(
        fc.property(pair, ([a, b]) => {
          const comparison = compareSketches(
            environment('staging', '10.0', kind, a),
            environment('production', '10.9', kind, b),
          )
          const view = [...comparison.views()].find(({ twin }) => twin.kind === kind && twin.name === 'subject')
          const found = view?.changes.map(({ at }) => at).sort()
          const units = [...(view?.units('**') ?? [])]
          const slow = units.filter((unit) => differingLeaves(unit.candidate, unit.baseline).length > 0)
          expect(found).toEqual(slow.map(({ at }) => at).sort())
          for (const field of ['settings', 'ingress']) {
            const some = view?.unitsWhere?.(field, isLong)
            const those = units.filter(
              (unit) => unit.at.startsWith(`/${field}/`) && [unit.candidate, unit.baseline].some(isLongSeen),
            )
            if (some !== undefined) expect(some).toEqual(those)
          }
        }),
        { numRuns: 200 },
      )
    },
  )
})
