import { Type as TypeBox } from 'typebox'
import { Value } from 'typebox/value'
import { describe, expect, it } from 'vitest'
import { Type } from '../../src/model/schema.ts'
import { code, textOf } from '../house/tree.ts'

type Words = typeof Type

/** The same declaration in both, with everything that ours use. */
const declarations: Readonly<Record<string, (t: Words) => object>> = {
  text: (t) => t.String({ minLength: 1, description: 'd', pattern: '^a' }),
  bare: (t) => t.String(),
  numbers: (t) =>
    t.Object({ a: t.Number({ minimum: 1 }), b: t.Integer({ default: 0 }), c: t.Boolean({ default: true }) }),
  optional: (t) =>
    t.Object({ a: t.Optional(t.String()), b: t.Optional(t.Array(t.String())) }, { additionalProperties: false }),
  required: (t) => t.Object({ a: t.Optional(t.Union([t.String(), t.Null()])), b: t.Unknown(), c: t.Unknown({ description: 'u' }) }), // prettier-ignore
  list: (t) => t.Array(t.Object({}), { minItems: 1, uniqueItems: true, description: 'd' }),
  record: (t) => t.Record(t.String(), t.Unknown(), { description: 'r', minProperties: 1 }),
  keys: (t) => t.Record(t.String({ pattern: '^[a-z]+$' }), t.Integer(), { additionalProperties: false }),
  literals: (t) => t.Union([t.Literal('a', { description: 'l' }), t.Literal(1), t.Literal(true)], { description: 'u' }),
  choices: (t) => t.Enum(['a', 'b'], { default: 'a', description: 'e' }),
  unsafe: (t) => t.Unsafe({ type: 'string', enum: ['x'] }),
}

describe('schemas', () => {
  it('are declared without loading typebox: only a server’s validator does', () => {
    const loading = code.filter((path) => /^import (?!type\b).*from 'typebox/m.test(textOf(path)))
    expect(loading).toEqual(['src/api/validator.ts'])
    expect(code.some((path) => textOf(path).includes('model/schema.ts'))).toBe(true)
  })

  it.each(Object.entries(declarations))('of %s are what typebox makes, key by key', (_name, declare) => {
    expect(JSON.stringify(declare(Type))).toBe(JSON.stringify(declare(TypeBox as unknown as Words)))
  })

  it('leave what is made optional as it was elsewhere', () => {
    const text = Type.String()
    const declared = Type.Object({ a: Type.Optional(text), b: text })
    expect(declared).toMatchObject({ required: ['b'] })
  })

  it('can be mixed with those of typebox, either way', () => {
    const both = [
      Type.Object({ a: TypeBox.Optional(TypeBox.String()) }),
      TypeBox.Object({ a: Type.Optional(Type.String()) }),
    ]
    expect(both.map((one) => JSON.stringify(one))).toEqual(Array(2).fill('{"type":"object","properties":{"a":{"type":"string"}}}')) // prettier-ignore
  })

  it('are checked with by typebox as its own', () => {
    const schema = Type.Object(
      { a: Type.Optional(Type.Integer()), b: Type.Enum(['x', 'y']) },
      { additionalProperties: false },
    )
    expect(Value.Check(schema, { b: 'x' })).toBe(true)
    expect(Value.Check(schema, { a: 1.5, b: 'x' })).toBe(false)
    expect(Value.Check(schema, { a: 1 })).toBe(false)
    expect(Value.Check(schema, { b: 'x', c: 1 })).toBe(false)
  })
})
