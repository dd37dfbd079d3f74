import type { FastifySchemaCompiler } from 'fastify'
import { Compile } from 'typebox/compile'
import type { TSchema } from 'typebox'

type Values = Readonly<Record<string, unknown>>

/**
 * Checks what requests bring. What an address or a query brings is text: it becomes the number, truth value or list that the schema
 * wants, where it is one in its usual writing, and stays text otherwise, which the check then refuses. A body is never changed.
 *
 * Not typebox's own conversion: that makes a regular expression for each property of each request, and cannot stand one called `*`.
 */
export const validatorCompiler: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const check = Compile(schema)
  const convert = httpPart === 'body' ? (value: unknown) => value : converterOf(schema)
  return (given: unknown) => {
    const value = convert(given)
    if (!check.Check(value)) return { error: check.Errors(value) as unknown as Error }
    // A filter may ask for any text; names and what is kept may not have what a text column refuses.
    const wrong = httpPart === 'querystring' ? undefined : placeOfNul(value, '')
    return wrong === undefined ? { value } : { error: [nulAt(wrong)] as unknown as Error }
  }
}

/** The pointer to a text with a NUL; undefined where there is none. What passed the check is no deeper than its schema. */
function placeOfNul(value: unknown, at: string): string | undefined {
  if (typeof value === 'string') return value.includes('\0') ? at : undefined
  if (typeof value !== 'object' || value === null) return undefined
  for (const [name, one] of Object.entries(value)) {
    const place = placeOfNul(one, `${at}/${name}`)
    if (place !== undefined) return place
  }
  return undefined
}

function nulAt(instancePath: string): object {
  return { keyword: 'pattern', instancePath, params: {}, message: 'must not have the character NUL' }
}

function converterOf(schema: TSchema): (value: unknown) => unknown {
  const { properties = {} } = schema as TSchema & { readonly properties?: Readonly<Record<string, Values>> }
  const converters = Object.entries(properties).flatMap(([name, of]) => {
    const convert = valueConverterOf(of)
    return convert === undefined ? [] : [[name, convert] as const]
  })
  if (converters.length === 0) return (value) => value
  return (value) => {
    if (typeof value !== 'object' || value === null) return value
    const converted: Record<string, unknown> = { ...value }
    for (const [name, convert] of converters)
      if (Object.hasOwn(converted, name)) converted[name] = convert(converted[name])
    return converted
  }
}

function valueConverterOf({ type }: Values): ((value: unknown) => unknown) | undefined {
  if (type === 'integer')
    return (value) => (typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value)
  if (type === 'boolean') return (value) => (value === 'true' ? true : value === 'false' ? false : value)
  if (type === 'array') return (value) => (typeof value === 'string' ? [value] : value)
  return undefined
}
