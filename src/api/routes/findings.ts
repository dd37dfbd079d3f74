import { Type } from '@fastify/type-provider-typebox'
import { fail } from '../../errors/catalogue.ts'
import { dimensions } from '../../model/dimension.ts'
import { findingStatuses } from '../../model/finding.ts'
import type { CausePlace } from '../../model/finding.ts'
import type { LiveFinding } from '../../model/live-finding.ts'
import { severities } from '../../model/severity.ts'
import type { Api, ApiContext } from '../context.ts'
import { idParams, listOf, nameParameter, oneOf, pageOf, pageQuery, problems, strict } from '../schemas/common.ts'
import { EventSchema, FindingSchema } from '../schemas/findings.ts'

const tags = ['findings']
const params = idParams('The id of a finding.')
const some = <const T extends string>(values: readonly T[], what: string) =>
  Type.Optional(
    Type.Array(oneOf(values), { maxItems: values.length, description: `${what}; may be given several times.` }),
  )
const text = (description: string) => Type.Optional(Type.String({ minLength: 1, maxLength: 300, description }))

const filters = {
  comparison: Type.Optional(nameParameter('`staging..production`')),
  status: some(findingStatuses, 'Where it stands'),
  severity: some(severities, 'How bad it is'),
  dimension: some(dimensions, 'The dimension of parity'),
  rule: text('The id of a rule.'),
  service: text('The service that the resource belongs to.'),
  owner: text('The team that it belongs to.'),
  kind: text('The kind of resource.'),
  resource: text('Part of the name of the resource, any case.'),
}

/** What differs and matters, and what became of it. */
export function addFindings(api: Api, { parts, names }: ApiContext): void {
  const { findings } = parts.store
  const absent = (): Error => fail('api-not-found', { what: 'such finding' })

  api.get(
    '/v1/findings',
    {
      config: { scope: 'read' },
      schema: {
        tags,
        summary: 'List findings, worst first',
        querystring: Type.Object({ ...filters, ...pageQuery }, strict),
        response: {
          200: Type.Object({
            ...listOf(FindingSchema).properties,
            total: Type.Integer({ description: 'How many the filters leave, on all pages.' }),
          }),
          ...problems,
        },
      },
    },
    async ({ query }) => {
      const { limit: _limit, cursor: _cursor, comparison, ...filter } = query
      const of = comparison === undefined ? {} : { comparison: names.comparison(comparison).name }
      const page = await findings.list({ ...filter, ...of }, pageOf(query))
      const { next, total } = page
      return { items: page.findings.map(told), ...(next === undefined ? {} : { next }), total }
    },
  )

  api.get(
    '/v1/findings/:id',
    {
      config: { scope: 'read' },
      schema: {
        tags,
        summary: 'One finding with its history, oldest first',
        params,
        response: { 200: Type.Object({ ...FindingSchema.properties, events: Type.Array(EventSchema) }), ...problems },
      },
    },
    async ({ params: { id } }) => {
      const finding = await findings.get(id)
      if (finding === undefined) throw absent()
      return { ...told(finding), events: [...(await findings.events(id))] }
    },
  )

  api.post(
    '/v1/findings/:id/acknowledgement',
    {
      config: { scope: 'write' },
      schema: {
        tags,
        summary: 'Say that somebody sees to a finding',
        description: 'It still counts, and is not told again until it gets worse. Who: the name of the token.',
        params,
        body: Type.Optional(
          Type.Object({ note: Type.Optional(Type.String({ minLength: 1, maxLength: 1000 })) }, strict),
        ),
        response: { 200: FindingSchema, ...problems },
      },
    },
    async ({ params: { id }, body, actor }) => {
      const finding = await findings.acknowledge(id, actor.name, parts.clock.now(), body?.note)
      if (finding === undefined) throw absent()
      return told(finding)
    },
  )

  api.delete(
    '/v1/findings/:id/acknowledgement',
    {
      config: { scope: 'write' },
      schema: { tags, summary: 'Take an acknowledgement back', params, response: { 200: FindingSchema, ...problems } },
    },
    async ({ params: { id }, actor }) => {
      const finding = await findings.unacknowledge(id, actor.name, parts.clock.now())
      if (finding === undefined) throw absent()
      return told(finding)
    },
  )
}

/** One of the resources on which one cause shows. */
function placeOf({ finding, resource, service, owner, unseen }: CausePlace) {
  const where = resource.candidate ?? resource.baseline
  return {
    name: where?.name ?? resource.name,
    id: where?.id ?? '',
    finding,
    ...(service === undefined ? {} : { service }),
    ...(owner === undefined ? {} : { owner }),
    ...(unseen === undefined ? {} : { unseen }),
  }
}

/** A finding and what the service remembers of it, as one object. */
function told(live: LiveFinding) {
  const { finding, comparison, status, cause, stale, openedAt, changedAt, resolvedAt, reopened, acknowledged } = live
  const { lapsed, places, twins, users = [], ...rest } = finding
  return {
    ...rest,
    places: twins === undefined ? [...places] : [...twins.map(placeOf), ...users],
    comparison,
    status,
    cause,
    stale,
    openedAt,
    changedAt,
    reopened,
    ...(lapsed === undefined ? {} : { lapsed: [...lapsed] }),
    ...(resolvedAt === undefined ? {} : { resolvedAt }),
    ...(acknowledged === undefined ? {} : { acknowledged }),
  }
}
