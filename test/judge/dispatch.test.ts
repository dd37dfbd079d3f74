import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileRules } from '../../src/judge/compile-rules.ts'
import { plansOf } from '../../src/judge/dispatch.ts'
import { judge } from '../../src/judge/judge.ts'
import { answersTo } from '../../src/model/pointer.ts'
import type { Rule } from '../../src/model/rule.ts'
import { rule } from './rule.ts'
import { change, context, seen, view } from './views.ts'

const kind = 'database-parameters'
const patterns = ['', '/family', '/description', '/parameters/*', '/parameters/work_mem', '/parameters/a~1b', '**']
const pointers = [
  '',
  '/family',
  '/description',
  '/parameters/work_mem',
  '/parameters/a~1b',
  '/parameters/x',
  '/parameters/work_mem2',
]

const some = fc.array(
  fc.record({ at: fc.constantFrom(...patterns), precedence: fc.nat(3), on: fc.constantFrom<'change' | 'each'>('change', 'change', 'change', 'each') }),
  { maxLength: 12 },
) // prettier-ignore

const compiled = (given: readonly Partial<Rule>[]): ReturnType<typeof compileRules> =>
  compileRules(
    given.map((overrides, i) => rule({ id: `test/rule-${i}`, kind, relation: 'present-in-both', ...overrides })),
  )

describe('the turns of judging', () => {
  it('ask of each change exactly the rules that answer to it, in their order', () => {
    fc.assert(
      fc.property(some, (given) => {
        const { turns } = plansOf(compiled(given))(kind)
        const inOrder = turns.map((turn) => (turn.by === 'rule' ? [turn.compiled] : undefined))
        for (const pointer of pointers) {
          const asked = turns.flatMap((turn, i) => (turn.by === 'rule' ? (inOrder[i] ?? []) : turn.rulesAt(pointer)))
          const byHand = compiled(given)
            .map((one) => one.rule)
            .filter((one) => one.on === 'each' || one.at === '**' || answersTo(one.at, pointer))
          expect(new Set(asked.map((one) => one.rule.id))).toEqual(new Set(byHand.map((one) => one.id)))
          const precedences = asked.map((one) => one.rule.precedence)
          expect(precedences).toEqual([...precedences].sort((a, b) => b - a))
        }
      }),
    )
  })

  it('are none for kinds that no rule judges', () => {
    const planOf = plansOf(compiled([{ at: '/family' }]))
    expect(planOf('subnet')).toMatchObject({ turns: [], looksAtEach: false })
    expect(planOf(kind)).toBe(planOf(kind))
  })

  it('give a rule that claims other changes a turn before those that come after it', () => {
    const firewall = { kind: 'firewall', at: '/ingress/*' }
    const opening = (cidr: string): ReturnType<typeof seen> => seen({ protocol: 'tcp', ports: '443', cidr })
    const wide = change('/ingress/wide', opening('0.0.0.0/0'), undefined)
    const narrow = change('/ingress/narrow', undefined, opening('198.51.100.0/24'))
    const rules = [
      rule({ ...firewall, id: 'test/wider', relation: 'not-wider', precedence: 5 }),
      rule({ ...firewall, id: 'test/lost', relation: 'present-in-both' }),
    ]
    for (const changes of [
      [wide, narrow],
      [narrow, wide],
    ]) {
      const found = judge([view({ kind: 'firewall', changes })], compileRules(rules), context)
      expect(found.map((one) => `${one.rule} ${one.at}`)).toEqual(['test/wider /ingress/wide'])
    }
  })
})
