import { describe, expect, it } from 'vitest'
import { compileRules } from '../../src/judge/compile-rules.ts'
import { judge } from '../../src/judge/judge.ts'
import type { Rule } from '../../src/model/rule.ts'
import type { TwinView } from '../../src/model/twin.ts'
import { builtInRules } from './built-in.ts'
import { rule } from './rule.ts'
import { change, context, seen, view } from './views.ts'

const orders = view({
  kind: 'database-instance',
  candidate: { engine: 'postgres' },
  baseline: { engine: 'postgres' },
  changes: [change('/engineVersion', seen('16.1'), seen('15.7'))],
})

function judged(own: readonly Rule[], one: TwinView = orders): readonly string[] {
  return judge([one], compileRules([...builtInRules(), ...own]), context).map((f) => `${f.severity} ${f.rule}`)
}

describe('precedence', () => {
  const own = rule({ id: 'ours/upgrade', at: '/engineVersion', relation: 'equal', severity: 'info' })

  it('is higher first: a rule of one’s own outranks a built-in one, and claims its change', () => {
    expect(judged([])).toEqual(['high database/engine-major'])
    expect(judged([{ ...own, precedence: 100 }])).toEqual(['info ours/upgrade'])
  })

  it('of a rule that claims nothing leaves the change to the next', () => {
    expect(judged([{ ...own, precedence: 100, claims: false }])).toEqual([
      'high database/engine-major',
      'info ours/upgrade',
    ])
  })

  it('of 0 judges what is left', () => {
    expect(judged([own])).toEqual(['high database/engine-major'])
    const other = view({
      kind: 'database-instance',
      changes: [change('/caCertificate', seen('a'), seen('b'))],
    })
    // Of equal precedence and equally specific, the first by id.
    expect(judged([rule({ id: 'aa/first', at: '/caCertificate', severity: 'low' })], other)).toEqual(['low aa/first'])
    expect(judged([rule({ id: 'zz/last', at: '/caCertificate', severity: 'low' })], other)).toEqual([
      'medium database/ca-certificate',
    ])
  })

  it('of equal numbers is the more specific one: one parameter before all of them', () => {
    const one = view({
      kind: 'database-parameters',
      changes: [
        change(
          '/parameters/work_mem',
          seen({ name: 'work_mem', value: '1', source: 'user' }),
          seen({ name: 'work_mem', value: '2', source: 'user' }),
        ),
      ],
    })
    const mine = { kind: 'database-parameters', with: { field: 'value' }, severity: 'low' } as const
    const specific = rule({ ...mine, id: 'zz/work-mem', at: '/parameters/work_mem' })
    expect(judged([specific], one)).toEqual(['low zz/work-mem'])
    expect(judged([rule({ ...mine, id: 'zz/all', at: '/parameters/*' })], one)).toEqual([
      'high database/parameter-drift',
    ])
  })

  it('lets a rule of one’s own excuse only where its guard holds', () => {
    const guarded = { ...own, precedence: 100, when: 'of.candidate.tags["Trial"] == "yes"' }
    expect(judged([guarded])).toEqual(['high database/engine-major'])
  })
})
