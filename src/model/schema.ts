import type { Type as TypeBox } from 'typebox'

/** The words of typebox that declarations use. */
type Words = Pick<
  typeof TypeBox,
  | 'Array'
  | 'Boolean'
  | 'Enum'
  | 'Integer'
  | 'Literal'
  | 'Null'
  | 'Number'
  | 'Object'
  | 'Optional'
  | 'Record'
  | 'String'
  | 'Union'
  | 'Unknown'
  | 'Unsafe'
>

type Schema = Readonly<Record<string, unknown>>
type Options = Schema | undefined

/** How typebox marks what an object need not have, so that its schemas and these can be mixed. It is in no document. */
const optional = '~optional'

/**
 * Makes JSON Schemas in typebox's words and with its types, without its 373 modules: they take longer to load than all of
 * ours, and a start needs no more of them than these few words. What they make is the same, which a test holds to typebox.
 */
export const Type = {
  Array: (items: Schema, options: Options) => ({ type: 'array', items, ...options }),
  Boolean: (options: Options) => ({ type: 'boolean', ...options }),
  Enum: (choices: readonly unknown[], options: Options) => ({ enum: choices, ...options }),
  Integer: (options: Options) => ({ type: 'integer', ...options }),
  Literal: (value: unknown, options: Options) => ({ type: typeof value, const: value, ...options }),
  Null: (options: Options) => ({ type: 'null', ...options }),
  Number: (options: Options) => ({ type: 'number', ...options }),
  Object: (properties: Readonly<Record<string, Schema>>, options: Options) => {
    const required = Object.keys(properties).filter((name) => !(optional in (properties[name] ?? {})))
    return { type: 'object', ...(required.length === 0 ? {} : { required }), properties, ...options }
  },
  /** A copy that an object need not have. */
  Optional: (schema: Schema) => Object.defineProperty({ ...schema }, optional, { value: true }),
  Record: (key: Schema, value: Schema, options: Options) => {
    const pattern = typeof key['pattern'] === 'string' ? key['pattern'] : '^.*$'
    return { type: 'object', patternProperties: { [pattern]: value }, ...options }
  },
  String: (options: Options) => ({ type: 'string', ...options }),
  Union: (anyOf: readonly Schema[], options: Options) => ({ anyOf, ...options }),
  Unknown: (options: Options) => ({ ...options }),
  Unsafe: (schema: Schema) => ({ ...schema }),
} as unknown as Words
