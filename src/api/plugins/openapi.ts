import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { ApiParts } from '../contract.ts'
import type { Api } from '../context.ts'
import { uiPolicy } from './headers.ts'

/** Groups of routes, in the order in which they are shown. */
const tags = [
  ['gate', 'May this be deployed?'],
  ['findings', 'What differs and matters, and what became of it.'],
  ['comparisons', 'Which environments are compared, and how they stand.'],
  ['assessments', 'Runs of a comparison.'],
  ['exceptions', 'Differences that are wanted.'],
  ['environments', 'What was read, and snapshots of it.'],
  ['rules', 'What counts as drift.'],
  ['reports', 'The weekly parity report.'],
  ['tokens', 'Who may ask.'],
  ['service', 'How the service itself is.'],
] as const

/** Describes the routes that are added after it: /openapi.json (OpenAPI 3.1), and /docs to try them out. */
export async function addOpenApi(api: Api, { version }: ApiParts): Promise<void> {
  await api.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Evenkeel',
        version,
        description:
          'Whether staging would have told you the truth. Errors are problem documents (RFC 9457) with a code of the catalogue; lists answer `items` and `next`, which goes back as `cursor`.',
      },
      tags: tags.map(([name, description]) => ({ name, description })),
      components: {
        securitySchemes: {
          token: { type: 'http', scheme: 'bearer', description: 'A token, as `evenkeel token create` prints it.' },
        },
      },
      security: [{ token: [] }],
    },
  })
  await api.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: uiPolicy,
    uiConfig: { persistAuthorization: false, tryItOutEnabled: true },
    theme: { title: 'Evenkeel API' },
  })
  api.get('/openapi.json', { schema: { hide: true }, config: { scope: 'open' } }, async () => api.swagger())
}
