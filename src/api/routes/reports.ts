import { Type } from '@fastify/type-provider-typebox'
import { fail } from '../../errors/catalogue.ts'
import type { Api, ApiContext } from '../context.ts'
import { reportPolicy } from '../plugins/headers.ts'
import { nameParameter, oneOf, problems, strict } from '../schemas/common.ts'

/** The weekly parity report, for any seven days. */
export function addReports(api: Api, { parts, names }: ApiContext): void {
  api.get(
    '/v1/reports/weekly',
    {
      config: { scope: 'read' },
      schema: {
        tags: ['reports'],
        summary: 'The weekly parity report',
        querystring: Type.Object(
          {
            comparison: nameParameter('`staging..production`'),
            to: Type.Optional(
              Type.String({
                pattern: '^\\d{4}-\\d\\d-\\d\\d(T\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,3})?)?Z)?$',
                description: 'The end of the seven days: a day or a moment, UTC; else now.',
              }),
            ),
            format: Type.Optional(oneOf(['json', 'html', 'text'])),
          },
          strict,
        ),
        response: {
          200: {
            description: 'The report.',
            content: {
              'application/json': { schema: Type.Unsafe<unknown>({ type: 'object', additionalProperties: true }) },
              'text/html': { schema: Type.String() },
              'text/plain': { schema: Type.String() },
            },
          },
          ...problems,
        },
      },
    },
    async ({ query }, reply) => {
      const { name } = names.comparison(query.comparison)
      const to = query.to === undefined ? parts.clock.now() : new Date(query.to)
      if (Number.isNaN(to.getTime()))
        throw fail('api-parameter', { parameter: '"to"', where: 'of the query', problem: 'is no day that there is' })
      const report = await parts.jobs.weekly(name, to)
      if (query.format === undefined || query.format === 'json')
        return reply.type('application/json; charset=utf-8').send(JSON.stringify(report))
      const text = await parts.reportAs(report, query.format)
      if (query.format === 'text') return reply.type('text/plain; charset=utf-8').send(text)
      return reply.type('text/html; charset=utf-8').header('content-security-policy', reportPolicy).send(text)
    },
  )
}
