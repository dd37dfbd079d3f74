import { describe, expect, it } from 'vitest'
import { openBoard } from '../../src/jobs/judging-board.ts'
import { comparisonOf, weigh } from '../../src/jobs/weigh.ts'
import { whatIs, witnessed } from '../../src/jobs/witness.ts'
import { compileRules } from '../../src/judge/compile-rules.ts'
import { adjustsByExpression, hasExpression } from '../../src/judge/expressive.ts'
import type { Rule } from '../../src/model/rule.ts'
import { rule } from '../judge/rule.ts'
import { weighing } from './weighing.ts'

function judged(rules: readonly Rule[]): { readonly seen: unknown; readonly found: readonly string[] } {
  const board = openBoard()
  const input = { ...weighing(), rules: witnessed(compileRules(rules), rules, board) }
  const { findings } = weigh(input, comparisonOf(input))
  return { seen: board.read(), found: findings.map((finding) => `${finding.rule} ${finding.severity}`) }
}

const expressive = rule({ id: 'ours/expressive', when: 'candidate != null' })

describe('a rule with an expression', () => {
  it('writes down what it judges, by its place among all that are written', () => {
    const off = rule({ id: 'ours/off', off: true })
    expect(judged([off, rule({ id: 'ours/plain', precedence: -1 }), expressive])).toEqual({
      seen: { rule: 2, what: 'database-instance "orders" at "/class"' },
      found: ['ours/expressive medium'],
    })
  })

  it('writes it down for a severity too, and where it is narrowed to some twins', () => {
    const severity = { expression: 'candidate == "db.m6g.large" ? "low" : "high"' }
    const only = { name: ['*orders'] }
    expect(judged([rule({ id: 'ours/severe', severity, only })])).toMatchObject({
      seen: { rule: 0 },
      found: ['ours/severe low'],
    })
    expect(judged([rule({ id: 'ours/severe', severity, only: { name: ['*users'] } })])).toMatchObject({
      seen: { rule: -1 },
      found: [],
    })
  })

  it('is told from one without', () => {
    expect(judged([rule()]).seen).toEqual({ rule: -1, what: '' })
    expect(hasExpression(rule())).toBe(false)
    expect(hasExpression(rule({ severity: { default: 'low', tiers: { critical: 'high' } } }))).toBe(false)
    expect(hasExpression(rule({ unless: 'true' }))).toBe(true)
    expect(hasExpression(rule({ severity: { of: { expression: '"low"' }, steps: 1 } }))).toBe(true)
    expect(adjustsByExpression({ severity: 'raise' })).toBe(false)
    expect(adjustsByExpression({ severity: { expression: '"low"' } })).toBe(true)
    expect(hasExpression(rule({ adjustments: [{ severity: { expression: '"low"' } } as never] }))).toBe(true)
  })

  it('calls a resource by kind and name, and a unit by its pointer', () => {
    const twin = { kind: 'subnet', name: 'a' } as never
    expect(whatIs(undefined, { twin })).toBe('subnet "a"')
    expect(whatIs({ at: '' }, { twin })).toBe('subnet "a"')
    expect(whatIs({ at: '/zone' }, { twin })).toBe('subnet "a" at "/zone"')
  })
})
