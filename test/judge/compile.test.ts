import { describe, expect, it } from 'vitest'
import { checkRule, compileRule } from '../../src/judge/compile.ts'
import { RuleFailure } from '../../src/judge/rule-failure.ts'
import type { Rule } from '../../src/model/rule.ts'
import { rule } from './rule.ts'
import { context, seen, unit, view } from './views.ts'

describe('a rule is checked when it is read', () => {
  it.each<[string, Partial<Rule>, string, string | undefined]>([
    ['kind', { kind: 'databse-instance' }, 'there is no kind "databse-instance"', 'database-instance'],
    ['at', { at: '/clas' }, 'database-instance has no field "clas"', 'class'],
    ['at', { at: 'class' }, 'a pointer starts with "/", "class" does not', 'class'],
    [
      'at',
      { kind: 'firewall', at: '/ingress' },
      '"/ingress" of firewall is judged element by element: write "/ingress/*"',
      '/ingress/*',
    ],
    [
      'at',
      { at: '/class/x' },
      '"/class/x" goes further than a unit of database-instance: a unit is a field, or one element of a keyed field',
      '/class',
    ],
    ['at', { kind: '*', at: '/class' }, 'kind "*" can only be judged at "" or "**", not at "/class"', undefined],
    ['relation', { relation: 'equals' }, 'there is no relation "equals"', 'equal'],
    [
      'with',
      { relation: 'expires-within', with: { day: 3 } },
      '"expires-within" takes "days", "field", not "day"',
      'days',
    ],
    [
      'with',
      { relation: 'expires-within', with: { days: 1.5 } },
      '"days" must be a whole number, 0 or more',
      undefined,
    ],
    ['with', { relation: 'expires-within' }, '"days" must be a whole number, 0 or more', undefined],
    ['with', { relation: 'ratio' }, 'ratio needs "least", "most" or both', undefined],
    ['with', { relation: 'ratio', with: { least: 3, most: 2 } }, '"least" is greater than "most"', undefined],
    ['with', { relation: 'in', with: { values: [] } }, '"values" must be a list that is not empty', undefined],
    [
      'with',
      { relation: 'matches', with: { pattern: '(' } },
      '"pattern" is no RE2 regular expression: missing closing ): `(`',
      undefined,
    ],
    [
      'with',
      { relation: 'must-not-reference', with: { by: ['host'] } },
      '"by" knows domain, account, resource, network, name, not "host"',
      undefined,
    ],
    ['with', { with: [1] }, 'it must be a map, such as { days: 30 }', undefined],
    ['with', { with: { field: 'value' } }, '"field" is for elements of a keyed field, and for records', undefined],
    [
      'with',
      { kind: 'database-parameters', at: '/parameters/*', with: { field: 'valu' } },
      '"field" names "valu", which the unit has not',
      'value',
    ],
    ['side', { side: 'candidate' }, '"equal" looks at both sides, so "side" says nothing', undefined],
    ['title', { title: '{nam} is off' }, 'there is no placeholder "{nam}"', '{name}'],
    [
      'title',
      { title: '{of.candidate.clas}' },
      '"{of.candidate.clas}": database-instance has no field "clas"',
      'class',
    ],
    [
      'remedy',
      { remedy: 'Set {baseline.vlue}' },
      '"{baseline.vlue}": a value of form "exact" has no field "vlue"',
      undefined,
    ],
  ])('%s: %j', (part, overrides, problem, nearest) => {
    const [first, ...more] = checkRule(rule({ id: 'test/wrong', ...overrides }))
    expect(first).toEqual({ rule: 'test/wrong', part, problem, ...(nearest === undefined ? {} : { nearest }) })
    expect(more).toEqual([])
  })

  it('every problem of a rule is told, with places inside guards', () => {
    const problems = checkRule(rule({ at: '/clas', relation: 'equals', when: 'candidate ==', title: '{nam}' }))
    expect(problems.map((problem) => problem.part)).toEqual(['at', 'relation', 'when', 'title'])
    expect(problems[2]?.offset).toBe(12)
  })

  it('compiling a wrong rule fails with its place', () => {
    const wrong = rule({ id: 'test/wrong', relation: 'equals', where: 'rules/x.yaml:3:5' })
    expect(() => compileRule(wrong)).toThrow(RuleFailure)
    expect(() => compileRule(wrong)).toThrow('test/wrong: relation: there is no relation "equals"')
  })
})

describe('a guard that fails on a value', () => {
  it('ends the judgement as a failure of its rule, with the resource and the unit', () => {
    const compiled = compileRule(rule({ id: 'test/guard', at: '/class', when: 'int(candidate) > 3' }))
    const of = view({ kind: 'database-instance' })
    expect(compiled.applies(unit('/class', seen('5')), of, context)).toBe(true)
    let failure: unknown
    try {
      compiled.applies(unit('/class', seen('db.m6g.large')), of, context)
    } catch (error) {
      failure = error
    }
    expect(failure).toBeInstanceOf(RuleFailure)
    expect(failure).toMatchObject({ during: 'judge', problem: { rule: 'test/guard', part: 'when' } })
    expect((failure as RuleFailure).problem.problem).toMatch(/, judging "shop-orders" at "\/class"$/)
  })
})
