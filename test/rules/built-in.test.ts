import { describe, expect, it } from 'vitest'
import { runRuleExamples } from '../../src/judge/examples.ts'
import { builtInRules, packNames } from '../judge/built-in.ts'

const rules = builtInRules()

describe('the built-in packs', () => {
  it.each(rules.map((rule) => [rule.id, rule] as const))(
    '%s passes and fails where its examples say so',
    (_id, rule) => {
      const results = runRuleExamples([rule], { required: true })
      expect(results.filter((result) => !result.ok)).toEqual([])
      expect(results.length).toBeGreaterThanOrEqual(2)
    },
  )

  it('hold rules of their own dimension, named after it', () => {
    expect(rules.filter((rule) => !rule.id.startsWith(`${rule.dimension}/`))).toEqual([])
    expect(new Set(rules.map((rule) => rule.dimension))).toEqual(new Set(packNames))
  })

  it('say in titles what differs, in whole sentences, without placeholders left over', () => {
    const titles = runRuleExamples(rules).filter((result) => result.expected === 'fail')
    for (const { rule, said } of titles) {
      expect(said, rule).not.toMatch(/[{}]|undefined|\[object|null/)
      expect(said.endsWith('.'), rule).toBe(false)
    }
  })
})
