import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sameCanonical, sameKeyPart } from '../../src/compare/agree.ts'
import type { CanonicalContext } from '../../src/compare/canonical.ts'
import { differingLeaves } from '../../src/compare/same.ts'
import { sameWritten } from '../../src/compare/same-written.ts'
import { createTranslator } from '../../src/compare/translator.ts'
import { Questions, walkPlan, type Step } from '../../src/compare/walk-plan.ts'
import type { Field } from '../../src/model/field.ts'
import type { Json } from '../../src/model/json.ts'
import type { TwinView } from '../../src/model/twin.ts'
import { UNKNOWN } from '../../src/model/unknown.ts'
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
  ...['@scope/x', '10.0.1.0/24', '10.0.2.0/24', '10.9.1.0/24', '0.0.0.0/0', '192.0.2.0/24', '', '#2', 'a/b'],
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
  // Two zones of one side and one of the other: where a list names all of them, their tier is meant.
  const zone = (letter: string, range: string): EnvironmentSketch['resources'][number] => ({
    ...{ kind: 'subnet', id: `subnet-${letter}`, name: `shop-${name}-private-${letter}`, identifiers: [range] },
    attributes: { cidr: range, network: 'vpc' },
  })
  return {
    name,
    domains: [name === 'staging' ? 'staging.shop.example' : 'shop.example'],
    resources: [
      ...(name === 'staging'
        ? [group('sg-1', 'web'), group('sg-2', 'db')]
        : [group('sg-2', 'web'), group('sg-1', 'db')]),
      ...(name === 'staging' ? [zone('a', '10.0.1.0/24'), zone('b', '10.0.2.0/24')] : [zone('a', '10.9.1.0/24')]),
      { kind: 'network', id: 'vpc', name: `shop-${name}`, attributes: { cidrs: [`${net}.0.0/16`] } },
      { kind, id: 'subject', name: 'subject', attributes: given },
    ],
  }
}

/** The lists of one with elements of both, in some order: what most changes leave of a list. */
function partlyChanged(one: Attributes, other: Attributes, order: readonly number[]): Attributes {
  const lists = Object.entries(one).map(([name, value]) => {
    if (!Array.isArray(value)) return [name, value] as const
    const theirs = (other[name] ?? []) as readonly Json[]
    const all = [...(value as readonly Json[]), ...theirs]
    const chosen = order.flatMap((i) => all[i] ?? [])
    return [name, order.length % 2 === 0 ? [...(value as readonly Json[]), ...theirs.slice(0, 1)] : chosen] as const
  })
  return Object.fromEntries(lists)
}

/** That the changes of a view are those that its units, all of them made and joined, come to. */
function expectSameChanges(view: TwinView | undefined): void {
  // Asked first: whoever has all units has no need of others.
  const found = view?.changes
  const slow = [...(view?.units('**') ?? [])].map((unit) => {
    return { ...unit, leaves: differingLeaves(unit.candidate, unit.baseline) }
  })
  expect(found).toEqual(slow.filter(({ leaves }) => leaves.length > 0))
}

const isLong = (raw: Json): boolean => JSON.stringify(raw).length > 60
const isLongSeen = (seen: { readonly raw: Json } | undefined): boolean => seen !== undefined && isLong(seen.raw)

describe('the walk over both resources at once', () => {
  it.each(Object.keys(attributes) as (keyof typeof attributes)[])(
    'says of no %s that it is as its twin where comparing unit by unit finds a change, nor finds one where that finds none',
    (kind) => {
      const some = attributes[kind] as fc.Arbitrary<Attributes>
      const pair = fc.oneof(
        some.map((one) => [one, one] as const),
        fc.tuple(some, some),
        fc.tuple(some, some, fc.array(fc.nat(6), { maxLength: 5 })).map(([one, other, order]) => {
          return [one, partlyChanged(one, other, order)] as const
        }),
      )
      fc.assert(
        fc.property(pair, ([a, b]) => {
          const comparison = compareSketches(
            environment('staging', '10.0', kind, a),
            environment('production', '10.9', kind, b),
          )
          const view = [...comparison.views()].find(({ twin }) => twin.kind === kind && twin.name === 'subject')
          expectSameChanges(view)
          const units = [...(view?.units('**') ?? [])]
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

  const open = (...ends: readonly Attributes[]): Attributes => ({
    ingress: ends.map((end) => ({ protocol: 'tcp', ports: '443', ...end })),
  })
  it.each([
    ['an end that nobody read', open({ group: 'sg-9' }), open({ group: 'sg-8' }, { group: 'sg-2' })],
    [
      'all subnets of a tier',
      open({ cidr: '10.0.1.0/24' }, { cidr: '10.0.2.0/24' }),
      open({ cidr: '10.9.1.0/24' }, { cidr: '192.0.2.0/24' }),
    ],
  ])('leaves out no rule beside %s', (_what, a, b) => {
    const comparison = compareSketches(
      environment('staging', '10.0', 'firewall', a),
      environment('production', '10.9', 'firewall', b),
    )
    expectSameChanges([...comparison.views()].find(({ twin }) => twin.name === 'subject'))
  })

  it('says nothing of what the source of one side cannot know of an element', () => {
    const group = (value: string): Attributes => ({ settings: [{ key: 'URL', value, line: 1, shape: 'word' }] })
    const comparison = compareSketches(
      {
        ...environment('staging', '10.0', 'setting-group', group('a')),
        coverage: [{ kind: 'setting-group', unknownFields: ['/settings/*/value'] }],
      },
      environment('production', '10.9', 'setting-group', group('b')),
    )
    expect([...comparison.views()].find(({ twin }) => twin.name === 'subject')?.changes).toEqual([])
  })
})

describe('two references as they are written', () => {
  /** Labels of targets: shared by both, of one side alone, unknown, with an unknown part, called as they are written. */
  const target = fc.constantFrom('@firewall/a', '@firewall/b', UNKNOWN, '{address}\u2063', 'sg-1', 'Gr\u00fc\u00dfe')
  const word = fc.constantFrom('sg-1', 'sg-2', 'sg-\u00fc', 'a"b', 'a\\b', '', '{address}\u2063')
  const value: fc.Arbitrary<Json> = fc.oneof({ weight: 8, arbitrary: word }, fc.constantFrom(null, 1, true), fc.jsonValue({ maxDepth: 1 }) as fc.Arbitrary<Json>) // prettier-ignore
  const side = fc.dictionary(word, target, { minKeys: 3 }).map((targets): CanonicalContext => ({
    translator: createTranslator({ environment: 'e', entries: [], digest: 'e' }),
    reference: (_kinds, raw) => (Object.hasOwn(targets, raw) ? (targets[raw] ?? UNKNOWN) : UNKNOWN),
    range: (raw) => raw,
  }))

  it('mean the same exactly where the parsed ones do', () => {
    const field = fc.option(word).map((by): Field => ({ form: 'reference', to: ['firewall'], doc: 'It.', ...(by === null ? {} : { default: by }) })) // prettier-ignore
    const found = { same: 0, other: 0 }
    fc.assert(
      fc.property(field, fc.boolean(), value, value, side, side, (of, isKey, a, b, own, other) => {
        const keyed: Field = { form: 'keyed', by: isKey ? ['to'] : [], of: { to: of }, doc: 'They.' }
        const step: Step | undefined = walkPlan({ list: keyed }, undefined, new Questions())
          .steps.get('list')
          ?.record?.steps.get('to')
        if (step === undefined) throw new Error('there is such a step')
        const run = (written: Json): [Buffer, number, number] => {
          const bytes = Buffer.from(`[${JSON.stringify(written)}]`)
          return [bytes, 1, bytes.length - 1]
        }
        const wanted = sameCanonical(of, a, b, own, other) && (!isKey || sameKeyPart(of, a, b, own))
        expect(sameWritten(step, run(a), run(b), own, other)).toBe(wanted)
        found[wanted ? 'same' : 'other']++
      }),
      { numRuns: 2000 },
    )
    expect(Math.min(found.same, found.other)).toBeGreaterThan(100)
  })
})
