import { Type } from '@fastify/type-provider-typebox'
import { fail } from '../../errors/catalogue.ts'
import type { Api, ApiContext } from '../context.ts'
import { moment, nameParameter, problems, strict } from '../schemas/common.ts'

const tags = ['environments']

const place = {
  collector: Type.String(),
  scope: Type.String({ description: 'Where it looked: `111111111111/eu-west-1`.' }),
  kind: Type.String(),
  before: Type.Integer({ description: 'How many there were.' }),
  gone: Type.Integer({ description: 'How many of them were not seen.' }),
}
const acceptance = { by: Type.String({ description: 'The name of the token.' }), at: moment, reason: Type.String() }

const SuspectSchema = Type.Object({
  ...place,
  since: Type.String({ format: 'date-time', description: 'When the reading began that is not believed.' }),
  accepted: Type.Optional(Type.Object(acceptance)),
})

/** Readings in which too much was gone at once, and what people say to them. */
export function addSuspects(api: Api, { parts, names }: ApiContext): void {
  const { store, jobs, clock } = parts
  const params = Type.Object({ name: nameParameter('The name of an environment.') }, strict)

  api.get(
    '/v1/environments/:name/suspects',
    {
      config: { scope: 'read' },
      schema: {
        tags,
        summary: 'Where too much was gone at once, and what was taken for true before',
        params,
        response: {
          200: Type.Object({
            items: Type.Array(SuspectSchema, { description: 'Not believed yet.' }),
            accepted: Type.Array(Type.Object({ ...place, ...acceptance }), { description: 'Newest first.' }),
          }),
          ...problems,
        },
      },
    },
    async (request) => {
      const environment = await names.environment(request.params.name)
      const items = await store.snapshots.suspects(environment)
      return { items: [...items], accepted: [...(await store.snapshots.acceptances(environment))] }
    },
  )

  api.post(
    '/v1/environments/:name/suspects/accept',
    {
      config: { scope: 'write' },
      schema: {
        tags,
        summary: 'Say that what is gone is gone',
        description:
          'Keeps who said so, believes the next complete reading of these places, and asks for it at once: an assessment of each comparison of the environment.',
        params,
        body: Type.Object(
          { reason: Type.String({ minLength: 1, maxLength: 500, pattern: '\\S', description: 'Why it is true.' }) },
          strict,
        ),
        response: {
          202: Type.Object({
            items: Type.Array(SuspectSchema),
            assessments: Type.Array(Type.String({ description: 'The id of one that was asked for.' })),
          }),
          ...problems,
        },
      },
    },
    async ({ params: { name }, body, actor }, reply) => {
      const environment = await names.environment(name)
      const at = clock.now().toISOString()
      const items = await store.snapshots.accept(environment, { by: actor.name, at, reason: body.reason.trim() })
      if (items.length === 0) throw fail('api-nothing-suspect', { environment })
      const own = parts.comparisons.filter((one) => one.candidate === environment || one.baseline === environment)
      const asked = await Promise.all(own.map((one) => jobs.assess(one.name, actor.name)))
      return reply.code(202).send({ items: [...items], assessments: asked.map(({ assessment }) => assessment.id) })
    },
  )
}
