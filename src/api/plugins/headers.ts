import helmet from '@fastify/helmet'
import type { Api } from '../context.ts'

/** What a page of ours may load: nothing, but where its route says otherwise. */
const nothing = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** The interface to try the API out: its own scripts, and styles that it makes as it goes. */
export const uiPolicy = `${nothing}; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'`

/** A report as a page: its own styles and pictures, nothing from anywhere, no script. */
export const reportPolicy = `${nothing}; style-src 'unsafe-inline'; img-src data:`

/** Headers for browsers. TLS, and with it HSTS, is the business of whatever stands in front. */
export async function addHeaders(api: Api): Promise<void> {
  await api.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], baseUri: ["'none'"], formAction: ["'none'"], frameAncestors: ["'none'"] },
    },
    strictTransportSecurity: false,
    crossOriginResourcePolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'no-referrer' },
  })
  // Answers hold what is private to whoever asked.
  api.addHook('onSend', async (_request, reply) => {
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
  })
}
