import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CompactSnapshot } from '../../src/collect/compact-snapshot.ts'
import { headOf } from '../../src/collect/memory-snapshot.ts'
import { compare, type Comparison, type SideInput } from '../../src/compare/compare.ts'
import { compileRules } from '../../src/judge/compile-rules.ts'
import { writtenResource } from '../../src/compare/written-resource.ts'
import { judge } from '../../src/judge/judge.ts'
import type { Json } from '../../src/model/json.ts'
import { attributeOf } from '../../src/model/resource.ts'
import type { Rule } from '../../src/model/rule.ts'
import type { Snapshot } from '../../src/model/snapshot.ts'
import type { Asked, FieldAsked, Seen, TwinView } from '../../src/model/twin.ts'
import { rule as ruleOf } from '../judge/rule.ts'
import { context as judging } from '../judge/views.ts'
import { sideOf, type EnvironmentSketch, type Sketch } from '../support/snapshots.ts'

const text = fc.constantFrom(
  ...['staging', 'production', 'shop-staging-web', 'shop-production-web', 'shop-web', 'plain', '', 'a/b', '#2', '1'],
  ...['api.staging.shop.example', 'api.shop.example', 'https://u@api.shop.example:443/x?b=1', 'Grüße', '雪 production'],
  ...[
    'say "production"',
    'a\\b',
    'line\nsg-0aaaaaaa1',
    '\u0001production',
    'sg-0aaaaaaa1',
    'sg-0bbbbbbb1',
    '(sg-0bbbbbbb1)',
  ],
  ...['arn:aws:iam::111111111111:role/x', '"arn:aws:iam::111111111111:role/x"', 'arn:aws:iam::222222222222:role/x'],
  ...['10.0.1.0/24', '10.9.1.0/24', '0.0.0.0/0', '192.0.2.0/24', '111111111111', '15.4', '15.4.0', '@scope/x'],
  ...['db.a.b.c.example:5432', 'x-db.a.b.c.example', 'PRODUCTION', 'product'],
)
const reference = fc.constantFrom('sg-0aaaaaaa1', 'sg-0bbbbbbb1', 'sg-9', 'web', 'db')
const rule = fc.record(
  {
    protocol: fc.constantFrom('tcp', 'udp'),
    ports: fc.constantFrom('443', '80'),
    cidr: fc.option(text),
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
    secret: fc.constantFrom({ keyId: 'k', hmac: 'f'.repeat(64) }, { keyId: 'k', hmac: 'e'.repeat(64) }),
    line: fc.nat(3),
    nobody: fc.jsonValue({ maxDepth: 2 }),
  },
  { requiredKeys: ['key'] },
)
const attributes = {
  firewall: fc.record({ network: reference, ingress: fc.array(rule, { maxLength: 3 }) }, { requiredKeys: [] }),
  'setting-group': fc.record({ format: text, settings: fc.array(setting, { maxLength: 3 }) }, { requiredKeys: [] }),
  'compute-instance': fc.record(
    {
      type: text,
      keyPair: text,
      monitoring: fc.boolean(),
      network: reference,
      firewalls: fc.array(reference, { maxLength: 3 }),
      imageCreated: fc.constantFrom('2026-01-01T00:00:00Z', '2026-01-01T00:00:00.000Z'),
    },
    { requiredKeys: [] },
  ),
} as const

type Attributes = Readonly<Record<string, Json>>

function environment(name: string, net: string, kind: string, given: Attributes): EnvironmentSketch {
  const own = name === 'staging' ? '2' : '1'
  const group = (id: string, called: string): Sketch => ({
    ...{ kind: 'firewall', id, name: `shop-${name}-${called}`, attributes: {} },
    identifiers: [
      called,
      `arn:aws:iam::${own.repeat(12)}:role/x`,
      ...(own === '1' ? ['db.a.b.c.example:5432', 'x-db.a.b.c.example'] : []),
    ],
  })
  return {
    name,
    domains: [name === 'staging' ? 'staging.shop.example' : 'shop.example'],
    accounts: { main: own.repeat(12) },
    resources: [
      group(name === 'staging' ? 'sg-0aaaaaaa1' : 'sg-0bbbbbbb1', 'web'),
      { kind: 'network', id: 'vpc', name: `shop-${name}`, attributes: { cidrs: [`${net}.0.0/16`] } },
      { kind, id: 'subject', name: 'subject', attributes: given },
    ],
  }
}

/** The same snapshot, with its bodies kept as text. */
function asText({ environment: name, takenAt, coverage, heads, bodies }: Snapshot): Snapshot {
  const kept = new CompactSnapshot()
  for (const resource of bodies([...heads()].map(({ key }) => key))) {
    const { tags, attributes: of } = resource
    kept.add(headOf(resource), JSON.stringify({ tags, attributes: of }))
  }
  return kept.snapshot({ environment: name, takenAt: new Date(takenAt), coverage })
}

function compared(
  a: EnvironmentSketch,
  b: EnvironmentSketch,
  kind: string,
  kept: (one: Snapshot) => Snapshot,
): Comparison {
  const of = (sketch: EnvironmentSketch): SideInput => {
    const { snapshot, lexicon } = sideOf(sketch, [...new Set(['firewall', 'network', kind])])
    return { snapshot: kept(snapshot), lexicon }
  }
  return compare({ candidate: of(a), baseline: of(b), shared: [], pairs: [] })
}

function subjectOf(comparison: Comparison, kind: string): TwinView {
  const found = [...comparison.views()].find(({ twin }) => twin.kind === kind && twin.name === 'subject')
  if (found === undefined) throw new Error('the subject has no twin')
  return found
}

const isShort = (raw: Json): boolean => typeof raw !== 'string' || raw.length < 12
const isPlain = (raw: Json): boolean => !JSON.stringify(raw).includes('hmac')

const asked: Asked = {
  reach: true,
  fields: new Map<string, FieldAsked>([
    [
      'settings',
      {
        tests: [
          { member: 'value', side: 'candidate', clears: isShort },
          { member: '*', side: 'both', clears: isPlain },
        ],
        element: (_side, raw, key) => key === 'OTHER' && isPlain(raw),
      },
    ],
    ['imageCreated', { tests: [{ side: 'both', clears: isShort }] }],
    ['type', { tests: [{ side: 'baseline', clears: isShort }] }],
  ]),
}

/** Whether nothing of what is asked about is in a view, by the units of a comparison of what was parsed. */
function isReallyQuiet(view: TwinView, field?: string): boolean {
  const isOfIt = ({ at }: { readonly at: string }): boolean => field === undefined || at.split('/')[1] === field
  if (view.changes.some(isOfIt)) return false
  const units = [...view.units('**'), ...view.units('/imageCreated')].filter(isOfIt)
  const clear = (raw: Json, at: string, side: 'candidate' | 'baseline'): boolean => {
    if (at === '/type') return side === 'candidate' || isShort(raw)
    if (at === '/imageCreated') return isShort(raw)
    if (!at.startsWith('/settings/')) return true
    const { value = '' } = raw as { readonly value?: Json }
    return isPlain(raw) && (at === '/settings/OTHER' || side === 'baseline' || isShort(value))
  }
  return units.every(({ at, candidate, baseline }) =>
    (
      [
        ['candidate', candidate],
        ['baseline', baseline],
      ] as const
    ).every(
      ([side, seen]: readonly ['candidate' | 'baseline', Seen | undefined]) =>
        seen === undefined || ((field !== undefined || seen.foreign === undefined) && clear(seen.raw, at, side)),
    ),
  )
}

const each = { on: 'each', claims: false, relation: 'matches-not' } as const
const equal = { on: 'change', at: '**', claims: false, title: '{name} {of.candidate.format}' } as const
/** Rules on what need not differ, beside rules on everything that does. */
const rules = compileRules(
  [
    { ...each, kind: 'setting-group', at: '/settings/*', side: 'candidate', with: { field: 'value', pattern: 'shop' } },
    { ...each, kind: 'setting-group', at: '/settings/*', relation: 'must-differ', with: { field: 'secret' } },
    { ...each, kind: 'setting-group', at: '/format', side: 'both', with: { pattern: 'web' } },
    { ...each, kind: 'compute-instance', at: '/type', side: 'baseline', with: { pattern: 'a' } },
    { ...each, kind: 'firewall', at: '/ingress/*', side: 'candidate', with: { field: 'ports', pattern: '80' } },
    { ...equal, kind: 'setting-group' },
    { ...equal, kind: 'compute-instance', title: '{name} {of.baseline.type}' },
    { ...equal, kind: 'firewall', title: '{name} {of.candidate.network}' },
  ].map((one, i) => ruleOf({ ...(one as Partial<Rule>), id: `test/${i}` })),
)

describe('a walk over two texts', () => {
  let quiet = 0
  let quietBeside = 0
  let findings = 0
  it.each(Object.keys(attributes) as (keyof typeof attributes)[])(
    'finds the changes of a %s that comparing what was parsed finds, and passes over none that has something to be said of',
    (kind) => {
      // As it is read from a file: there is no -0 in JSON.
      const of = (attributes[kind] as fc.Arbitrary<Attributes>).map(
        (one) => JSON.parse(JSON.stringify(one)) as Attributes,
      )
      const renamed = (one: Attributes): Attributes =>
        JSON.parse(
          JSON.stringify(one)
            .replaceAll('shop-staging-web', 'shop-production-web')
            .replaceAll('sg-0aaaaaaa1', 'sg-0bbbbbbb1'),
        ) as Attributes
      const pair = fc.oneof(
        fc.tuple(of, of),
        of.map((one) => [one, one] as const),
        of.map((one) => [one, renamed(one)] as const),
      )
      fc.assert(
        fc.property(pair, ([a, b]) => {
          const sketches = [
            environment('staging', '10.0', kind, a),
            environment('production', '10.9', kind, b),
          ] as const
          const parsed = subjectOf(
            compared(...sketches, kind, (one) => one),
            kind,
          )
          const written = compared(...sketches, kind, asText)
          const found = parsed.changes.map(({ at }) => at)
          expect(subjectOf(written, kind).changes.map(({ at }) => at)).toEqual(found)
          const view = subjectOf(written, kind)
          const isQuiet = view.isQuiet?.(asked)
          if (isQuiet === true) expect(isReallyQuiet(parsed)).toBe(true)
          if (isQuiet === true) quiet += 1
          expect(view.changes).toEqual(parsed.changes)
          for (const field of ['settings', 'imageCreated', 'type', 'ingress', 'format']) {
            if (view.isQuietAt?.(field) !== true) continue
            expect(isReallyQuiet(parsed, field)).toBe(true)
            if (isQuiet === false) quietBeside += 1
          }
          if (view.mayReachOther === false) expect(parsed.mayReachOther).toBe(false)
          // What is said of it is the same too, whatever of it was read.
          const slow = Object.defineProperty(parsed, 'isQuiet', { value: undefined })
          const said = [slow, subjectOf(written, kind)].map((one) => judge([one], rules, judging))
          expect(said[1]).toEqual(said[0])
          findings += said[0]?.length ?? 0
        }),
        { numRuns: 100 },
      )
    },
  )

  it('passes over pairs at all', () => {
    expect(quiet).toBeGreaterThan(20)
    expect(quietBeside).toBeGreaterThan(20)
    expect(findings).toBeGreaterThan(100)
  })
})

describe('a resource that is read in parts', () => {
  it('has one object for each attribute, whoever asks for all of them later', () => {
    const [head] = sideOf({ name: 'e', resources: [{ kind: 'firewall', id: 'sg-1' }] }, ['firewall']).snapshot.heads()
    if (head === undefined) throw new Error('there is one')
    const json = '{"tags":{},"attributes":{"settings":[{"key":["A"]}],"format":"env"}}'
    const at = json.indexOf('{"settings"')
    const cut = (from: number, to: number): string => json.slice(from, to)
    const resource = writtenResource(head, { codes: Buffer.from(json), at, cut, whole: () => json })
    const settings = attributeOf(resource, 'settings')
    const absent = attributeOf(resource, 'absent')
    expect([settings, absent]).toEqual([[{ key: ['A'] }], undefined])
    expect(resource.attributes).toEqual({ settings: [{ key: ['A'] }], format: 'env' })
    expect((resource.attributes as Record<string, Json>)['settings']).toBe(settings)
    expect(attributeOf(resource, 'settings')).toBe(settings)
  })
})
