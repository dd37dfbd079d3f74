import { Type } from '@fastify/type-provider-typebox'
import type { TSchema } from '@fastify/type-provider-typebox'
import type { Json } from '../../model/json.ts'

export const strict = { additionalProperties: false } as const

/** One of some words. */
export const oneOf = <const T extends string>(values: readonly T[], description?: string) =>
  Type.Unsafe<T>({ type: 'string', enum: [...values], ...(description === undefined ? {} : { description }) })

/** Any JSON. */
export const anyJson = Type.Unsafe<Json>({ description: 'Any JSON value.' })

/** A JSON object that another page describes: sent as it is. */
export const anyObject = (description: string) =>
  Type.Unsafe<unknown>({ type: 'object', additionalProperties: true, description })

export const moment = Type.String({ description: 'ISO 8601, UTC.' })

/** A text that may be absent as null. */
export const orNull = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])

const Problem = Type.Object(
  {
    type: Type.String({ description: 'Where the code is explained.' }),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String({ description: 'What happened: one sentence.' }),
    code: Type.String({ description: 'A code of the catalogue of errors.' }),
    remedy: Type.String({ description: 'How to mend it: one sentence.' }),
    instance: Type.String(),
    problems: Type.Optional(
      Type.Array(Type.Object({ code: Type.String(), detail: Type.String(), remedy: Type.String() })),
    ),
  },
  { description: 'A problem document (RFC 9457).' },
)

const problem = { description: 'What went wrong.', content: { 'application/problem+json': { schema: Problem } } }

/** Every answer that a route may give when it goes wrong. */
export const problems = { '4xx': problem, '5xx': problem } as const

/** Which part of a long list is asked for. */
export const pageQuery = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50, description: 'How many at most.' })),
  cursor: Type.Optional(Type.String({ maxLength: 1000, description: 'The `next` of the part before.' })),
}

/** The page that a query asks for. */
export function pageOf(query: { readonly limit?: number; readonly cursor?: string }): {
  readonly limit: number
  readonly after?: string
} {
  return { limit: query.limit ?? 50, ...(query.cursor === undefined ? {} : { after: query.cursor }) }
}

/** A part of a long list. */
export const listOf = <T extends TSchema>(items: T) =>
  Type.Object({
    items: Type.Array(items),
    next: Type.Optional(Type.String({ description: 'What `cursor` takes to go on; absent: this was the last part.' })),
  })

/** What is named in an address. */
export const nameParameter = (description: string) => Type.String({ minLength: 1, maxLength: 300, description })

export const idParams = (description: string) => Type.Object({ id: nameParameter(description) }, strict)
