import { describe, expect, it } from 'vitest'
import { compileRule } from '../../src/judge/compile.ts'
import { relations } from '../../src/judge/relations/table.ts'
import type { Json } from '../../src/model/json.ts'
import type { Rule } from '../../src/model/rule.ts'
import { UNKNOWN } from '../../src/model/unknown.ts'
import { rule } from './rule.ts'
import { context, seen, unit, view } from './views.ts'

/** Whether a relation holds between two values; undefined is absent. */
function holds(overrides: Partial<Rule>, candidate?: Json, baseline?: Json): boolean {
  const compiled = compileRule(rule(overrides))
  const one = unit(
    overrides.at ?? '/class',
    candidate === undefined ? undefined : seen(candidate),
    baseline === undefined ? undefined : seen(baseline),
  )
  return compiled.holds(one, view({ kind: overrides.kind ?? 'database-instance' }), context)
}

const absent = undefined

describe('relations between the sides', () => {
  it.each<[string, Json | undefined, Json | undefined, boolean]>([
    ['equal', 'a', 'a', true],
    ['equal', 'a', 'b', false],
    ['equal', absent, 'b', false],
    ['equal', absent, absent, true],
    ['equal', { b: 1, a: [1] }, { a: [1], b: 1 }, true],
    ['equal', { a: 1 }, { a: 1, b: 2 }, false],
    ['equal', [1, 2], [1, 2, 3], false],
    ['equal', UNKNOWN, 'b', true],
    ['equal', { a: UNKNOWN, b: 1 }, { a: 'x', b: 2 }, false],
    ['present-in-both', 'a', 'b', true],
    ['present-in-both', 'a', absent, false],
    ['present-in-both', absent, 'a', false],
    ['at-least', 5, 5, true],
    ['at-least', 4, 5, false],
    ['at-least', '16', '9', true],
    ['at-least', 'x', 'x', true],
    ['at-least', absent, 5, false],
    ['at-most', 5, 4, false],
    ['at-most', 3, 4, true],
    ['superset', ['a', 'b'], ['b'], true],
    ['superset', ['a'], ['b'], false],
    ['superset', absent, ['b'], false],
    ['subset', ['a'], ['b', 'a'], true],
    ['subset', ['a', 'c'], ['a'], false],
    ['same-family', 'db.m6g.large', 'db.m6g.2xlarge', true],
    ['same-family', 'db.t3.large', 'db.m6g.large', false],
    ['same-family', 'm6i.large', 'm6i.metal', true],
    ['same-family', 'n2-standard-4', 'n2-standard-8', true],
    ['same-family', 'db.serverless', 'db.r6g.large', false],
    ['same-size', 'db.m6g.large', 'db.m6g.2xlarge', false],
    ['same-size', 'm5.large', 'm6i.large', true],
    ['same-major', '15.4', '15.7', true],
    ['same-major', '15.4', '16.1', false],
    ['same-major', 'v1.29', '1.30', true],
    ['same-major', 'latest', 'stable', false],
    ['same-minor', '8.0.35', '8.0.39', true],
    ['same-minor', '8.0.35', '8.4.1', false],
    ['same-minor', '8.0.mysql_aurora.3.04.0', '8.0.mysql_aurora.3.05.2', true],
    ['same-shape', 'https://a.example/', 'https://b.example/', true],
    ['same-shape', 'https://a.example/', 'https://b.example', false],
    ['same-shape', absent, 'https://b.example', true],
  ])('%s of %j and %j: %s', (relation, candidate, baseline, expected) => {
    expect(holds({ relation }, candidate, baseline)).toBe(expected)
  })

  it('ratio holds within its bounds, and nothing resembles only nothing', () => {
    const ratio = (candidate: Json, baseline: Json): boolean =>
      holds({ relation: 'ratio', with: { least: 0.5, most: 2 } }, candidate, baseline)
    expect([ratio(5, 10), ratio(4, 10), ratio(20, 10), ratio(21, 10), ratio(0, 0), ratio(1, 0)]).toEqual([
      true, false, true, false, true, false,
    ]) // prettier-ignore
  })

  it('same-shape asks a setting for its own shape', () => {
    const setting = (shape: string): Json => ({ key: 'URL', shape })
    const of = { relation: 'same-shape', kind: 'setting-group', at: '/settings/*' }
    expect(holds(of, setting('url(https,/)'), setting('url(https)'))).toBe(false)
    expect(holds(of, setting('url(https,/)'), setting('url(https,/)'))).toBe(true)
    expect(holds(of, { key: 'URL' }, setting('integer'))).toBe(true)
  })

  it('must-differ compares fingerprints under one key only', () => {
    const secret = (keyId: string, hmac: string): Json => ({ key: 'K', secret: { keyId, hmac } })
    const of = { relation: 'must-differ', kind: 'setting-group', at: '/settings/*', on: 'each' as const }
    expect(holds(of, secret('k1', 'aa'), secret('k1', 'aa'))).toBe(false)
    expect(holds(of, secret('k1', 'aa'), secret('k1', 'bb'))).toBe(true)
    expect(holds(of, secret('k1', 'aa'), secret('k2', 'aa'))).toBe(true)
    expect(holds(of, secret('k1', 'aa'), absent)).toBe(true)
    expect(holds(of, { key: 'K', value: 'x' }, { key: 'K', value: 'x' })).toBe(true)
  })

  it('must-differ compares a secret that is a field by itself by its fingerprint', () => {
    const of = { relation: 'must-differ', kind: 'stored-secret', at: '/secret', on: 'each' as const }
    expect(holds(of, { keyId: 'k1', hmac: 'aa' }, { keyId: 'k1', hmac: 'bb' })).toBe(true)
    expect(holds(of, { keyId: 'k1', hmac: 'aa' }, { keyId: 'k2', hmac: 'aa' })).toBe(true)
    expect(holds(of, { keyId: 'k1', hmac: 'aa' }, { keyId: 'k1', hmac: 'aa' })).toBe(false)
    // What is no fingerprint says nothing of the value; its canonical form says only that there is one.
    const [own, other] = ['aa', 'bb'].map((hmac) => ({ raw: { keyId: ['k1'], hmac }, canonical: 'secret' }))
    expect(compileRule(rule(of)).holds(unit(of.at, own, other), view({ kind: of.kind }), context)).toBe(true)
  })

  it('must-differ compares plain values as they are', () => {
    const of = { relation: 'must-differ', kind: 'database-instance', at: '/maintenanceWindow', on: 'each' as const }
    expect(holds(of, 'sun:05:00-sun:06:00', 'sun:05:00-sun:06:00')).toBe(false)
    expect(holds(of, 'sat:05:00-sat:06:00', 'sun:05:00-sun:06:00')).toBe(true)
    expect(holds(of, 'sun:05:00-sun:06:00', absent)).toBe(true)
    expect(holds(of, absent, 'sun:05:00-sun:06:00')).toBe(true)
  })

  it('with.field compares the first member that both sides have', () => {
    const of = {
      relation: 'equal',
      kind: 'database-parameters',
      at: '/parameters/*',
      with: { field: ['effective', 'value'] },
    }
    expect(holds(of, { value: '{a}', effective: '5' }, { value: '5', effective: '5' })).toBe(true)
    expect(holds(of, { value: '{a}', effective: '5' }, { value: '{a}' })).toBe(true)
    expect(holds(of, { value: '1' }, { value: '2' })).toBe(false)
    expect(holds(of, absent, { value: '2' })).toBe(false)
  })
})

describe('the preferred member, of which one side is unknown', () => {
  const compiled = compileRule(
    rule({
      kind: 'database-parameters',
      at: '/parameters/*',
      relation: 'equal',
      with: { field: ['effective', 'value'] },
    }),
  )
  const judged = (candidate: Json, baseline: Json, canonical: Json): boolean => {
    const one = unit('/parameters/a', seen(candidate), seen(baseline, { canonical }))
    return compiled.holds(one, view({ kind: 'database-parameters' }), context)
  }

  it('is not made up for by the next one', () => {
    expect(judged({ value: '{F/2}' }, { value: '500', effective: '500' }, { value: '500' })).toBe(true)
    expect(judged({ value: '400' }, { value: '500', effective: '500' }, { value: '500', effective: '500' })).toBe(false)
  })
})

describe('members of an element', () => {
  const volume = (raw: Json, canonical: Json) => seen(raw, { canonical })
  const encrypted = compileRule(
    rule({ kind: 'compute-instance', at: '/volumes/*', relation: 'equal', with: { field: 'encrypted' } }),
  )
  const of = view({ kind: 'compute-instance' })
  const at = '/volumes/a'

  it('absent is the same as the default of the kind', () => {
    const one = unit(at, volume({ size: 1 }, { size: 1 }), volume({ size: 2, encrypted: false }, { size: 2 }))
    expect(encrypted.holds(one, of, context)).toBe(true)
    const other = unit(at, volume({ size: 1 }, { size: 1 }), volume({ encrypted: true }, { encrypted: true }))
    expect(encrypted.holds(other, of, context)).toBe(false)
  })

  it('what one source could not know is no difference, nor missing', () => {
    const type = { kind: 'compute-instance', at: '/volumes/*', with: { field: 'type' } }
    // Compare leaves a part out on both sides when either side’s source cannot know it.
    const one = unit(at, volume({ size: 1 }, { size: 1 }), volume({ size: 2, type: 'gp3' }, { size: 2 }))
    expect(compileRule(rule({ ...type, relation: 'equal' })).holds(one, of, context)).toBe(true)
    expect(compileRule(rule({ ...type, relation: 'present-in-both' })).holds(one, of, context)).toBe(true)
  })
})

describe('relations of one value', () => {
  const one = (relation: string, options: Json, value?: Json): boolean => holds({ relation, with: options }, value)

  it('in, matches and matches-not', () => {
    expect(one('in', { values: ['a', 1] }, 'a')).toBe(true)
    expect(one('in', { values: ['a', 1] }, 1)).toBe(true)
    expect(one('in', { values: ['a'] }, 'b')).toBe(false)
    expect(one('in', { values: ['a'] }, absent)).toBe(true)
    expect(one('matches', { pattern: '^a+$' }, 'aaa')).toBe(true)
    expect(one('matches', { pattern: '^a+$' }, 'aab')).toBe(false)
    expect(one('matches-not', { pattern: '^0$' }, 0)).toBe(false)
    expect(one('matches-not', { pattern: 'a' }, ['a'])).toBe(true)
  })

  it('regular expressions do not backtrack, or this would not end', () => {
    expect(one('matches', { pattern: '^(a+)+$' }, `${'a'.repeat(20_000)}b`)).toBe(false)
  })

  it('expires-within counts whole days from the moment handed in', () => {
    const within = (days: number, notAfter: string): boolean =>
      holds({ relation: 'expires-within', kind: 'certificate', at: '/notAfter', with: { days } }, notAfter)
    // The moment is 2026-03-01T12:00Z.
    expect(within(7, '2026-03-08T12:00:00Z')).toBe(true)
    expect(within(7, '2026-03-08T11:59:59Z')).toBe(false)
    expect(within(0, '2026-03-01T12:00:01Z')).toBe(true)
    expect(within(0, '2026-03-01T11:00:00Z')).toBe(false)
    expect(within(7, 'never')).toBe(true)
  })

  it('must-not-reference counts the kinds of words asked for', () => {
    const foreign = [{ environment: 'production', word: 'db.shop.example', by: 'domain' as const }]
    const compiled = (by: string[]) => compileRule(rule({ relation: 'must-not-reference', with: { by } }))
    const one = unit('/class', seen('db.shop.example', { foreign }))
    const of = view({ kind: 'database-instance' })
    expect(compiled(['domain', 'account']).holds(one, of, context)).toBe(false)
    expect(compiled(['account']).holds(one, of, context)).toBe(true)
    expect(compiled(['domain']).holds(unit('/class', seen('x')), of, context)).toBe(true)
  })
})

describe('fleets', () => {
  const fleet = (relation: string, candidate: readonly Json[], baseline: readonly Json[]): boolean => {
    const side = (values: readonly Json[]) => seen(values[0] ?? null, values.length > 1 ? { mixed: values } : {})
    const compiled = compileRule(rule({ relation, kind: 'compute-instance', at: '/type' }))
    const members = { candidate: candidate.length, baseline: baseline.length }
    return compiled.holds(
      unit('/type', side(candidate), side(baseline)),
      view({ kind: 'compute-instance', members }),
      context,
    )
  }

  it('a mixture on one side only is a difference, the same mixture on both is none', () => {
    expect(fleet('equal', ['a', 'b'], ['a'])).toBe(false)
    expect(fleet('equal', ['a'], ['a', 'b'])).toBe(false)
    expect(fleet('equal', ['a', 'b'], ['b', 'a'])).toBe(true)
    expect(fleet('same-family', ['m6i.large', 'm6i.xlarge'], ['m6i.large'])).toBe(true)
    expect(fleet('at-least', [4, 8], [4])).toBe(true)
    expect(fleet('at-least', [2, 8], [4])).toBe(false)
  })

  it('uniform, same-count and same-plurality look at the fleet as a whole', () => {
    expect(fleet('uniform', ['a'], ['a', 'b'])).toBe(false)
    expect(fleet('uniform', ['a'], ['a'])).toBe(true)
    expect([fleet('same-count', ['a', 'b'], ['a', 'b', 'c']), fleet('same-count', ['a'], ['b'])]).toEqual([false, true])
    expect([fleet('same-plurality', ['a', 'b'], ['a', 'b', 'c']), fleet('same-plurality', ['a'], ['a', 'b'])]).toEqual([true, false]) // prettier-ignore
  })
})

describe('the table of relations', () => {
  it('names each once, alphabetically as written, with one sentence at least', () => {
    const names = relations.map((relation) => relation.name)
    expect(new Set(names).size).toBe(names.length)
    expect(relations.filter((relation) => !relation.doc.endsWith('.'))).toEqual([])
  })
})

describe('order', () => {
  it.each<[string, Json, Json | undefined, Json | undefined, boolean]>([
    ['at-least', { as: 'version' }, '15.10', '15.9', true],
    ['at-least', { as: 'version' }, '15.9', '15.10', false],
    ['at-least', { as: 'version' }, '15', '15.0', true],
    ['at-most', { as: 'version' }, 'v1.29.3', '1.30', true],
    ['at-most', { as: 'version' }, 'latest', 'stable', false],
    ['at-most', { as: 'version' }, absent, '1.30', false],
    ['at-least', { as: 'number' }, '15.10', '15.9', false],
  ])('%s with %j of %j and %j: %s', (relation, options, candidate, baseline, expected) => {
    expect(holds({ relation, with: options }, candidate, baseline)).toBe(expected)
  })

  it('takes no other way of comparing', () => {
    expect(() => compileRule(rule({ relation: 'at-least', with: { as: 'text' } }))).toThrow(
      '"as" must be number or version',
    )
  })
})

describe('not-older-than', () => {
  const old = (value: Json, days = 90): boolean =>
    compileRule(rule({ relation: 'not-older-than', with: { days }, on: 'each' })).holds(
      unit('/class', seen(value)),
      view({ kind: 'database-instance' }),
      context,
    )
  const ago = (days: number): string => new Date(context.now.getTime() - days * 86_400_000).toISOString()

  it('counts days back from the moment handed in', () => {
    expect(old(ago(89))).toBe(true)
    expect(old(ago(90))).toBe(true)
    expect(old(ago(90.5))).toBe(false)
    expect(old(ago(-10))).toBe(true)
    expect(old(ago(0.5), 0)).toBe(false)
  })

  it('says nothing of what is no instant', () => {
    expect(old('yesterday')).toBe(true)
    expect(old(3)).toBe(true)
  })

  it.each([{}, { days: -1 }, { days: 'many' }])('is refused with %j', (options) => {
    expect(() => compileRule(rule({ relation: 'not-older-than', with: options }))).toThrow(
      '"days" must be a whole number',
    )
  })
})

describe('a number that is absent', () => {
  const at = { kind: 'serverless-function', at: '/memory' }
  it.each([
    ['at-most', {}, absent, 512, true],
    ['at-most', {}, absent, 64, false],
    ['at-least', {}, absent, 512, false],
    ['at-least', {}, 512, absent, true],
    ['ratio', { least: 0.25 }, absent, 512, true],
    ['ratio', { least: 0.5 }, absent, 512, false],
  ] as const)('counts as its default of 128: %s with %j of %j and %j: %s', (relation, options, a, b, expected) => {
    expect(holds({ ...at, relation, with: options }, a, b)).toBe(expected)
  })

  it('is nothing where its whole element is', () => {
    const rules = { kind: 'network-acl', at: '/ingress/*', relation: 'at-most', with: { field: 'behind' } }
    expect(holds(rules, { action: 'allow' }, { action: 'allow', behind: 1 })).toBe(true)
    expect(holds(rules, absent, { action: 'allow', behind: 1 })).toBe(false)
  })
})

describe('the relations', () => {
  const wanted =
    'equal at-least at-most ratio same-family same-major same-minor superset subset present-in-both must-differ ' +
    'must-not-reference expires-within not-older-than same-shape in matches'

  it.each(wanted.split(' '))('have %s, with a sentence for the reference', (name) => {
    const relation = relations.find((one) => one.name === name)
    expect(relation?.doc).toMatch(/\.$/)
  })

  it('stand in the order of their names', () => {
    const names = relations.map((one) => one.name)
    expect(names).toEqual([...names].sort())
  })
})
