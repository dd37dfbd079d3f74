import { describe, expect, it } from 'vitest'
import { compileGuard } from '../../src/judge/guards/guard.ts'
import { unitForm } from '../../src/judge/unit-form.ts'
import type { Json } from '../../src/model/json.ts'
import { kindOf } from '../../src/model/kinds/index.ts'
import { context, seen, unit, view } from './views.ts'

function compiled(text: string, at = '/parameters/*', kind = 'database-parameters') {
  const form = unitForm(kindOf(kind), at)
  if (form.what === 'none') throw new Error(form.problem)
  return compileGuard(text, { kind: kindOf(kind), unit: form })
}

function ask(text: string, candidate?: Json, baseline?: Json): boolean {
  const guard = compiled(text)
  if (typeof guard !== 'function') throw new Error(guard.problem)
  const of = view({
    kind: 'database-parameters',
    candidate: { family: 'postgres15' },
    baseline: { family: 'postgres14' },
  })
  const at = unit(
    '/parameters/work_mem',
    candidate === undefined ? undefined : seen(candidate),
    baseline === undefined ? undefined : seen(baseline),
  )
  return guard(at, of, context)
}

describe('a guard', () => {
  it.each<[string, Json | undefined, Json | undefined, boolean]>([
    ['candidate.source == "user"', { source: 'user' }, undefined, true],
    ['candidate.source == "user"', undefined, undefined, false],
    ['candidate == null && baseline != null', undefined, { value: '1' }, true],
    ['candidate.source == null', {}, undefined, true],
    ['has(candidate.source)', {}, undefined, false],
    ['has(candidate.source) && !has(baseline.source)', { source: 'user' }, undefined, true],
    ['key == "work_mem" && at == "/parameters/work_mem"', {}, {}, true],
    ['key in ["fsync", "work_mem"]', {}, {}, true],
    ['key.like("work_*")', {}, {}, true],
    ['key.like(["fsync", "*_mem"])', {}, {}, true],
    ['key.like(["fsync", "work"])', {}, {}, false],
    ['candidate.value.like("4*")', { value: '4096' }, undefined, true],
    ['candidate.value.like("4*") || candidate.value.like(["*"])', {}, undefined, false],
    ['service == null && service.tier == null', {}, {}, true],
    ['of.candidate.family == "postgres15"', {}, {}, true],
    ['of.candidate.name == "candidate-shop-orders" && of.baseline.id == "baseline-id"', {}, {}, true],
    ['of.candidate.tags["Service"] == "orders"', {}, {}, false],
    ['environment.candidate == "staging"', {}, {}, true],
    ['candidate.value.startsWith("{")', { value: '{a}' }, undefined, true],
    ['candidate.value.startsWith("{")', undefined, undefined, false],
    ['candidate.value.matches("^[0-9]+$")', { value: '12' }, undefined, true],
    ['candidate.value.matches("^[0-9]+$")', undefined, undefined, false],
    ['candidate.value > "1"', undefined, undefined, false],
    ['size(candidate.value) > 2', { value: 'abc' }, undefined, true],
    ['candidate.source in ["user", "system"] ? true : false', { source: 'system' }, undefined, true],
    ['"candidate.matches" == "candidate.matches"', undefined, undefined, true],
    ['candidate == null && baseline != null', undefined, { constructor: 'x', toString: 'y' }, true],
    ['candidate != null', { parts: [{ constructor: 'x' }] }, undefined, true],
  ])('%s with %j and %j is %s', (text, candidate, baseline, expected) => {
    expect(ask(text, candidate, baseline)).toBe(expected)
  })

  it('knows numbers, flags and lists of the kind, present or not', () => {
    const guard = compiled(
      'of.candidate.backupRetention >= 7 && !of.candidate.multiAz && of.baseline.logExports.exists(x, x == "slow") && of.candidate.iops + 1 > 3000',
      '/class',
      'database-instance',
    )
    if (typeof guard !== 'function') throw new Error(guard.problem)
    const candidate = { backupRetention: 7, iops: 3000 }
    const of = (baseline: Record<string, Json>) => view({ kind: 'database-instance', candidate, baseline })
    expect(guard(unit('/class'), of({ logExports: ['slow'] }), context)).toBe(true)
    expect(guard(unit('/class'), of({}), context)).toBe(false)
  })

  it('takes an absent field for its default', () => {
    const guard = compiled('candidate == false', '/encrypted', 'database-instance')
    if (typeof guard !== 'function') throw new Error(guard.problem)
    expect(guard(unit('/encrypted'), view({ kind: 'database-instance' }), context)).toBe(true)
  })

  it('sees a resource at the pointer of the resource itself', () => {
    const guard = compiled('candidate == null && baseline.engine == "postgres"', '', 'database-instance')
    if (typeof guard !== 'function') throw new Error(guard.problem)
    const missing = view({
      kind: 'database-instance',
      candidate: null,
      baseline: { engine: 'postgres' },
      alone: 'absent-there',
    })
    expect(guard(unit('', undefined, seen('id')), missing, context)).toBe(true)
  })

  it.each([
    ['candidate.sorce == "user"', 'no field "sorce"', 0, 'source'],
    ['key == "x" && of.candidate.famly == "y"', 'no field "famly"', 14, 'family'],
    ['of.cndidate.family == "x"', 'no field "cndidate"', 0, 'candidate'],
    ['candidate.value == 5', 'string == int', 0, undefined],
    ['candidate.value', 'type string', 0, undefined],
    ['candidate.value ==', 'Unexpected token', 18, undefined],
    ['candiate.value == "x"', 'Unknown variable: candiate', 0, undefined],
    ['_a == "x"', 'Unknown variable: _a', 0, undefined],
    ['key.matches("(a")', 'no RE2 regular expression', 12, undefined],
    ['candidate.value.matches(3)', 'matches', 0, undefined],
    ['environment.candidate.name == "x"', 'no field "name"', 0, undefined],
  ])('%s is refused: %s at %i', (text, problem, offset, nearest) => {
    const found = compiled(text)
    if (typeof found === 'function') throw new Error('it compiled')
    expect(found.problem).toContain(problem)
    expect(found.offset).toBe(offset)
    expect(found.nearest).toBe(nearest)
  })

  it('fails with a clause, never with an answer, when a value does not fit', () => {
    const guard = compiled('int(candidate.value) > 5')
    if (typeof guard !== 'function') throw new Error(guard.problem)
    const of = view({ kind: 'database-parameters' })
    expect(guard(unit('/parameters/x', seen({ value: '7' })), of, context)).toBe(true)
    expect(() => guard(unit('/parameters/x', seen({ value: 'seven' })), of, context)).toThrow(/^[^\n]+$/)
  })

  it('matches without backtracking, or this would not end', () => {
    expect(ask('candidate.value.matches("^(a+)+$")', { value: `${'a'.repeat(5000)}b` })).toBe(false)
  })

  it('reads at most as many values as there are names for', () => {
    const found = compiled(Array.from({ length: 53 }, () => 'candidate.value == "x"').join(' || '))
    expect(found).toMatchObject({ problem: 'it reads more than 52 values' })
  })
})

describe('what belongs to the rule and to the service', () => {
  const unitOf = { what: 'any' } as const
  const services = [{ name: 'orders', match: {}, tier: 'critical' }]
  const parameters = {
    days: { default: 30, doc: 'Days.' },
    keys: { default: ['A', 'B'], doc: 'Keys.' },
    mode: { default: 'fast', doc: 'Mode.' },
    on: { default: true, doc: 'On.' },
  }
  const holds = (text: string, service?: string): boolean => {
    const guard = compileGuard(text, { kind: undefined, unit: unitOf, parameters })
    if (typeof guard !== 'function') throw new Error(guard.problem)
    const of = view({ kind: 'database-instance', ...(service === undefined ? {} : { service }) })
    return guard(unit('/class'), of, { ...context, services })
  }

  it.each<[string, string | undefined, boolean]>([
    ['service.tier == "critical"', 'orders', true],
    ['service.name == "orders" && service.tier.like("crit*")', 'orders', true],
    ['service.tier == "critical"', 'other', false],
    ['service.name == "other" && service.tier == null', 'other', true],
    ['service.tier == "critical"', undefined, false],
    ['parameters.days > 20 && parameters.days < 31', undefined, true],
    ['"B" in parameters.keys && !("C" in parameters.keys)', undefined, true],
    ['parameters.keys.exists(one, one == "A")', undefined, true],
    ['parameters.mode == "fast" && parameters.on', undefined, true],
  ])('%s', (text, service, expected) => {
    expect(holds(text, service)).toBe(expected)
  })

  it.each([
    ['service.teir == "x"', 'a service has no field "teir"', 'tier'],
    ['service.tier.level == "x"', 'the tier of a service has no field "level"', undefined],
    ['parameters.day > 3', 'the rule has no parameter "day"', 'days'],
    ['parameters.days.more > 3', 'a parameter has no field "more"', undefined],
  ])('%s is refused', (text, problem, nearest) => {
    const guard = compileGuard(text, { kind: undefined, unit: unitOf, parameters })
    expect(guard).toMatchObject({ problem, ...(nearest === undefined ? {} : { nearest }) })
  })
})
