import { describe, expect, it } from 'vitest'
import { carry } from '../../src/compare/carry.ts'
import type { Comparison } from '../../src/compare/compare.ts'
import type { CarriedPair } from '../../src/model/carried-pair.ts'
import { compareSketches, type EnvironmentSketch, type Sketch } from '../support/snapshots.ts'

const firewall = (id: string, name: string | undefined, more: Partial<Sketch> = {}): Sketch => ({
  kind: 'firewall',
  id,
  ...(name === undefined ? {} : { name }),
  ...more,
})
const staging = (resources: readonly Sketch[], more: Partial<EnvironmentSketch> = {}): EnvironmentSketch => ({
  name: 'staging',
  resources,
  ...more,
})
const production = (resources: readonly Sketch[]): EnvironmentSketch => ({ name: 'production', resources })

/** Assessment after assessment, each with the pairs of those before it. */
function assessments(
  list: readonly (readonly [EnvironmentSketch, EnvironmentSketch])[],
  pairs: readonly [string, string, string][] = [],
): readonly Comparison[] {
  let carried: readonly CarriedPair[] = []
  return list.map(([candidate, baseline]) => {
    const comparison = compareSketches(candidate, baseline, { carried, pairs })
    const scopes = [...comparison.candidate.snapshot.coverage, ...comparison.baseline.snapshot.coverage]
    carried = carry(carried, { twins: comparison.pairing.twins, coverage: { verdict: 'complete', scopes } })
    return comparison
  })
}

const idOf = (key: string | undefined): string => key?.split('|').at(-1) ?? '-'
const pairsOf = (comparison: Comparison | undefined): readonly string[] =>
  (comparison?.pairing.twins ?? [])
    .map((twin) => `${idOf(twin.candidate[0])}=${idOf(twin.baseline[0])} ${twin.method}`)
    .sort()
const twinIds = (comparison: Comparison | undefined, id: string): readonly string[] =>
  (comparison?.pairing.twins ?? [])
    .filter((twin) => [...twin.candidate, ...twin.baseline].some((key) => key.endsWith(`|${id}`)))
    .map((twin) => twin.id)

describe('a pair that an earlier assessment made', () => {
  it('stands when one of both is renamed, and the other, and both to nothing in common; its twin stays who it is', () => {
    const all = assessments([
      [staging([firewall('a', 'staging-web')]), production([firewall('b', 'production-web')])],
      [staging([firewall('a', 'staging-front')]), production([firewall('b', 'production-web')])],
      [staging([firewall('a', 'staging-front')]), production([firewall('b', 'production-entry')])],
      [staging([firewall('a', 'staging-entry')]), production([firewall('b', 'production-entry')])],
    ])
    expect(all.map(pairsOf)).toEqual([['a=b name'], ['a=b carried'], ['a=b carried'], ['a=b name']])
    expect(new Set(all.flatMap((one) => twinIds(one, 'a'))).size).toBe(1)
    expect(all[1]?.pairing.twins[0]?.evidence).toEqual(['an earlier assessment paired them by name, and both stand'])
  })

  it('is not made ambiguous by a second of its name, and the second pair of that name is found too', () => {
    const all = assessments([
      [staging([firewall('a', 'web')]), production([firewall('b', 'web')])],
      [staging([firewall('a', 'web'), firewall('a2', 'web')]), production([firewall('b', 'web')])],
      [
        staging([firewall('a', 'web'), firewall('a2', 'web')]),
        production([firewall('b', 'web'), firewall('b2', 'web')]),
      ],
    ])
    expect(pairsOf(all[1])).toEqual(['a2=- alone', 'a=b carried'])
    expect(pairsOf(all[2])).toEqual(['a2=b2 name', 'a=b carried'])
    expect(all.flatMap((one) => one.pairing.ambiguous)).toEqual([])
  })

  it('is not taken apart by a better name of one of both', () => {
    const all = assessments([
      [
        staging([firewall('a', undefined, { tags: { Role: 'web' } })]),
        production([firewall('b', 'x', { tags: { Role: 'web' } })]),
      ],
      [
        staging([firewall('a', undefined, { tags: { Role: 'web' } }), firewall('a2', 'x')]),
        production([firewall('b', 'x', { tags: { Role: 'web' } })]),
      ],
    ])
    expect(pairsOf(all[1])).toEqual(['a2=- alone', 'a=b tags'])
  })

  it('falls when both have come to bear the names of two others', () => {
    const all = assessments([
      [staging([firewall('a', 'web')]), production([firewall('b', 'web')])],
      [
        staging([firewall('a', 'mail'), firewall('a2', 'web')]),
        production([firewall('b', 'web'), firewall('b2', 'mail')]),
      ],
    ])
    expect(pairsOf(all[1])).toEqual(['a2=b name', 'a=b2 name'])
  })

  it('gives way to what the configuration says, and is not kept when the configuration says it no more', () => {
    const sides = [staging([firewall('a', 'x'), firewall('a2', 'web')]), production([firewall('b', 'web')])] as const
    const before = assessments([sides])
    const [written] = assessments([sides], [['firewall', 'x', 'web']])
    expect(pairsOf(before[0])).toEqual(['a2=b name', 'a=- alone'])
    expect(pairsOf(written)).toEqual(['a2=- alone', 'a=b explicit'])
    const carried = carry([], {
      twins: written?.pairing.twins ?? [],
      coverage: { verdict: 'complete', scopes: [] },
    })
    expect(pairsOf(compareSketches(...sides, { carried }))).toEqual(['a2=b name', 'a=- alone'])
  })

  it('is found by its name when a resource is made anew, and keeps its id also when it had been renamed', () => {
    const all = assessments([
      [staging([firewall('a', 'web')]), production([firewall('b', 'web')])],
      [staging([firewall('a', 'front')]), production([firewall('b', 'front')])],
      [staging([]), production([firewall('b', 'front')])],
      [staging([firewall('c', 'front')]), production([firewall('b', 'front')])],
      [staging([firewall('c', 'front')]), production([firewall('d', 'front')])],
    ])
    expect(all.map(pairsOf)).toEqual([['a=b name'], ['a=b name'], ['-=b alone'], ['c=b name'], ['c=d name']])
    const ids = all.flatMap((one) => one.pairing.twins.map((twin) => twin.id))
    expect(new Set(ids).size).toBe(1)
  })

  it('stands again after a scope could not be read', () => {
    const two = [firewall('a', 'web'), firewall('a2', 'web')]
    const denied = { kind: 'firewall', status: 'denied' } as const
    const all = assessments([
      [staging([firewall('a', 'web')]), production([firewall('b', 'web')])],
      [staging([], { coverage: [denied] }), production([firewall('b', 'web')])],
      [staging(two), production([firewall('b', 'web')])],
    ])
    expect(pairsOf(all[2])).toEqual(['a2=- alone', 'a=b carried'])
  })

  it('is carried by fleets too, with members that come and go', () => {
    const member = (id: string, name: string): Sketch => ({ kind: 'compute-instance', id, name })
    const all = assessments([
      [
        staging([member('a1', 'web'), member('a2', 'web')]),
        production([member('b1', 'web'), member('b2', 'web'), member('b3', 'web')]),
      ],
      [
        staging([member('a1', 'web'), member('a9', 'web')]),
        production([member('b1', 'front'), member('b2', 'front'), member('b7', 'front')]),
      ],
    ])
    const [twin] = all[1]?.pairing.twins ?? []
    expect(all[1]?.pairing.twins).toHaveLength(1)
    expect(twin).toMatchObject({ method: 'carried', id: all[0]?.pairing.twins[0]?.id })
    expect([twin?.candidate.map(idOf).sort(), twin?.baseline.map(idOf).sort()]).toEqual([
      ['a1', 'a9'],
      ['b1', 'b2', 'b7'],
    ])
  })

  it('keeps two of one name apart, whichever order they are read in', () => {
    const pair = (n: number): readonly [Sketch, Sketch] => [
      firewall(`a${n}`, 'web', { address: `m.web_${n}` }),
      firewall(`b${n}`, 'web', { address: `m.web_${n}` }),
    ]
    const sides = (numbers: readonly number[]): readonly [EnvironmentSketch, EnvironmentSketch] => [
      staging(numbers.map((n) => pair(n)[0])),
      production(numbers.map((n) => pair(n)[1])),
    ]
    const all = assessments([sides([2, 3]), sides([1, 2, 3]), sides([1, 3])])
    for (const id of ['a2', 'a3']) {
      expect(new Set(all.flatMap((one) => twinIds(one, id))).size, id).toBe(1)
    }
  })
})

describe('a twin with members in several places', () => {
  const place = (scope: string, role: string): NonNullable<EnvironmentSketch['coverage']>[number] => ({
    origin: { collector: 'sketch', mode: 'observed', scope },
    role,
  })
  const one = staging([firewall('a', 'staging-web', { scope: 'eu' })], { coverage: [place('eu', '{region:primary}')] })
  const several = (regions: Readonly<Record<string, string>>, name = 'production-web'): EnvironmentSketch => ({
    ...production(Object.keys(regions).map((scope) => firewall(`b-${scope}`, name, { scope }))),
    coverage: Object.entries(regions).map(([scope, role]) => place(scope, `{region:${role}}`)),
  })
  const members = (comparison: Comparison | undefined): readonly string[] =>
    (comparison?.pairing.twins ?? []).map((twin) => `${idOf(twin.candidate[0])}=${twin.baseline.map(idOf).join('+')}`)

  it('stays who it is while regions come and go, are made anew, change their roles, and all is renamed', () => {
    const all = assessments([
      [one, several({ eu: 'primary' })],
      [one, several({ eu: 'primary', us: 'second' })],
      [one, several({ eu: 'primary', us: 'second', ap: 'third' }, 'production-front')],
      [one, several({ us: 'primary', ap: 'third' }, 'production-front')],
      [one, several({ us: 'east', ap: 'south' }, 'production-front')],
      [one, several({ us: 'primary' }, 'production-web')],
    ])
    expect(all.map(members)).toEqual([
      ['a=b-eu'],
      ['a=b-eu+b-us'],
      ['a=b-eu+b-us+b-ap'],
      ['a=b-us+b-ap'],
      ['a=b-us+b-ap'],
      ['a=b-us'],
    ])
    expect(new Set(all.flatMap(({ pairing }) => pairing.twins.map(({ id }) => id))).size).toBe(1)
  })

  it('is not taken apart while one of its places cannot be read', () => {
    const whole = several({ eu: 'primary', us: 'second' })
    const denied: EnvironmentSketch = {
      ...whole,
      resources: whole.resources.filter(({ scope }) => scope !== 'us'),
      coverage: (whole.coverage ?? []).map((row) =>
        row.origin?.scope === 'us' ? { ...row, status: 'denied' as const } : row,
      ),
    }
    const all = assessments([
      [one, whole],
      [one, denied],
      [one, whole],
    ])
    expect(all.map(members)).toEqual([['a=b-eu+b-us'], ['a=b-eu'], ['a=b-eu+b-us']])
    expect(new Set(all.flatMap(({ pairing }) => pairing.twins.map(({ id }) => id))).size).toBe(1)
  })

  it('gives its id to one alone when it is split, and has it again when it is one', () => {
    const apart: EnvironmentSketch = {
      ...several({ eu: 'primary', us: 'second' }),
      resources: [
        firewall('b-eu', 'production-web', { scope: 'eu' }),
        firewall('b-us', 'production-mail', { scope: 'us' }),
      ],
    }
    const two = staging(
      [firewall('a', 'staging-web', { scope: 'eu' }), firewall('a2', 'staging-mail', { scope: 'eu' })],
      {
        coverage: [place('eu', '{region:primary}')],
      },
    )
    const whole = several({ eu: 'primary', us: 'second' })
    const all = assessments([
      [one, whole],
      [two, apart],
      [one, whole],
    ])
    expect(members(all[1]).slice().sort()).toEqual(['a2=b-us', 'a=b-eu'])
    expect(members(all[2])).toEqual(['a=b-eu+b-us'])
    expect(twinIds(all[0], 'a')).toEqual(twinIds(all[2], 'a'))
    expect(new Set(all[1]?.pairing.twins.map(({ id }) => id)).size).toBe(2)
  })
})
