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
