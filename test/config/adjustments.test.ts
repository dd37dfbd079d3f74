import { describe, expect, it } from 'vitest'
import { adjustmentTools } from '../../src/app/adjust-rules.ts'
import { adjustRules } from '../../src/config/adjustments.ts'
import { adjustmentSchema } from '../../src/config/adjustment-schema.ts'
import { checkTree } from '../../src/config/check-tree.ts'
import { readYaml } from '../../src/config/read-yaml.ts'
import { loadRules } from '../../src/config/rules.ts'
import { items } from '../../src/config/tree.ts'
import { EvenkeelError } from '../../src/errors/catalogue.ts'
import { checkRule } from '../../src/judge/compile.ts'
import type { Rule } from '../../src/model/rule.ts'

const pack = `dimension: certificates
rules:
  - id: certificates/expiry
    kind: certificate
    at: /notAfter
    on: each
    relation: expires-within
    with: { days: "{days}" }
    parameters: { days: { default: 30, doc: Days before the end. } }
    severity: high
    title: '{name}'
    why: Because.
    remedy: Do.
  - id: certificates/issuer
    kind: certificate
    at: /issuer
    relation: equal
    severity: { candidate: low, baseline: high }
    off: true
    only: { service: orders, tags: { Team: data } }
    title: '{name}'
    why: Because.
    remedy: Do.
`
const rules = loadRules([{ path: 'own.yaml', text: pack }], checkRule)

function adjust(text: string): readonly Rule[] {
  const { tree } = readYaml('evenkeel.yaml', text)
  const trees = items(tree)
  const wrong = trees.flatMap((one, i) => checkTree(adjustmentSchema, one, `rules[${i}]`))
  if (wrong.length > 0) throw new AggregateError(wrong)
  return adjustRules(rules, trees, adjustmentTools)
}

function problems(text: string): readonly string[] {
  try {
    adjust(text)
  } catch (error) {
    const all: readonly unknown[] = error instanceof AggregateError ? error.errors : [error]
    return all.map((one) => {
      if (!(one instanceof EvenkeelError)) throw one
      return `${one.code}: ${one.message} ${one.remedy}`
    })
  }
  return []
}

describe('a pack', () => {
  it('gives parameters, scopes, cases of severity, and rules that are off', () => {
    expect(rules).toMatchObject([
      { parameters: { days: { default: 30, doc: 'Days before the end.' } }, with: { days: '{days}' } },
      {
        severity: { candidate: 'low', baseline: 'high' },
        off: true,
        only: { service: ['orders'], tags: { Team: 'data' } },
      },
    ])
  })
})

describe('adjustments', () => {
  it('are kept with their rules, in order, with their places', () => {
    const [expiry, issuer] = adjust(`
- { adjust: certificates/*, severity: raise }
- adjust: [certificates/expiry]
  parameters: { days: 45 }
  only: { service: orders, name: [a, b] }
`)
    expect(expiry?.adjustments).toEqual([
      { severity: 'raise', where: 'evenkeel.yaml:2:3' },
      {
        parameters: { days: 45 },
        only: { service: ['orders'], name: ['a', 'b'] },
        where: 'evenkeel.yaml:3:3',
      },
    ])
    expect(issuer?.adjustments).toHaveLength(1)
  })

  it.each<[string, string, string]>([
    [
      'a rule that does not exist',
      '- { adjust: certificates/expirry, off: true }',
      'rules-adjustment: evenkeel.yaml:1:13: the adjustment of certificates/expirry finds no rule "certificates/expirry". Did you mean "certificates/expiry"?',
    ],
    [
      'a pattern that finds nothing',
      '- { adjust: [certificates/expiry, database/*], off: true }',
      'rules-adjustment: evenkeel.yaml:1:35: the adjustment of certificates/expiry, database/* finds no rule "database/*".',
    ],
    [
      'a parameter that the rule does not have',
      '- { adjust: certificates/expiry, parameters: { day: 3 } }',
      'rules-adjustment: evenkeel.yaml:1:53: the adjustment of certificates/expiry sets the parameter "day", which the rule does not have. Did you mean "days"?',
    ],
    [
      'a value of another form',
      '- { adjust: certificates/expiry, parameters: { days: soon } }',
      'rules-adjustment: evenkeel.yaml:1:54: the adjustment of certificates/expiry sets the parameter "days", which must be a number.',
    ],
    [
      'a value that the relation does not take',
      '- { adjust: certificates/expiry, parameters: { days: -1 } }',
      'rules-adjustment: evenkeel.yaml:1:3: the adjustment of certificates/expiry makes the rule certificates/expiry invalid: with: "days" must be a whole number, 0 or more.',
    ],
    [
      'nothing to change',
      '- { adjust: certificates/expiry, only: { name: x } }',
      'rules-adjustment: evenkeel.yaml:1:3: the adjustment of certificates/expiry changes nothing: it has no severity, parameters or off.',
    ],
    [
      'an incomplete severity',
      '- { adjust: certificates/expiry, severity: { baseline: low } }',
      'rules-adjustment: evenkeel.yaml:1:44: the adjustment of certificates/expiry makes the rule certificates/expiry invalid: severity: it needs a "default", or one for "candidate" and one for "baseline".',
    ],
    [
      'an unknown key',
      '- { adjust: certificates/expiry, of: true }',
      'config-unknown-key: evenkeel.yaml:1:34: unknown key "of" in rules[0]. Did you mean "off"?',
    ],
    [
      'an unknown severity',
      '- { adjust: certificates/expiry, severity: rais }',
      'config-wrong-value: evenkeel.yaml:1:44: rules[0].severity must be one of critical, high, medium, low, info, raise, lower, not "rais". Did you mean "raise"?',
    ],
    [
      'an empty scope',
      '- { adjust: certificates/expiry, off: true, only: {} }',
      'config-wrong-type: evenkeel.yaml:1:51: rules[0].only must be a mapping with at least one entry of service, tier, name, tags, not one with 0.',
    ],
  ])('with %s are refused at their place', (_what, text, sentence) => {
    const [first, ...more] = problems(text)
    expect(first?.startsWith(sentence), first).toBe(true)
    expect(more).toEqual([])
  })

  it('tell of every problem in one go', () => {
    const text = '- { adjust: a/b, off: true }\n- { adjust: certificates/expiry, parameters: { days: soon } }\n'
    expect(problems(text)).toHaveLength(2)
  })

  it('that are well by themselves and not together are refused', () => {
    const text = `dimension: compute
rules:
  - id: compute/own
    kind: compute-instance
    at: /memory
    relation: ratio
    with: { least: "{least}", most: "{most}" }
    parameters: { least: { default: 1, doc: Least. }, most: { default: 2, doc: Most. } }
    severity: high
    title: '{name}'
    why: Because.
    remedy: Do.
`
    const own = loadRules([{ path: 'own.yaml', text }], checkRule)
    const trees = items(
      readYaml(
        'evenkeel.yaml',
        '- { adjust: compute/own, parameters: { most: 1 } }\n- { adjust: compute/own, parameters: { least: 1.5 } }',
      ).tree,
    )
    expect(() => adjustRules(own, trees, adjustmentTools)).toThrow(
      'evenkeel.yaml:2:3: the adjustment of compute/own makes the rule compute/own invalid: with: "least" is greater than "most".',
    )
    expect(() => adjustRules(own, trees.slice(1), adjustmentTools)).not.toThrow()
  })
})
