import { describe, expect, it } from 'vitest'
import { comparedKinds, percent } from '../../src/report/compared.ts'
import { unreadScopes } from '../../src/report/coverage-groups.ts'
import { headlineOf } from '../../src/report/verdict.ts'
import { assessment, coverage, excepted, finding, twin } from './fixtures.ts'

const blind = { verdict: 'incomplete', scopes: [coverage({ status: 'denied' })] } as const

describe('headlineOf', () => {
  it('says that the candidate would not have told the truth, and how badly', () => {
    const findings = [finding({ severity: 'critical' }), finding(), finding({ severity: 'low' }), excepted()]
    expect(headlineOf(assessment({ findings }))).toEqual({
      mood: 'bad',
      sentence: 'staging would not have told you the truth: 3 differences, 1 critical',
    })
    expect(headlineOf(assessment({ findings: [finding()] })).sentence).toBe(
      'staging would not have told you the truth: 1 difference',
    )
  })

  it('says of drift that something was unreadable as well', () => {
    expect(headlineOf(assessment({ findings: [finding()], coverage: blind })).sentence).toContain(
      '; and 1 required place could not be read',
    )
  })

  it('is never a pass when a required place could not be read', () => {
    const headline = headlineOf(assessment({ coverage: blind }))
    expect(headline.mood).toBe('unknown')
    expect(headline.sentence).toContain(
      'is not known: 1 required place could not be read; no difference in what was read',
    )
    const below = headlineOf(
      assessment({ findings: [finding({ severity: 'low' })], drift: 'below-threshold', coverage: blind }),
    )
    expect(below).toMatchObject({
      mood: 'unknown',
      sentence: expect.stringContaining('1 difference below the threshold') as string,
    })
  })

  it('is never a pass when nothing was compared', () => {
    const nothing = assessment({ score: null, twins: [], summary: { ...assessment().summary, compared: 0 } })
    expect(headlineOf(nothing)).toEqual({
      mood: 'unknown',
      sentence: 'nothing in staging could be compared with production',
    })
  })

  it('is not softened by a lenient threshold: a grave difference stays one', () => {
    for (const severity of ['critical', 'high'] as const) {
      const lenient = assessment({ findings: [finding({ severity })], drift: 'below-threshold' })
      expect(headlineOf(lenient)).toMatchObject({ mood: 'bad' })
    }
  })

  it('tells close from equal', () => {
    const medium = assessment({ findings: [finding({ severity: 'medium' })], drift: 'below-threshold' })
    expect(headlineOf(medium)).toEqual({
      mood: 'fair',
      sentence: 'staging comes close to production: 1 difference, below the threshold',
    })
    expect(headlineOf(assessment({ findings: [excepted()], drift: 'none' }))).toEqual({
      mood: 'well',
      sentence: 'staging would have told you the truth about production: no difference that matters',
    })
  })
})

describe('what was compared and what was not', () => {
  it('groups kinds of one place and reason, required places first', () => {
    const scopes = [
      coverage(),
      coverage({ kind: 'network', status: 'not-asked', required: false }),
      coverage({ kind: 'database-instance', status: 'denied', reason: 'no' }),
      coverage({ kind: 'database-parameters', status: 'denied', reason: 'no' }),
      coverage({ kind: 'database-parameters', status: 'partial', reason: 'half' }),
    ]
    const groups = unreadScopes(assessment({ coverage: { verdict: 'incomplete', scopes } }))
    expect(groups.map((g) => [g.required, g.status, g.kinds])).toEqual([
      [true, 'denied', ['database-instance', 'database-parameters']],
      [true, 'partial', ['database-parameters']],
      [false, 'not-asked', ['network']],
    ])
  })

  it('counts resources of both sides, a fleet as one pair', () => {
    const a = assessment({
      counts: { candidate: { 'compute-instance': 3, firewall: 1 }, baseline: { 'compute-instance': 4 } },
      twins: [
        twin({ kind: 'compute-instance', candidate: ['1', '2', '3'], baseline: ['1', '2', '3'] }),
        twin({ kind: 'compute-instance', candidate: [], baseline: ['4'] }),
        twin({ kind: 'firewall', candidate: ['f'], baseline: [] }),
      ],
    })
    expect(comparedKinds(a)).toEqual([
      { kind: 'compute-instance', candidate: 3, baseline: 4, pairs: 1, rate: 6 / 7 },
      { kind: 'firewall', candidate: 1, baseline: 0, pairs: 0, rate: 0 },
    ])
  })

  it('calls only a full pairing 100 %', () => {
    expect(percent(1)).toBe('100 %')
    expect(percent(0.9999)).toBe('99 %')
    expect(percent(null)).toBe('-')
  })
})
