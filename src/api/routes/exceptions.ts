import { Type } from '@fastify/type-provider-typebox'
import { fail } from '../../errors/catalogue.ts'
import type { ExceptionRecord } from '../../model/exception.ts'
import type { Api, ApiContext } from '../context.ts'
import { anyJson, idParams, moment, nameParameter, oneOf, problems, strict } from '../schemas/common.ts'

const tags = ['exceptions']
const text = (description: string) => Type.Optional(Type.String({ minLength: 1, maxLength: 300, description }))
const kinds = ['temporary', 'structural'] as const

const ExceptionSchema = Type.Object({
  id: Type.String(),
  kind: oneOf(kinds, 'A temporary one expires, a structural one is reviewed.'),
  selector: Type.Object({
    rule: Type.Optional(Type.String()),
    kind: Type.Optional(Type.String()),
    resource: Type.Optional(Type.String()),
    at: Type.Optional(Type.String()),
    service: Type.Optional(Type.String()),
    finding: Type.Optional(Type.String()),
  }),
  reason: Type.String(),
  owner: Type.String(),
  until: Type.String({ description: 'The day it ends, or is due for review.' }),
  windows: Type.Optional(
    Type.Array(
      Type.Object({
        days: Type.Array(Type.String()),
        from: Type.Integer({ description: 'Minutes after midnight.' }),
        to: Type.Integer(),
        zone: Type.String(),
      }),
    ),
  ),
  pin: Type.Optional(
    Type.Object({
      candidate: Type.Optional(anyJson),
      baseline: Type.Optional(anyJson),
      key: Type.Optional(Type.String()),
    }),
  ),
  where: Type.String({ description: '`exceptions.yaml:12`, or that it was made through the API.' }),
  origin: oneOf(['file', 'api'], 'Where it is kept, and is to be changed.'),
  comparison: Type.Optional(Type.String({ description: 'The comparison that it holds in; absent: all.' })),
  createdBy: Type.Optional(Type.String()),
  createdAt: Type.Optional(moment),
})

const Asked = Type.Object(
  {
    id: text('A word for it; else one is made.'),
    comparison: Type.Optional(nameParameter('Only in this comparison.')),
    kind: oneOf(kinds),
    rule: text('The id of a rule; `*` stands for anything, here and below.'),
    kindOfResource: text('A kind of resource.'),
    resource: text('The name or id of a resource.'),
    at: text('A pointer into its attributes.'),
    service: text('A service.'),
    finding: text('The id of a finding.'),
    reason: Type.String({ minLength: 1, maxLength: 2000 }),
    owner: Type.String({ minLength: 1, maxLength: 300 }),
    until: text('A day: `2026-12-31`; else 30 days, or 180 to the review.'),
  },
  strict,
)

/** Differences that are wanted: those of files are only shown, those made here can be removed here. */
export function addExceptions(api: Api, { parts, names }: ApiContext): void {
  const { store, exceptions, clock } = parts

  api.get(
    '/v1/exceptions',
    {
      config: { scope: 'read' },
      schema: {
        tags,
        summary: 'List the exceptions in force, of files and of the API',
        response: { 200: Type.Object({ items: Type.Array(ExceptionSchema) }), ...problems },
      },
    },
    async () => {
      const stored = await store.exceptions.list()
      return {
        items: [
          ...exceptions.map((record) => ({ ...told(record), origin: 'file' as const })),
          ...stored.map(({ record, comparison, createdBy, createdAt }) => ({
            ...told(record),
            origin: 'api' as const,
            ...(comparison === undefined ? {} : { comparison }),
            createdBy,
            createdAt,
          })),
        ],
      }
    },
  )

  api.post(
    '/v1/exceptions',
    {
      config: { scope: 'write' },
      schema: {
        tags,
        summary: 'Except a difference',
        description: 'It holds from the next assessment on.',
        body: Asked,
        response: { 201: ExceptionSchema, ...problems },
      },
    },
    async ({ body, actor }, reply) => {
      const comparison = body.comparison === undefined ? undefined : names.comparison(body.comparison).name
      const record = parts.exceptionOf(body, actor.name)
      const of = comparison === undefined ? {} : { comparison }
      const stored = { record, ...of, createdBy: actor.name, createdAt: clock.now().toISOString() }
      await store.exceptions.add(stored)
      const { createdBy, createdAt } = stored
      return reply
        .code(201)
        .header('location', `/v1/exceptions/${encodeURIComponent(record.id)}`)
        .send({ ...told(record), origin: 'api' as const, ...of, createdBy, createdAt })
    },
  )

  api.delete(
    '/v1/exceptions/:id',
    {
      config: { scope: 'write' },
      schema: {
        tags,
        summary: 'Remove an exception that was made through the API',
        params: idParams('The id of an exception.'),
        response: { 204: Type.Null({ description: 'It is gone.' }), ...problems },
      },
    },
    async ({ params: { id }, actor }, reply) => {
      if (!(await store.exceptions.remove(id, actor.name, clock.now()))) {
        const ofFile = exceptions.find((one) => one.id === id)
        if (ofFile !== undefined) throw fail('api-exception-of-file', { id, where: ofFile.where })
        throw fail('api-not-found', { what: 'such exception' })
      }
      return reply.code(204).send(null)
    },
  )
}

function told({ windows, pin, ...record }: ExceptionRecord) {
  return {
    ...record,
    ...(windows === undefined ? {} : { windows: windows.map((one) => ({ ...one, days: [...one.days] })) }),
    ...(pin === undefined ? {} : { pin }),
  }
}
