import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { placesOf, type Places } from '../../src/judge/score-places.ts'
import { score, type ScoreInput } from '../../src/judge/score.ts'
import type { Coverage, CoverageStatus } from '../../src/model/coverage.ts'
import type { Dimension } from '../../src/model/dimension.ts'
import type { Finding, FindingStatus } from '../../src/model/finding.ts'
import { sides, type Origin, type Side } from '../../src/model/resource.ts'
import { severities, type Severity } from '../../src/model/severity.ts'
import type { Twin } from '../../src/model/twin.ts'

/** A world in a few words: rows of coverage, twins by the scopes of their members, findings by the index of their twin. */
interface World {
  readonly rows: readonly {
    readonly side: Side
    readonly scope: string
    readonly kind?: string
    readonly status?: CoverageStatus
    readonly required?: boolean
  }[]
  readonly twins: readonly { readonly kind?: string; readonly candidate?: string; readonly baseline?: string }[]
  readonly findings?: readonly {
    readonly twin: number
    readonly severity: Severity
    readonly status?: FindingStatus
    readonly dimension?: Dimension
  }[]
  readonly rules?: ScoreInput['rules']
}

const databases = 'database-instance'

function origin(scope: string): Origin {
  return { collector: 'sketch', mode: 'observed', scope }
}

function scopeOf(key: string): string {
  return key.split('#')[0] ?? ''
}

function inputOf({ rows, twins, findings = [], rules = [] }: World): ScoreInput {
  const covered = (side: Side): readonly Coverage[] =>
    rows
      .filter((row) => row.side === side)
      .map((row) => ({
        environment: side,
        origin: origin(row.scope),
        role: '',
        kind: row.kind ?? databases,
        status: row.status ?? 'complete',
        required: row.required ?? true,
        unknownFields: [],
      }))
  const complete = (side: Side, scope: string | undefined, kind: string): boolean =>
    rows.some((r) => r.side === side && r.scope === scope && (r.kind ?? databases) === kind && (r.status ?? 'complete') === 'complete') // prettier-ignore
  const seen = twins.map(({ kind = databases, candidate, baseline }, i): Twin => {
    const here = { candidate, baseline }
    // What was not read shows nothing: the member is gone, and its twin answers to nobody.
    const keys = (side: Side): readonly string[] => (complete(side, here[side], kind) ? [`${here[side]}#${i}`] : [])
    const both = { candidate: keys('candidate'), baseline: keys('baseline') }
    const gone = sides.some((side) => here[side] !== undefined && both[side].length === 0)
    const paired = both.candidate.length > 0 && both.baseline.length > 0
    return {
      id: `t${i}`,
      kind,
      name: `t${i}`,
      ...both,
      method: paired ? 'name' : 'alone',
      confidence: 1,
      evidence: [],
      ...(paired ? {} : { alone: gone ? ('not-covered' as const) : ('absent-there' as const) }),
    }
  })
  return {
    twins: seen.filter((twin) => twin.candidate.length + twin.baseline.length > 0),
    coverage: { candidate: covered('candidate'), baseline: covered('baseline') },
    originOf: (_side, key) => origin(scopeOf(key)),
    rules: [{ kind: databases, dimension: 'database' }, ...rules],
    findings: findings.flatMap(({ twin, severity, status = 'open', dimension = 'database' }, i): Finding[] => {
      const of = seen[twin]
      // Nothing is found on a twin that could not be looked at.
      if (of === undefined || of.alone === 'not-covered') return []
      const place = (side: Side): unknown => (of[side][0] === undefined ? null : { key: of[side][0] })
      const resource = { candidate: place('candidate'), baseline: place('baseline') }
      return [{ id: `f${i}`, severity, status, dimension, resource } as Finding]
    }),
  }
}

const of = (world: World): ReturnType<typeof score> => score(inputOf(world))
const whole = (world: World): number => Number(of(world).score)

const both = (scope: string, more: Partial<World['rows'][number]> = {}): World['rows'] =>
  sides.map((side) => ({ side, scope, ...more }))
const pairs = (count: number, scope = 'a', kind = databases): World['twins'] =>
  Array.from({ length: count }, () => ({ kind, candidate: scope, baseline: scope }))

describe('the score', () => {
  it('is 100 without weighing findings in all that was asked for, and none when nothing was compared', () => {
    const well: World = { rows: both('a'), twins: pairs(3) }
    expect(of(well)).toMatchObject({ score: 100, asFound: 100, gains: [] })
    expect(whole({ ...well, findings: [{ twin: 0, severity: 'info' }] })).toBe(100)
    expect(of({ rows: both('a'), twins: [] })).toMatchObject({ score: null, asFound: null, gains: [] })
    expect(of({ rows: both('a'), twins: [{ baseline: 'a' }] }).score).toBeNull()
  })

  it.each([
    ['critical', 11],
    ['high', 25],
    ['medium', 50],
    ['low', 83],
    ['info', 100],
  ] as const)('makes a twin with one %s finding worth %i of 100', (severity, worth) => {
    expect(whole({ rows: both('a'), twins: pairs(1), findings: [{ twin: 0, severity }] })).toBe(worth)
  })

  it('is the mean of twins in a place, of places in a dimension, and of dimensions', () => {
    const kinds = { kind: 'firewall' }
    const world: World = {
      rows: [...both('a'), ...both('b'), ...both('a', kinds)],
      twins: [...pairs(2, 'a'), ...pairs(1, 'b'), ...pairs(1, 'a', 'firewall')],
      findings: [{ twin: 0, severity: 'medium' }, { twin: 3, severity: 'high', dimension: 'network' }], // prettier-ignore
    }
    const found = of(world)
    // Places of the database: 0.75 in a, 1 in b, on both sides alike. The firewall: 0.25.
    expect(found.dimensions.map(({ dimension, score }) => [dimension, score])).toEqual([
      ['database', 87],
      ['network', 25],
    ])
    expect(found.score).toBe(56)
  })

  it('counts a finding in the dimension of its rule, over the kinds that the dimension’s rules judge', () => {
    const rules = [{ kind: '*', dimension: 'access' as const }]
    const found = of({
      rows: both('a'),
      twins: pairs(1),
      findings: [{ twin: 0, severity: 'high', dimension: 'access' }],
      rules,
    })
    expect(found.dimensions.map(({ dimension, score }) => [dimension, score])).toEqual([
      ['database', 100],
      ['access', 25],
    ])
  })

  it('shows documented, known and pending differences apart, and resolved ones not at all', () => {
    const with1 = (status: FindingStatus): World => ({
      rows: both('a'),
      twins: pairs(1),
      findings: [{ twin: 0, severity: 'medium', status }],
    })
    for (const status of ['excepted', 'known', 'pending'] as const)
      expect(of(with1(status))).toMatchObject({ score: 100, asFound: 50, dimensions: [{ score: 100, asFound: 50 }] })
    expect(of(with1('resolved'))).toMatchObject({ score: 100, asFound: 100 })
    expect(of(with1('acknowledged'))).toMatchObject({ score: 50, asFound: 50 })
  })

  it('counts nothing for a place that was not completely read, and for the twins that it would have answered', () => {
    const world = (status: CoverageStatus, required = true): World => ({
      rows: [...both('a'), { side: 'candidate', scope: 'b', status, required }, { side: 'baseline', scope: 'b' }],
      twins: [...pairs(1, 'a'), ...pairs(1, 'b')],
    })
    expect(whole(world('complete'))).toBe(100)
    expect(whole(world('denied'))).toBe(50)
    expect(whole(world('partial'))).toBe(50)
    expect(whole(world('denied', false))).toBe(50)
    // Nobody had to ask: what the other side has there is judged by itself.
    expect(whole({ ...world('not-asked', false), twins: [...pairs(1, 'a'), { baseline: 'b' }] })).toBe(100)
  })

  it('is not moved by a kind that neither side has', () => {
    expect(of({ rows: [...both('a'), ...both('a', { kind: 'firewall' })], twins: pairs(1) }).dimensions).toHaveLength(1)
  })

  it('says what would raise it most, with the points that it would bring', () => {
    const world: World = {
      rows: [...both('a'), { side: 'baseline', scope: 'b', status: 'denied' }],
      twins: pairs(2),
      findings: [
        { twin: 0, severity: 'low' },
        { twin: 1, severity: 'critical' },
        { twin: 1, severity: 'info' },
        { twin: 0, severity: 'critical', status: 'excepted' },
      ],
    }
    const { gains } = of(world)
    expect(gains.map((gain) => ('finding' in gain ? gain.finding : gain.place.scope))).toEqual(['b', 'f1', 'f0'])
    const mended = { ...world, findings: world.findings?.filter((_, i) => i !== 1) ?? [] }
    const exact = gains.find((gain) => 'finding' in gain)?.points ?? 0
    expect(Math.abs(whole(mended) - whole(world) - exact)).toBeLessThanOrEqual(1)
    expect(exact).toBeGreaterThan(20)
  })

  it('names five things at most', () => {
    const findings = Array.from({ length: 9 }, (_, twin) => ({ twin, severity: 'high' as const }))
    expect(of({ rows: both('a'), twins: pairs(9), findings }).gains).toHaveLength(5)
  })
})

const severity = fc.constantFrom(...severities)
const status = fc.constantFrom<CoverageStatus>('complete', 'partial', 'denied')
const kind = fc.constantFrom('database-instance', 'database-parameters', 'firewall')
const scope = fc.constantFrom('a', 'b', 'c')
const rows = fc
  .array(
    fc.record({ side: fc.constantFrom(...sides), scope, kind, status: fc.constant<CoverageStatus>('complete'), required: fc.boolean() }), // prettier-ignore
    { minLength: 1, maxLength: 12 },
  )
  .map((list) => [...new Map(list.map((row) => [`${row.side}${row.scope}${row.kind}`, row])).values()])
const counted = fc.constantFrom<FindingStatus>('open', 'acknowledged')
const dimension = fc.constantFrom<Dimension>('database', 'network')
const world: fc.Arbitrary<World> = fc.record({
  rows,
  // Every twin has both its members somewhere; where nothing asked there, that member is not seen.
  twins: fc.array(fc.record({ kind, candidate: scope, baseline: scope }), { minLength: 1, maxLength: 8 }),
  findings: fc.array(fc.record({ twin: fc.nat(7), severity, status: counted, dimension }), { maxLength: 12 }),
  rules: fc.constant([{ kind: '*', dimension: 'network' as const }]),
})

const figures = (given: World): readonly number[] => {
  const found = of(given)
  return [found.score ?? 0, ...found.dimensions.flatMap((one) => [one.score, one.asFound])]
}

describe('the score, whatever the world,', () => {
  it('lies between 0 and 100 and is whole', () => {
    fc.assert(fc.property(world, (w) => figures(w).every((n) => n >= 0 && n <= 100 && Number.isInteger(n))))
  })

  it('is never raised by a new finding, in any dimension', () => {
    fc.assert(
      fc.property(world, fc.record({ twin: fc.nat(7), severity, status: counted, dimension }), (w, one) => {
        const after = figures({ ...w, findings: [...(w.findings ?? []), one] })
        return figures(w).every((before, i) => (after[i] ?? 0) <= before)
      }),
    )
  })

  it('is never raised by a graver one', () => {
    fc.assert(
      fc.property(world, fc.nat(4), fc.nat(4), fc.nat(7), (w, a, b, twin) => {
        const graded = (n: number): readonly number[] =>
          figures({ ...w, findings: [...(w.findings ?? []), { twin, severity: severities[n] ?? 'info' }] })
        const worse = graded(Math.min(a, b))
        return graded(Math.max(a, b)).every((milder, i) => (worse[i] ?? 0) <= milder)
      }),
    )
  })

  it('is never raised by a source that turns out unread, though all that it hid is gone', () => {
    fc.assert(
      fc.property(world, fc.nat(11), status, (w, n, became) => {
        const unread = { ...w, rows: w.rows.map((row, i) => (i === n ? { ...row, status: became } : row)) }
        const before = new Map(of(w).dimensions.map((one) => [one.dimension, one]))
        const after = of(unread)
        return (
          (after.score ?? 0) <= (of(w).score ?? 100) &&
          after.dimensions.every(
            (one) =>
              one.score <= (before.get(one.dimension)?.score ?? 100) &&
              one.asFound <= (before.get(one.dimension)?.asFound ?? 100),
          )
        )
      }),
      { numRuns: 500 },
    )
  })

  it('is never lowered by an exception, and as found is never changed by one', () => {
    fc.assert(
      fc.property(world, fc.nat(11), (w, n) => {
        const excepted = {
          ...w,
          findings: (w.findings ?? []).map((f, i) => (i === n ? { ...f, status: 'excepted' as const } : f)),
        }
        const [before, after] = [of(w), of(excepted)]
        return (
          (after.score ?? 0) >= (before.score ?? 0) &&
          after.asFound === before.asFound &&
          after.dimensions.every((one, i) => one.score >= (before.dimensions[i]?.score ?? 0))
        )
      }),
    )
  })

  it('is never more than it was found to be without its documents', () => {
    fc.assert(fc.property(world, (w) => of(w).dimensions.every((one) => one.asFound <= one.score)))
  })
})

describe('the twin of a finding', () => {
  const key = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')
  const keys = fc.uniqueArray(key, { maxLength: 2 })
  const about = fc.record({ candidate: fc.option(key), baseline: fc.option(key) }).map((found) => {
    const of = (side: Side): object => (found[side] === null ? {} : { [side]: { key: found[side] } })
    return { resource: { ...of('candidate'), ...of('baseline') } as Finding['resource'] }
  })

  it('is the same whether it was said before that it would be asked for or not', () => {
    const twin = fc.record({ candidate: keys, baseline: keys }).map((members): Twin => {
      const known = { id: 'x', kind: databases, name: 'x', method: 'name', confidence: 1, evidence: [] } as const
      return { ...known, ...members }
    })
    const given = fc.tuple(fc.array(twin, { maxLength: 4 }), fc.array(fc.array(about)), fc.array(about))
    fc.assert(
      fc.property(given, ([twins, expected, asked]) => {
        const coverage = { candidate: [], baseline: [] }
        const made = (): Places => placesOf({ twins: [...twins], coverage, originOf: () => undefined })
        const [unasked, told] = [made(), made()]
        for (const findings of expected) {
          told.expect(findings)
          const found = (places: Places): unknown => findings.map((finding) => places.twinOf(finding))
          expect(found(told)).toEqual(found(unasked))
        }
        for (const finding of asked) {
          const last = (side: Side): number =>
            twins.findLastIndex((one) => one[side].includes(finding.resource[side]?.key ?? ''))
          const [mine, theirs] = [last('candidate'), last('baseline')]
          const wanted = mine >= 0 ? mine : theirs >= 0 ? theirs : undefined
          expect([told.twinOf(finding), unasked.twinOf(finding)]).toEqual([wanted, wanted])
        }
      }),
    )
  })
})
