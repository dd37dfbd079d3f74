import { Type } from '@fastify/type-provider-typebox'
import type { Api, ApiContext } from '../context.ts'
import { listOf, moment, nameParameter, pageOf, pageQuery, problems, strict } from '../schemas/common.ts'

const tags = ['environments']

const EnvironmentSchema = Type.Object({
  name: Type.String(),
  configured: Type.Boolean({ description: 'False: only known by snapshots that were sent.' }),
  aliases: Type.Array(Type.String()),
  sources: Type.Array(Type.String({ description: 'A family of sources: `aws`.' })),
  snapshot: Type.Optional(
    Type.Object(
      {
        seq: Type.Integer(),
        publishedAt: moment,
        readAt: moment,
        resources: Type.Integer(),
      },
      { description: 'The last one; absent: never read.' },
    ),
  ),
})

export const SnapshotSchema = Type.Object({
  environment: Type.String(),
  seq: Type.Integer(),
  publishedAt: Type.String({ description: 'Since when the environment is as it says.' }),
  readAt: Type.String({ description: 'When it was last found to be so.' }),
  keyId: Type.String({ description: 'The key that its fingerprints of secrets were made with.' }),
})

/** What was read. */
export function addEnvironments(api: Api, { parts, names }: ApiContext): void {
  const { store, environments } = parts

  api.get(
    '/v1/environments',
    {
      config: { scope: 'read' },
      schema: {
        tags,
        summary: 'List the environments, and when each was read',
        response: { 200: Type.Object({ items: Type.Array(EnvironmentSchema) }), ...problems },
      },
    },
    async () => {
      const states = new Map((await store.snapshots.environments()).map(({ name, ...state }) => [name, state]))
      const configured = environments.map(({ name, aliases, sources }) => ({
        name,
        configured: true,
        aliases: [...aliases],
        sources: [...sources],
      }))
      const known = new Set(configured.map(({ name }) => name))
      const sent = [...states.keys()].filter((name) => !known.has(name))
      const others = sent.map((name) => ({ name, configured: false, aliases: [], sources: [] }))
      return {
        items: [...configured, ...others].map((one) => {
          const snapshot = states.get(one.name)
          return { ...one, ...(snapshot === undefined ? {} : { snapshot }) }
        }),
      }
    },
  )

  api.get(
    '/v1/environments/:name/snapshots',
    {
      config: { scope: 'read' },
      schema: {
        tags,
        summary: 'List the snapshots of an environment, newest first',
        params: Type.Object({ name: nameParameter('The name of an environment.') }, strict),
        querystring: Type.Object(pageQuery, strict),
        response: { 200: listOf(SnapshotSchema), ...problems },
      },
    },
    async ({ params, query }) => {
      const environment = await names.environment(params.name)
      const { items, next } = await store.snapshots.list(environment, pageOf(query))
      return { items: [...items], ...(next === undefined ? {} : { next }) }
    },
  )
}
