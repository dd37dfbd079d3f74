import { Type } from '@fastify/type-provider-typebox'
import { fail } from '../../errors/catalogue.ts'
import type { Api, ApiContext } from '../context.ts'
import type { ApiComparison } from '../contract.ts'
import { CoverageWord, Drift, Score } from '../schemas/assessments.ts'
import { anyObject, moment, nameParameter, problems, strict } from '../schemas/common.ts'

const tags = ['comparisons']
const params = Type.Object({ name: nameParameter('`staging..production`') }, strict)

const ComparisonSchema = Type.Object({
  name: Type.String(),
  candidate: Type.String(),
  baseline: Type.String(),
  profile: Type.String(),
  schedule: Type.Optional(Type.String({ description: 'Cron: five fields.' })),
  timeZone: Type.Optional(Type.String({ description: 'The IANA zone that the schedule is read in.' })),
  nextRun: Type.Optional(moment),
  standing: Type.Optional(
    Type.Object(
      {
        assessment: Type.String(),
        assessedAt: moment,
        readAt: moment,
        drift: Drift,
        coverage: CoverageWord,
        score: Score,
      },
      { description: 'By the last assessment that is done; absent: never assessed.' },
    ),
  ),
})

const PairSchema = Type.Object({
  kind: Type.String(),
  twin: Type.String({ description: 'The id of its twin, of which the ids of findings are made.' }),
  name: Type.String({ description: 'The canonical name when it was last seen.' }),
  candidate: Type.Array(Type.String()),
  baseline: Type.Array(Type.String()),
  method: Type.String({ description: 'How it was found at first.' }),
  confidence: Type.Number({ description: '0 to 1.' }),
})

/** Which environments are compared, and how they stand. */
export function addComparisons(api: Api, { parts, names }: ApiContext): void {
  const { store, jobs } = parts

  const told = async (comparison: ApiComparison) => {
    const [nextRun, last] = await Promise.all([
      jobs.nextRun(comparison.name),
      store.assessments.latest(comparison.name),
    ])
    const { outcome } = last ?? {}
    return {
      ...comparison,
      ...(nextRun === undefined ? {} : { nextRun }),
      ...(last === undefined || outcome === undefined
        ? {}
        : { standing: { ...outcome, assessment: last.id, assessedAt: last.endedAt ?? outcome.readAt } }),
    }
  }

  api.get(
    '/v1/comparisons',
    {
      config: { scope: 'read' },
      schema: {
        tags,
        summary: 'List the comparisons of the configuration',
        response: { 200: Type.Object({ items: Type.Array(ComparisonSchema) }), ...problems },
      },
    },
    async () => ({ items: await Promise.all(parts.comparisons.map(told)) }),
  )

  api.get(
    '/v1/comparisons/:name',
    {
      config: { scope: 'read' },
      schema: { tags, summary: 'One comparison', params, response: { 200: ComparisonSchema, ...problems } },
    },
    async (request) => told(names.comparison(request.params.name)),
  )

  api.get(
    '/v1/comparisons/:name/pairs',
    {
      config: { scope: 'read' },
      schema: {
        tags,
        summary: 'The pairs that the next assessment takes up',
        description: 'By kind and twin. A pair stands while both of its resources do, whatever they are called by now.',
        params,
        response: { 200: Type.Object({ items: Type.Array(PairSchema) }), ...problems },
      },
    },
    async (request) => {
      const { name } = names.comparison(request.params.name)
      const pairs = await store.assessments.carried(name)
      return {
        items: pairs.map(({ candidate, baseline, ...pair }) => ({
          ...pair,
          candidate: [...candidate],
          baseline: [...baseline],
        })),
      }
    },
  )

  api.get(
    '/v1/comparisons/:name/report',
    {
      config: { scope: 'read' },
      schema: {
        tags,
        summary: 'The last assessment as a report',
        params,
        response: { 200: anyObject('The document of `evenkeel check --format json`.'), ...problems },
      },
    },
    async (request, reply) => {
      const { name } = names.comparison(request.params.name)
      const document = await store.assessments.document(name)
      if (document === undefined) throw fail('api-not-assessed', { comparison: name })
      return reply.type('application/json; charset=utf-8').send(JSON.stringify(parts.document(document)))
    },
  )
}
