import { Type } from '@fastify/type-provider-typebox'
import { fail } from '../../errors/catalogue.ts'
import type { Rule } from '../../model/rule.ts'
import type { Api, ApiContext } from '../context.ts'
import { nearestOf } from '../names.ts'
import { anyJson, nameParameter, oneOf, problems, strict } from '../schemas/common.ts'

const tags = ['rules']

const RuleSchema = Type.Object({
  id: Type.String(),
  kind: Type.String({ description: 'A kind of resource, or `*`.' }),
  at: Type.String({ description: 'The unit that it judges, as a pointer.' }),
  on: oneOf(['change', 'each'], 'Whether it judges only what differs.'),
  side: oneOf(['candidate', 'baseline', 'both']),
  relation: Type.String(),
  with: Type.Optional(anyJson),
  when: Type.Optional(Type.String()),
  unless: Type.Optional(Type.String()),
  severity: Type.Unsafe<unknown>({ description: 'A word, or cases.' }),
  dimension: Type.String(),
  title: Type.String(),
  why: Type.String(),
  remedy: Type.String(),
  references: Type.Array(Type.String()),
  off: Type.Optional(Type.Boolean({ description: 'It judges only where it is switched on.' })),
  parameters: Type.Optional(Type.Unsafe<unknown>({ type: 'object', additionalProperties: true })),
  where: Type.Optional(Type.String({ description: 'Where it is written: `rules/database.yaml:12:5`.' })),
})

/** What counts as drift. The ids of rules have a slash, so the rest of the address is one. */
export function addRules(api: Api, { parts }: ApiContext): void {
  const byId = new Map(parts.rules.map((rule) => [rule.id, rule]))

  api.get(
    '/v1/rules',
    {
      config: { scope: 'read' },
      schema: {
        tags,
        summary: 'List the rules',
        response: { 200: Type.Object({ items: Type.Array(RuleSchema) }), ...problems },
      },
    },
    async () => ({ items: parts.rules.map(told) }),
  )

  api.get(
    '/v1/rules/*',
    {
      config: { scope: 'read' },
      schema: {
        tags,
        summary: 'One rule',
        params: Type.Object({ '*': nameParameter('The id of a rule: `database/parameter-drift`.') }, strict),
        response: { 200: RuleSchema, ...problems },
      },
    },
    async ({ params }) => {
      const id = params['*']
      const rule = byId.get(id)
      if (rule === undefined) throw fail('api-not-found', { what: `rule "${id}"`, nearest: nearestOf(id, byId.keys()) })
      return told(rule)
    },
  )
}

function told({ references, ...rule }: Rule) {
  return { ...rule, references: [...references] }
}
