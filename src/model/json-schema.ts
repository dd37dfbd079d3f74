import type { TSchema } from 'typebox'
import { Type } from './schema.ts'
import type { Field, Shape } from './field.ts'
import type { Kind } from './kind.ts'

/** The JSON Schema of a kind's attributes: every field optional, no field unknown. */
export function attributesSchema(kind: Kind): TSchema {
  return shapeSchema(kind.fields, { $id: `evenkeel:kind/${kind.id}`, title: kind.title, description: kind.doc })
}

function shapeSchema(shape: Shape, options: Record<string, unknown>): TSchema {
  const properties = Object.entries(shape).map(([name, field]) => [name, Type.Optional(fieldSchema(field))] as const)
  return Type.Object(Object.fromEntries(properties), { additionalProperties: false, ...options })
}

function fieldSchema(field: Field): TSchema {
  const description = field.doc
  switch (field.form) {
    case 'exact':
      if (field.type === 'number') return Type.Number({ description })
      return field.type === 'boolean' ? Type.Boolean({ description }) : Type.String({ description })
    case 'quantity':
      return Type.Number({ description: `${description} Unit: ${field.unit}.` })
    case 'instant':
      return Type.String({ description, pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z$' })
    case 'secret':
      return Type.Object({ keyId: Type.String(), hmac: Type.String() }, { description, additionalProperties: false })
    case 'record':
      return shapeSchema(field.of, { description })
    case 'keyed':
      return Type.Array(shapeSchema(field.of, {}), { description: `${description} Key: ${field.by.join(', ')}.` })
    case 'set':
    case 'ordered':
      return Type.Array(fieldSchema(field.of), { description })
    default:
      return Type.String({ description })
  }
}
