import { describe, expect, it } from 'vitest'
import { checkRule, compileRule } from '../../src/judge/compile.ts'
import { judge } from '../../src/judge/judge.ts'
import { RuleFailure } from '../../src/judge/rule-failure.ts'
import { worstOf } from '../../src/judge/severity.ts'
import type { Rule, RuleSeverity } from '../../src/model/rule.ts'
import type { TwinView } from '../../src/model/twin.ts'
import { rule } from './rule.ts'
import { change, context, seen, unit, view } from './views.ts'

const services = [
  { name: 'orders', match: {}, tier: 'critical' },
  { name: 'tools', match: {}, tier: 'minor' },
]

function severities(overrides: Partial<Rule>, one: TwinView): readonly string[] {
  return judge([one], [compileRule(rule(overrides))], { ...context, services }).map((finding) => finding.severity)
}

const differing = (service?: string) =>
  view({
    kind: 'database-instance',
    ...(service === undefined ? {} : { service }),
    changes: [change('/class', seen('a'), seen('b'))],
  })

describe('the severity of a rule', () => {
  it.each<[string, RuleSeverity, string | undefined, string]>([
    ['fixed', 'high', 'orders', 'high'],
    ['by tier', { default: 'low', tiers: { critical: 'critical' } }, 'orders', 'critical'],
    ['by tier, of another', { default: 'low', tiers: { critical: 'critical' } }, 'tools', 'low'],
    ['by tier, of no service', { default: 'low', tiers: { critical: 'critical' } }, undefined, 'low'],
    ['by tier, of a service that nobody configured', { default: 'low', tiers: { critical: 'high' } }, 'x', 'low'],
    ['by expression', { expression: 'service.tier == "critical" ? "high" : "info"' }, 'orders', 'high'],
    ['by expression, otherwise', { expression: 'service.tier == "critical" ? "high" : "info"' }, 'tools', 'info'],
    ['by the values', { expression: 'baseline == "b" && service == null ? "low" : "high"' }, undefined, 'low'],
    ['by side, both at fault: the worse', { candidate: 'medium', baseline: 'critical' }, undefined, 'critical'],
    ['raised', { of: 'high', steps: 1 }, undefined, 'critical'],
    ['raised above all', { of: { of: 'high', steps: 1 }, steps: 1 }, undefined, 'critical'],
    ['lowered, and never to a remark', { of: 'low', steps: -1 }, undefined, 'low'],
    ['of a remark, which stays one', { of: 'info', steps: 1 }, undefined, 'info'],
    ['of cases, lowered', { of: { default: 'low', tiers: { critical: 'critical' } }, steps: -1 }, 'orders', 'high'],
  ])('%s', (_what, severity, service, expected) => {
    expect(severities({ severity }, differing(service))).toEqual([expected])
  })

  it('by side is that of the side that lacks the value, where one does', () => {
    const severity = { candidate: 'medium', baseline: 'critical' } as const
    const one = (candidate?: string, baseline?: string) =>
      view({
        kind: 'database-instance',
        changes: [
          change(
            '/class',
            candidate === undefined ? undefined : seen(candidate),
            baseline ? seen(baseline) : undefined,
          ),
        ],
      })
    expect(severities({ severity, relation: 'present-in-both' }, one(undefined, 'b'))).toEqual(['medium'])
    expect(severities({ severity, relation: 'present-in-both' }, one('a'))).toEqual(['critical'])
  })

  it('by side is that of the side whose value is wrong, for relations of one value', () => {
    const overrides = {
      severity: { candidate: 'medium', baseline: 'critical' },
      relation: 'in',
      with: { values: ['good'] },
      on: 'each',
    } as const
    const one = (candidate: string, baseline: string) =>
      view({ kind: 'database-instance', units: [unit('/class', seen(candidate), seen(baseline))] })
    expect(severities(overrides, one('bad', 'good'))).toEqual(['medium'])
    expect(severities(overrides, one('good', 'bad'))).toEqual(['critical'])
    expect(severities(overrides, one('bad', 'bad'))).toEqual(['critical'])
  })

  it.each<[RuleSeverity, string, string | undefined, number | undefined]>([
    [{ candidate: 'low' }, 'it needs a "default", or one for "candidate" and one for "baseline"', undefined, undefined],
    [
      { tiers: { a: 'low' } },
      'it needs a "default", or one for "candidate" and one for "baseline"',
      undefined,
      undefined,
    ],
    [{ expression: '"high"', default: 'low' }, '"expression" stands alone, without other cases', undefined, undefined],
    [{ expression: 'candidate == "a" ? "hihg" : "low"' }, '"hihg" is no severity', 'high', 19],
    [{ expression: 'candidate == "a"' }, 'it must be a text, and is of type bool', undefined, 0],
    [{ expression: 'of.candidate.clas' }, 'database-instance has no field "clas"', 'class', 0],
    [{ expression: 'service.teir' }, 'a service has no field "teir"', 'tier', 0],
  ])('%j is refused when the rule is read', (severity, problem, nearest, offset) => {
    expect(checkRule(rule({ id: 'test/wrong', severity }))).toEqual([
      {
        rule: 'test/wrong',
        part: 'severity',
        problem,
        ...(nearest === undefined ? {} : { nearest }),
        ...(offset === undefined ? {} : { offset }),
      },
    ])
  })

  it('that an expression does not give is a failure of the rule, not of the check', () => {
    const wrong = { severity: { expression: 'candidate' }, id: 'test/odd' }
    expect(() => severities(wrong, differing())).toThrow(RuleFailure)
    expect(() => severities(wrong, differing())).toThrow(
      'test/odd: severity: it gave "a", which is no severity, judging "shop-orders" at "/class"',
    )
  })

  it('stands in lists by its worst, and by none where an expression decides', () => {
    expect(worstOf({ default: 'low', tiers: { a: 'medium' }, baseline: 'high' })).toBe('high')
    expect(worstOf({ of: 'medium', steps: 1 })).toBe('high')
    expect(worstOf({ expression: '"low"' })).toBeUndefined()
  })
})
