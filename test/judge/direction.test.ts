import { describe, expect, it } from 'vitest'
import { compileRules } from '../../src/judge/compile-rules.ts'
import { directed, isPromotable, usualWindowHours, type Promotion } from '../../src/judge/direction.ts'
import { judge } from '../../src/judge/judge.ts'
import { driftOf } from '../../src/model/drift.ts'
import type { Finding } from '../../src/model/finding.ts'
import type { Provenance } from '../../src/model/provenance.ts'
import type { Rule } from '../../src/model/rule.ts'
import { rule } from './rule.ts'
import { change, context, seen, unit, view } from './views.ts'

const now = new Date('2026-03-10T12:00:00Z')
const plain = { foreign: false, promotable: true }
const decide = (
  provenance: Provenance | undefined,
  violation = plain,
  windowHours = usualWindowHours,
): ReturnType<typeof directed> => directed(provenance, violation, { now, windowHours })

describe('direction decides', () => {
  it.each([
    ['nothing known', undefined, plain, 'open', 'unknown', 'warning'],
    ['nothing known, foreign', undefined, { ...plain, foreign: true }, 'open', 'unknown', 'at-once'],
    ['a hotfix', { moved: 'baseline', since: '2026-03-10T11:00:00Z' }, plain, 'open', 'baseline-ahead', 'at-once'],
    ['both moved', { moved: 'both', since: '2026-03-10T11:00:00Z' }, plain, 'open', 'both', 'at-once'],
    ['a fresh change', { moved: 'candidate', since: '2026-03-10T11:00:00Z' }, plain, 'pending', 'candidate-ahead', 'waiting'], // prettier-ignore
    ['one of six days', { moved: 'candidate', since: '2026-03-04T12:00:01Z' }, plain, 'pending', 'candidate-ahead', 'waiting'], // prettier-ignore
    ['one of seven days', { moved: 'candidate', since: '2026-03-03T12:00:00Z' }, plain, 'open', 'candidate-ahead', 'at-once'], // prettier-ignore
    ['one of a clock that is ahead', { moved: 'candidate', since: '2026-03-11T00:00:00Z' }, plain, 'pending', 'candidate-ahead', 'waiting'], // prettier-ignore
    ['a fresh foreign reference', { moved: 'candidate', since: '2026-03-10T11:00:00Z' }, { ...plain, foreign: true }, 'open', 'candidate-ahead', 'at-once'], // prettier-ignore
    ['what no promotion mends', { moved: 'candidate', since: '2026-03-10T11:00:00Z' }, { ...plain, promotable: false }, 'open', 'candidate-ahead', 'at-once'], // prettier-ignore
  ] as const)('%s', (_what, provenance, violation, status, direction, urgency) => {
    const found = decide(provenance, violation)
    expect(found).toMatchObject({ status, direction, urgency })
    expect(found.since).toBe(provenance?.since)
  })

  it('a moment that is none is unknown', () => {
    expect(decide({ moved: 'candidate', since: 'last week' })).toEqual({
      status: 'open',
      direction: 'unknown',
      urgency: 'warning',
    })
  })

  it('within the window of the comparison, also where there is none', () => {
    const twoHoursAgo: Provenance = { moved: 'candidate', since: '2026-03-10T10:00:00Z' }
    expect(decide(twoHoursAgo, plain, 3).status).toBe('pending')
    expect(decide(twoHoursAgo, plain, 2).status).toBe('open')
    expect(decide({ ...twoHoursAgo, since: now.toISOString() }, plain, 0).status).toBe('open')
  })

  it('what a promotion mends', () => {
    expect(isPromotable({ relation: 'equal' }, false)).toBe(true)
    expect(isPromotable({ relation: 'must-differ' }, false)).toBe(false)
    expect(isPromotable({ relation: 'expires-within' }, true)).toBe(false)
  })
})

describe('judge, with the past at hand,', () => {
  const at = '/class'
  const changed = view({ kind: 'database-instance', changes: [change(at, seen('a'), seen('b'))] })
  const since = '2026-02-28T00:00:00Z'
  const promotion = (moved: Provenance['moved']): Promotion => ({
    windowHours: usualWindowHours,
    provenanceOf: (twin, pointer) => (twin === 'twin-1' && pointer === at ? { moved, since } : undefined),
  })
  const judged = (given: Promotion | undefined, overrides: Partial<Rule> = {}, of = changed): readonly Finding[] =>
    judge([of], compileRules([rule(overrides)]), given === undefined ? context : { ...context, promotion: given })

  it('gives a finding its direction, since when, and its status', () => {
    expect(judged(promotion('candidate'))).toMatchObject([
      { status: 'pending', direction: 'candidate-ahead', urgency: 'waiting', since },
    ])
    expect(judged(promotion('baseline'))).toMatchObject([{ status: 'open', direction: 'baseline-ahead', since }])
  })

  it('leaves what history does not reach as a one-shot check has it, but for the warning', () => {
    const other = view({ kind: 'database-instance', changes: [change('/engine', seen('a'), seen('b'))] })
    const [finding] = judged(promotion('candidate'), { at: '/engine' }, other)
    expect(finding).toMatchObject({ status: 'open', direction: 'unknown', urgency: 'warning' })
    const [bare] = judged(undefined)
    expect(bare).toMatchObject({ status: 'open', direction: 'unknown' })
    expect(bare).not.toHaveProperty('urgency')
    expect(bare).not.toHaveProperty('since')
  })

  it('never lets a foreign reference wait', () => {
    const word = { environment: 'production', word: 'db.shop.example', by: 'domain' as const }
    const foreign = view({
      kind: 'database-instance',
      changes: [change(at, seen('a', { foreign: [word] }), seen('b'))],
    })
    expect(judged(promotion('candidate'), {}, foreign)).toMatchObject([{ status: 'open', urgency: 'at-once' }])
  })

  it('never lets a fault of one side wait', () => {
    const expiring = view({ kind: 'certificate', units: [unit('/notAfter', seen('2026-03-02T00:00:00Z'))] })
    const lookup: Promotion = { ...promotion('candidate'), provenanceOf: () => ({ moved: 'candidate', since }) }
    const rules = { kind: 'certificate', at: '/notAfter', on: 'each', relation: 'expires-within', with: { days: 7 } }
    expect(judged(lookup, rules as Partial<Rule>, expiring)).toMatchObject([{ status: 'open', urgency: 'at-once' }])
  })

  it('makes a verdict that ignores what waits', () => {
    const severe = { severity: 'critical' as const }
    expect(driftOf(judged(promotion('candidate'), severe), 'high')).toBe('none')
    expect(driftOf(judged(promotion('baseline'), severe), 'high')).toBe('drift')
    expect(driftOf(judged(undefined, severe), 'high')).toBe('drift')
  })
})
