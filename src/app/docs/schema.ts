import { code } from './markdown.ts'

/** The parts of JSON Schema that our declarations use. */
interface Schema {
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
  readonly patternProperties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly description?: string
  readonly default?: unknown
}

/** One key of a mapping as the reference shows it. */
export interface Setting {
  /** `environments.<name>.accounts`. */
  readonly path: string
  readonly type: string
  readonly required: boolean
  readonly default: string
  readonly description: string
}

/** Every key of an object schema, outermost first, with the keys inside it. Keys of `skip` are not entered. */
export function settingsOf(schema: unknown, prefix = '', skip: readonly string[] = []): readonly Setting[] {
  const { properties = {}, required = [] } = schema as Schema
  return Object.entries(properties).flatMap(([name, property]) => {
    const path = prefix === '' ? name : `${prefix}.${name}`
    const own: Setting = {
      path,
      type: typeInWords(property),
      required: required.includes(name),
      default: property.default === undefined ? '' : code(shown(property.default)),
      description: property.description ?? '',
    }
    return [own, ...(skip.includes(path) ? [] : inside(property, path, skip))]
  })
}

function inside(schema: Schema, path: string, skip: readonly string[]): readonly Setting[] {
  if (schema.properties !== undefined) return settingsOf(schema, path, skip)
  const values = Object.values(schema.patternProperties ?? {})[0]
  if (values !== undefined) return inside(values, `${path}.<name>`, skip)
  if (schema.items !== undefined) return inside(schema.items, `${path}[]`, skip)
  return (schema.anyOf ?? []).flatMap((choice) => inside(choice, path, skip))
}

/** `text`, `list of text`, `` `user` or `all` ``: what a schema takes, in words. */
export function typeInWords(schema: unknown): string {
  const { const: constant, enum: choices, anyOf, items, type, patternProperties } = schema as Schema
  if (constant !== undefined) return code(shown(constant))
  if (choices !== undefined) return choices.map((choice) => code(shown(choice))).join(', ')
  if (anyOf !== undefined) return [...new Set(anyOf.map(typeInWords))].join(' or ')
  if (type === 'array') return `list of ${items === undefined ? 'anything' : typeInWords(items)}`
  const values = Object.values(patternProperties ?? {})[0]
  if (values !== undefined) return `mapping of names to ${typeInWords(values)}`
  if (type === 'object') return 'mapping'
  return type === undefined ? 'anything' : (words[type] ?? type)
}

const words: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'whole number',
  boolean: 'true or false',
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
