import fc from 'fast-check'
import { Type, type TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { stringify } from 'yaml'
import { describe, expect, it } from 'vitest'
import { checkTree } from '../../src/config/check-tree.ts'
import { readYaml } from '../../src/config/read-yaml.ts'
import { configSchema } from '../../src/config/schema.ts'
import { plain } from '../../src/config/tree.ts'
import { families } from './support.ts'

const schemas: readonly TSchema[] = [
  Type.Object(
    { a: Type.String({ minLength: 1 }), b: Type.Optional(Type.Array(Type.Integer({ minimum: 1 }))) },
    { additionalProperties: false },
  ),
  Type.Record(
    Type.String({ pattern: '^[a-c]+$' }),
    Type.Union([Type.String(), Type.Array(Type.String(), { minItems: 1 })]),
    { maxProperties: 2 },
  ),
  Type.Union([Type.Literal('x'), Type.Literal(3), Type.Array(Type.Boolean(), { uniqueItems: true })]),
  Type.Array(
    Type.Union([Type.Null(), Type.Number({ exclusiveMinimum: 0, maximum: 5 }), Type.Object({ a: Type.Boolean() })]),
  ),
  Type.Object({ a: Type.Optional(Type.Unknown()) }),
]

const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom('', 'x', 'a', 'abc', '3', 'true'),
    fc.constantFrom(-1, 0, 1, 2.5, 3, 7),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('any'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c', 'zz'), tie('any'), { maxKeys: 3 }),
  ),
})).any

describe('checkTree', () => {
  it('finds something exactly where the schema library does', () => {
    fc.assert(
      fc.property(fc.constantFrom(...schemas), value, (schema, given) => {
        const reading = readYaml('x.yaml', stringify(given))
        // An empty text or null alone is an empty file: said before any schema.
        fc.pre(reading.tree !== undefined)
        expect(plain(reading.tree)).toEqual(given)
        expect(checkTree(schema, reading.tree).length === 0).toBe(Value.Check(schema, given))
      }),
      { numRuns: 2000 },
    )
  })

  it('refuses a schema that it does not understand, rather than letting everything through', () => {
    const reading = readYaml('x.yaml', 'a: 1')
    if (reading.tree === undefined) throw new Error('not read')
    const { tree } = reading
    expect(() => checkTree(Type.Object({ a: Type.Number({ multipleOf: 2 }) }), tree)).toThrow('multipleOf')
  })

  it('refuses a family whose settings are no object', () => {
    expect(() => configSchema(new Map([['odd', Type.String()]]))).toThrow('the settings of odd are no object')
    expect(() => configSchema(families)).not.toThrow()
  })
})
