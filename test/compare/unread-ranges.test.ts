import { describe, expect, it } from 'vitest'
import type { Field, Shape } from '../../src/model/field.ts'
import type { Json } from '../../src/model/json.ts'
import { kinds } from '../../src/model/kinds/index.ts'
import { compare } from '../../src/compare/compare.ts'
import { changesOf, sideOf, type EnvironmentSketch, type Sketch } from '../support/snapshots.ts'

interface Holder {
  readonly kind: string
  readonly at: string
  /** The value of the field with these ranges in it. */
  readonly of: (ranges: readonly string[]) => Json
}

const word = (field: Field): Json =>
  field.form === 'exact' && field.type !== 'string' ? (field.type === 'number' ? 1 : true) : 'tcp'

/** A record with a range in each of its fields of that form. */
function recordOf(shape: Shape, range: string, key: readonly string[]): Json {
  const members = Object.entries(shape).flatMap(([name, field]): readonly (readonly [string, Json])[] => {
    if (field.form === 'cidr') return [[name, range]]
    // A rule has one other end; the others stay out.
    return key.includes(name) && ['protocol', 'ports'].includes(name) ? [[name, word(field)]] : []
  })
  return Object.fromEntries(members)
}

function holdersOf(kind: string, fields: Shape): readonly Holder[] {
  return Object.entries(fields).flatMap(([name, field]): readonly Holder[] => {
    if (field.volatile === true) return []
    if (field.form === 'cidr') return [{ kind, at: name, of: ([one = '']) => one }]
    if ((field.form === 'set' || field.form === 'ordered') && field.of.form === 'cidr')
      return [{ kind, at: name, of: (ranges) => [...ranges] }]
    if (field.form === 'keyed' && Object.values(field.of).some((of) => of.form === 'cidr'))
      return [{ kind, at: name, of: (ranges) => ranges.map((range) => recordOf(field.of, range, field.by)) }]
    return []
  })
}

const holders = kinds.flatMap(({ id, fields }) => holdersOf(id, fields))

/** An environment with a network, a subnet and a peer; `base` is the second number of its addresses. */
function environment(
  name: string,
  base: number,
  { kind, at, of }: Holder,
  ranges: readonly string[],
  unread: readonly string[] = [],
): EnvironmentSketch {
  const range = `10.${base}.0.0/16`
  const tier = `10.${base}.3.0/24`
  const peer = `10.${base + 100}.0.0/16`
  const all: readonly Sketch[] = [
    {
      ...{ kind: 'network', id: `vpc-${name}`, name: `${name}-shop`, identifiers: [range] },
      attributes: { cidrs: [range] },
    },
    {
      ...{ kind: 'subnet', id: `subnet-${name}`, name: `${name}-data`, identifiers: [tier] },
      attributes: { cidr: tier, network: `vpc-${name}` },
    },
    {
      ...{ kind: 'network-peering', id: `pcx-${name}`, name: `${name}-tools` },
      attributes: { requester: `vpc-${name}`, requesterCidrs: [range], accepterCidrs: [peer] },
    },
  ]
  const own = { kind, id: `own-${name}`, name: `${name}-web`, attributes: { [at]: of(ranges) } }
  return {
    name,
    resources: [...all.filter((one) => !unread.includes(one.kind)), own],
    coverage: unread.map((one) => ({ kind: one, status: 'denied' as const })),
  }
}

/** The changes of what holds the ranges; every kind is asked for on both sides. */
function changes(kind: string, candidate: EnvironmentSketch, baseline: EnvironmentSketch): readonly string[] {
  const asked = ['network', 'subnet', 'network-peering', kind]
  const sides = { candidate: sideOf(candidate, asked), baseline: sideOf(baseline, asked) }
  return changesOf(compare({ ...sides, shared: [], pairs: [] })).filter((change) => change.startsWith(`${kind}/`))
}

const ends = (base: number): readonly string[] => [
  // The network, a subnet, a part, one machine, the peer, a part of it, and everybody.
  ...[`10.${base}.0.0/16`, `10.${base}.3.0/24`, `10.${base}.4.0/24`, `10.${base}.4.7/32`],
  ...[`10.${base + 100}.0.0/16`, `10.${base + 100}.8.0/24`, '0.0.0.0/0', '203.0.113.0/24'],
]
const lists = [['network'], ['subnet'], ['network-peering'], ['network', 'network-peering'], ['network', 'subnet']]

describe('ranges, where what they are was not read', () => {
  it('are looked for in every kind that has some', () => {
    expect(holders.map(({ kind, at }) => `${kind} ${at}`).sort()).toEqual([
      'firewall egress',
      'firewall ingress',
      'network-acl egress',
      'network-acl ingress',
      'network-service sourceRanges',
      'route-table routes',
    ])
  })

  const cases = holders.flatMap((holder) =>
    lists.flatMap((list) =>
      (
        [
          [list, []],
          [[], list],
          [list, list],
        ] as const
      ).map(
        ([mine, theirs]) =>
          [
            `${holder.kind} ${holder.at}`,
            mine.join(' and ') || '-',
            theirs.join(' and ') || '-',
            holder,
            mine,
            theirs,
          ] as const,
      ),
    ),
  )

  it.each(cases)('%s: is no change without %s of staging and %s of production', (_n, _m, _t, holder, mine, theirs) => {
    const staging = environment('staging', 20, holder, ends(20), mine)
    const production = environment('production', 40, holder, ends(40), theirs)
    expect(changes(holder.kind, staging, production)).toEqual([])
  })

  it.each(holders.map((holder) => [`${holder.kind} ${holder.at}`, holder] as const))(
    '%s: what all can see is a change all the same, and so is all of it where everything was read',
    (_name, holder) => {
      const open = (...more: readonly string[]) => [...ends(20), ...more]
      const found = (ranges: readonly string[], unread: readonly string[]): number =>
        changes(
          holder.kind,
          environment('staging', 20, holder, ranges, unread),
          environment('production', 40, holder, ends(40), unread),
        ).length
      expect(found(open('198.51.100.0/24'), ['network', 'subnet', 'network-peering'])).toBe(1)
      expect(found(open('10.20.9.0/24'), [])).toBe(1)
      expect(found(open('10.99.0.0/16'), [])).toBe(1)
      expect(found(open(), [])).toBe(0)
    },
  )

  it('answer to what the other side knows to be outside of its networks, and to nothing public', () => {
    const [holder] = holders
    if (holder === undefined) throw new Error('no kind has ranges')
    const found = (theirs: string): readonly string[] =>
      changes(
        holder.kind,
        environment('staging', 20, holder, ['10.98.0.0/16'], ['network']),
        environment('production', 40, holder, [theirs]),
      )
    expect(found('10.99.0.0/16')).toEqual([])
    expect(found('203.0.113.0/24')).toHaveLength(2)
    expect(found('10.0.0.0/8')).toHaveLength(2)
  })
})

/** Where addresses stand in texts: by themselves, in a key, in a list, in a URL, in a document. */
const texts: readonly (readonly [what: string, kind: string, of: (base: number) => Readonly<Record<string, Json>>])[] =
  [
    [
      'conditions of listener rules',
      'load-balancer',
      (base) => ({
        rules: [
          {
            listener: 'HTTPS:443',
            conditions: `path-pattern /admin/*; source-ip 10.${base}.3.0/24`,
            action: 'forward',
          },
          { listener: 'HTTPS:443', conditions: `source-ip 10.${base}.4.7/32 or 10.${base}.5.0/24`, action: 'forward' },
          { listener: 'HTTPS:443', conditions: 'source-ip 203.0.113.0/24', action: 'fixed-response 403' },
        ],
        order: [
          `HTTPS:443: source-ip 10.${base}.3.0/24 before path-pattern /*`,
          'HTTPS:443: path-pattern /a before /b',
        ],
      }),
    ],
    [
      'conditions of policies',
      'bucket',
      (base) => ({
        policy: [
          {
            action: 's3:GetObject',
            principal: 'anyone',
            condition: `IpAddress aws:SourceIp=10.${base}.0.0/16`,
            resources: ['*'],
          },
        ],
      }),
    ],
    [
      'ends of network policies',
      'network-policy',
      (base) => ({
        ingress: [
          { peer: `10.${base}.3.0/24 except 10.${base}.3.8/32`, ports: 'tcp 443' },
          { peer: `10.${base}.5.0/24`, ports: 'tcp 443' },
          { peer: 'pods app=web', ports: 'tcp 443' },
        ],
      }),
    ],
    [
      'settings',
      'setting-group',
      (base) => ({
        settings: [
          { key: 'CACHE', value: `redis://10.${base}.3.17:6379/0` },
          { key: 'TRUSTED', value: `127.0.0.1, 10.${base}.0.0/16` },
          { key: 'HOSTS', value: `{"db":"10.${base}.3.18","port":5432}` },
          { key: 'DNS', value: `10.${base}.0.2` },
        ],
      }),
    ],
  ]

describe('addresses in texts, where the networks were not read', () => {
  const holder = (at: string, value: Json): Holder => ({ kind: '', at, of: () => value })
  const found = (
    kind: string,
    [staging, production]: readonly [Readonly<Record<string, Json>>, Readonly<Record<string, Json>>],
    mine: readonly string[],
    theirs: readonly string[],
  ): readonly string[] =>
    Object.keys(staging).flatMap((at) =>
      changes(
        kind,
        environment('staging', 20, { ...holder(at, staging[at] ?? null), kind }, [], mine),
        environment('production', 40, { ...holder(at, production[at] ?? null), kind }, [], theirs),
      ),
    )

  it.each(texts)('%s: are no change, whichever side was not read', (_, kind, of) => {
    const unread = ['network', 'subnet']
    for (const [mine, theirs] of [
      [unread, []],
      [[], unread],
      [unread, unread],
      [[], []],
    ] as const)
      expect(found(kind, [of(20), of(40)], mine, theirs)).toEqual([])
    // Outside of the networks of the side that was read, too.
    expect(found(kind, [of(20), of(99)], unread, [])).toEqual([])
  })

  const change = (text: string, [from, to]: readonly [string, string]): Readonly<Record<string, Json>> =>
    JSON.parse(text.replaceAll(from, to)) as Readonly<Record<string, Json>>

  it.each([
    ['what is beside the address', ['/admin/*', '/intern/*'], 'load-balancer', 2],
    ['what is done', ['403', '404'], 'load-balancer', 1],
    ['a public address', ['203.0.113.0', '198.51.100.0'], 'load-balancer', 2],
    ['another action', ['s3:GetObject', 's3:PutObject'], 'bucket', 2],
    ['another condition', ['IpAddress', 'NotIpAddress'], 'bucket', 2],
    ['the port of an address', [':6379', ':6380'], 'setting-group', 1],
    ['what is beside one in a document', ['5432', '5433'], 'setting-group', 1],
    ['everything private', ['10.20.0.0/16', '10.0.0.0/8'], 'setting-group', 1],
    ['a public server for names', ['10.20.0.2', '198.51.100.53'], 'setting-group', 1],
    [
      'one end more',
      ['tcp 443"},{"peer":"pods', 'tcp 443"},{"peer":"10.20.9.0/24","ports":"udp 53"},{"peer":"pods'],
      'network-policy',
      1,
    ],
  ] as const)('%s is a change all the same', (_, edit, kind, count) => {
    const of = texts.find(([, one]) => one === kind)?.[2]
    if (of === undefined) throw new Error(`no texts of ${kind}`)
    const pair = [change(JSON.stringify(of(20)), edit), of(40)] as const
    expect(pair[0]).not.toEqual(of(20))
    for (const mine of [['network'], []]) expect(found(kind, pair, mine, [])).toHaveLength(count)
  })

  it.each(texts)('%s: are a change where all was read, and in one environment then and now', (_, kind, of) => {
    expect(found(kind, [of(20), of(99)], [], []).length).toBeGreaterThan(0)
    const side = (base: number): EnvironmentSketch => ({
      name: 'production',
      resources: [{ kind, id: 'own', name: 'web', attributes: of(base) }],
      coverage: [{ kind: 'network', status: 'denied' }],
    })
    const asked = ['network', kind]
    const itself = { candidate: sideOf(side(20), asked), baseline: sideOf(side(40), asked), shared: [], pairs: [] }
    expect(changesOf(compare(itself)).length).toBeGreaterThan(0)
  })
})
