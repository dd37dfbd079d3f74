import { describe, expect, it } from 'vitest'
import { adjusted } from '../../src/judge/adjust.ts'
import { checkRule } from '../../src/judge/compile.ts'
import { compileRules } from '../../src/judge/compile-rules.ts'
import { judge } from '../../src/judge/judge.ts'
import type { Rule, RuleAdjustment, RuleScope } from '../../src/model/rule.ts'
import type { TwinView } from '../../src/model/twin.ts'
import { rule } from './rule.ts'
import { change, context, seen, unit, view } from './views.ts'

const services = [
  { name: 'orders', match: {}, tier: 'critical' },
  { name: 'tools', match: {} },
]
const where = 'evenkeel.yaml:9:5'
const differing = (options: { readonly service?: string; readonly name?: string } = {}) =>
  view({ kind: 'database-instance', ...options, changes: [change('/class', seen('a'), seen('b'))] })

function severities(one: Rule, twin: TwinView): readonly string[] {
  return judge([twin], compileRules([one]), { ...context, services }).map((finding) => finding.severity)
}

const tagged = (): TwinView => {
  const one = differing()
  const candidate = one.candidate && { ...one.candidate, tags: { Team: 'data', Stage: 'x' } }
  return { ...one, candidate }
}

describe('a scope', () => {
  it.each<[string, RuleScope, TwinView, boolean]>([
    ['a service', { service: ['orders'] }, differing({ service: 'orders' }), true],
    ['another service', { service: ['orders'] }, differing({ service: 'tools' }), false],
    ['no service', { service: ['*'] }, differing(), false],
    ['one of several services, by pattern', { service: ['ord*', 'x'] }, differing({ service: 'orders' }), true],
    ['a tier', { tier: ['critical'] }, differing({ service: 'orders' }), true],
    ['a service without a tier', { tier: ['critical'] }, differing({ service: 'tools' }), false],
    ['the canonical name', { name: ['shop-*'] }, differing({ name: 'shop-web' }), true],
    ['the name on one side', { name: ['staging-web'] }, differing({ name: 'web' }), false],
    ['the raw name on one side', { name: ['candidate-web'] }, differing({ name: 'web' }), true],
    ['the id on one side', { name: ['baseline-id'] }, differing(), true],
    ['another name', { name: ['other'] }, differing(), false],
    ['tags on one side', { tags: { Team: 'da*' } }, tagged(), true],
    ['all of the tags', { tags: { Team: 'data', Stage: 'y' } }, tagged(), false],
    ['a tag that nobody carries', { tags: { toString: '*' } }, tagged(), false],
    ['all parts', { service: ['orders'], name: ['other'] }, differing({ service: 'orders' }), false],
  ])('of %s', (_what, scope, twin, expected) => {
    expect(severities(rule({ only: scope }), twin)).toEqual(expected ? ['medium'] : [])
    expect(severities(rule({ except: scope }), twin)).toEqual(expected ? [] : ['medium'])
  })

  it('of only and except together is what the one holds and the other does not', () => {
    const both = rule({ only: { name: ['shop-*'] }, except: { name: ['shop-tmp-*'] } })
    expect(severities(both, differing({ name: 'shop-web' }))).toEqual(['medium'])
    expect(severities(both, differing({ name: 'shop-tmp-1' }))).toEqual([])
    expect(severities(both, differing({ name: 'web' }))).toEqual([])
  })
})

describe('adjustments', () => {
  const days: Partial<Rule> = {
    relation: 'expires-within',
    on: 'each',
    kind: 'certificate',
    at: '/notAfter',
    with: { days: '{days}' },
    parameters: { days: { default: 30, doc: 'Days.' } },
    title: '{name} has {days} of {parameters.days} days left',
  }
  const expiring = (inDays: number): TwinView => {
    const at = new Date(context.now.getTime() + (inDays + 0.5) * 86_400_000).toISOString()
    return view({ kind: 'certificate', units: [unit('/notAfter', seen(at), undefined)] })
  }
  const adjustedBy = (overrides: Partial<Rule>, ...adjustments: readonly Omit<RuleAdjustment, 'where'>[]): Rule =>
    rule({ ...overrides, adjustments: adjustments.map((one) => ({ ...one, where })) })

  it('set a parameter, which the option and the sentence then have', () => {
    const found = (one: Rule, left: number) =>
      judge([expiring(left)], compileRules([one]), context).map((finding) => finding.title)
    expect(found(rule(days), 29)).toEqual(['shop-orders has 29 of 30 days left'])
    expect(found(rule(days), 40)).toEqual([])
    expect(found(adjustedBy(days, { parameters: { days: 45 } }), 40)).toEqual(['shop-orders has 40 of 45 days left'])
  })

  it('switch a rule off, and one that is off on', () => {
    expect(compileRules([rule({ off: true })])).toEqual([])
    expect(severities(adjustedBy({}, { off: true }), differing())).toEqual([])
    expect(severities(adjustedBy({ off: true }, { off: false }), differing())).toEqual(['medium'])
    expect(severities(adjustedBy({}, { off: true }, { off: false }), differing())).toEqual(['medium'])
  })

  it('change the severity; later ones win, and raise and lower go from what was there', () => {
    expect(severities(adjustedBy({}, { severity: 'low' }, { severity: 'high' }), differing())).toEqual(['high'])
    expect(severities(adjustedBy({}, { severity: 'raise' }), differing())).toEqual(['high'])
    expect(severities(adjustedBy({}, { severity: 'raise' }, { severity: 'raise' }), differing())).toEqual(['critical'])
    expect(severities(adjustedBy({}, { severity: 'high' }, { severity: 'lower' }), differing())).toEqual(['medium'])
  })

  it('hold where they say, and leave the rule as it is elsewhere', () => {
    const one = adjustedBy(
      {},
      { severity: 'critical', only: { service: ['orders'] } },
      { off: true, only: { name: ['shop-tmp-*'] } },
    )
    expect(severities(one, differing())).toEqual(['medium'])
    expect(severities(one, differing({ service: 'orders' }))).toEqual(['critical'])
    expect(severities(one, differing({ service: 'orders', name: 'shop-tmp-1' }))).toEqual([])
  })

  it('raise for a tier of services', () => {
    const one = adjustedBy({}, { severity: 'raise', only: { tier: ['critical'] } })
    expect(severities(one, differing({ service: 'orders' }))).toEqual(['high'])
    expect(severities(one, differing({ service: 'tools' }))).toEqual(['medium'])
  })

  it('switch a rule on for some twins only, inside its own scope', () => {
    const one = adjustedBy(
      { off: true, except: { name: ['shop-tmp-*'] } },
      { off: false, only: { service: ['orders'] } },
    )
    expect(severities(one, differing({ service: 'orders' }))).toEqual(['medium'])
    expect(severities(one, differing())).toEqual([])
    expect(severities(one, differing({ service: 'orders', name: 'shop-tmp-1' }))).toEqual([])
  })

  it('cost one compilation for each combination that twins meet, however many there are', () => {
    const many = Array.from({ length: 40 }, (_, i) => ({ severity: 'low' as const, only: { name: [`shop-${i}`] } }))
    const compiled = compileRules([adjustedBy({}, ...many)])
    const found = judge(
      Array.from({ length: 50 }, (_, i) => differing({ name: `shop-${i}` })),
      compiled,
      context,
    )
    expect(found.filter((finding) => finding.severity === 'low')).toHaveLength(40)
    expect(found).toHaveLength(50)
  })

  it('do not touch the rule they are laid over', () => {
    const one = rule({ ...days })
    adjusted(one, [{ parameters: { days: 3 }, severity: 'low', off: true, where }])
    expect(one).toEqual(rule({ ...days }))
  })
})

describe('parameters', () => {
  const base: Partial<Rule> = {
    id: 'test/wrong',
    kind: 'certificate',
    at: '/notAfter',
    relation: 'expires-within',
    with: { days: '{days}' },
  }
  const parameters = { days: { default: 30, doc: 'Days.' } }

  it.each<[string, Partial<Rule>, object]>([
    ['with an option that no parameter fills', {}, { part: 'with', problem: 'the rule has no parameter "days"' }],
    [
      'with a misspelt one',
      { parameters, with: { days: '{day}' } },
      { part: 'with', problem: 'the rule has no parameter "day"', nearest: 'days' },
    ],
    [
      'with a default that the relation does not take',
      { parameters: { days: { default: 1.5, doc: 'Days.' } } },
      { part: 'with', problem: '"days" must be a whole number, 0 or more' },
    ],
    [
      'that nothing uses',
      { parameters: { ...parameters, spare: { default: 1, doc: 'Nothing.' } } },
      { part: 'parameters', problem: 'nothing uses the parameter "spare"' },
    ],
    [
      'misspelt in a guard',
      { parameters, when: 'parameters.dasy > 3' },
      { part: 'when', problem: 'the rule has no parameter "dasy"', nearest: 'days', offset: 0 },
    ],
    ['of the wrong type in a guard', { parameters, when: 'parameters.days.startsWith("3")' }, { part: 'when' }],
    [
      'misspelt in a sentence',
      { parameters, remedy: 'Renew {parameters.dais}' },
      { part: 'remedy', problem: '"{parameters.dais}": the rule has no parameter "dais"', nearest: 'days' },
    ],
  ])('%s make the rule invalid', (_what, overrides, problem) => {
    const problems = checkRule(rule({ ...base, ...overrides }))
    expect(problems.length).toBeGreaterThan(0)
    expect(
      problems.some((one) => Object.entries(problem).every(([key, value]) => one[key as keyof typeof one] === value)),
      JSON.stringify(problems),
    ).toBe(true)
  })
})
