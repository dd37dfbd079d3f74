import { Type } from '@fastify/type-provider-typebox'
import { fail } from '../../errors/catalogue.ts'
import type { AssessmentRow } from '../../store/contract/assessments.ts'
import type { Api, ApiContext } from '../context.ts'
import { eventsOf } from '../progress/events.ts'
import { AssessmentSchema } from '../schemas/assessments.ts'
import { idParams, listOf, nameParameter, pageOf, pageQuery, problems, strict } from '../schemas/common.ts'

const tags = ['assessments']
const params = idParams('The id of an assessment.')

/** Runs of a comparison: asked for, looked at, followed, cancelled. */
export function addAssessments(api: Api, { parts, names, watch }: ApiContext): void {
  const { store, jobs } = parts

  const found = async (id: string): Promise<AssessmentRow> => {
    const assessment = await store.assessments.get(id)
    if (assessment === undefined) throw fail('api-not-found', { what: 'such assessment' })
    return assessment
  }

  api.post(
    '/v1/assessments',
    {
      config: { scope: 'write' },
      schema: {
        tags,
        summary: 'Ask for an assessment, or join the one that is under way',
        body: Type.Object({ comparison: nameParameter('`staging..production`') }, strict),
        response: {
          202: Type.Object({
            ...AssessmentSchema.properties,
            joined: Type.Boolean({ description: 'It was under way already.' }),
          }),
          ...problems,
        },
      },
    },
    async (request, reply) => {
      const { name } = names.comparison(request.body.comparison)
      const { assessment, joined } = await jobs.assess(name, request.actor.name)
      return reply
        .code(202)
        .header('location', `/v1/assessments/${encodeURIComponent(assessment.id)}`)
        .send({ ...assessment, joined })
    },
  )

  api.get(
    '/v1/assessments',
    {
      config: { scope: 'read' },
      schema: {
        tags,
        summary: 'List assessments, newest first',
        querystring: Type.Object(
          { comparison: Type.Optional(nameParameter('Only of this comparison.')), ...pageQuery },
          strict,
        ),
        response: { 200: listOf(AssessmentSchema), ...problems },
      },
    },
    async ({ query }) => {
      const filter = query.comparison === undefined ? {} : { comparison: names.comparison(query.comparison).name }
      const { items, next } = await store.assessments.list(filter, pageOf(query))
      return { items: [...items], ...(next === undefined ? {} : { next }) }
    },
  )

  api.get(
    '/v1/assessments/:id',
    {
      config: { scope: 'read' },
      schema: { tags, summary: 'One assessment', params, response: { 200: AssessmentSchema, ...problems } },
    },
    async (request) => found(request.params.id),
  )

  api.get(
    '/v1/assessments/:id/events',
    {
      config: { scope: 'read' },
      schema: {
        tags,
        summary: 'Follow an assessment',
        description:
          'Server-sent events: `progress`, then `done`, `failed` or `cancelled`, and the end. `Last-Event-ID` spares what was heard.',
        params,
        response: {
          200: { description: 'The events.', content: { 'text/event-stream': { schema: Type.String() } } },
          ...problems,
        },
      },
    },
    async (request, reply) => {
      const { id } = await found(request.params.id)
      const last = request.headers['last-event-id']
      const stream = eventsOf(watch, id, typeof last === 'string' ? last : undefined)
      // Proxies would otherwise keep events until there are enough of them.
      return reply
        .type('text/event-stream')
        .header('x-accel-buffering', 'no')
        .send(stream as never)
    },
  )

  api.delete(
    '/v1/assessments/:id',
    {
      config: { scope: 'write' },
      schema: { tags, summary: 'Cancel an assessment', params, response: { 202: AssessmentSchema, ...problems } },
    },
    async (request, reply) => {
      const { id } = await found(request.params.id)
      const cancelled = await jobs.cancel(id)
      const now = await found(id)
      if (!cancelled) throw fail('api-assessment-ended', { id, state: now.state })
      return reply.code(202).send(now)
    },
  )
}
