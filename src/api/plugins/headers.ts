import helmet from '@fastify/helmet'
import fastify from 'fastify'
import type { Api } from '../context.ts'

/** What a page of ours may load: nothing, but where its route says otherwise. */
const nothing = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** The interface to try the API out: its own scripts, and styles that it makes as it goes. */
export const uiPolicy = `${nothing}; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'`

/** A report as a page: its own styles and pictures, nothing from anywhere, no script. */
export const reportPolicy = `${nothing}; style-src 'unsafe-inline'; img-src data:`

/**
 * Headers for browsers. They are the same for every answer, and so helmet is asked for them once: it would make them anew for each request,
 * which takes longer than all else that a gate's answer takes. TLS, and with it HSTS, is the business of whatever stands in front.
 */
export async function addHeaders(api: Api): Promise<void> {
  // Answers hold what is private to whoever asked. A route may say otherwise of any of these.
  const headers = { ...(await headersOfHelmet()), 'cache-control': 'no-store' }
  api.addHook('onRequest', (_request, reply, done) => {
    reply.headers(headers)
    done()
  })
}

async function headersOfHelmet(): Promise<Record<string, string>> {
  const scratch = fastify()
  await scratch.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], baseUri: ["'none'"], formAction: ["'none'"], frameAncestors: ["'none'"] },
    },
    strictTransportSecurity: false,
    crossOriginResourcePolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'no-referrer' },
  })
  let made: Record<string, string> = {}
  scratch.get('/', (_request, reply) => {
    made = Object.fromEntries(Object.entries(reply.raw.getHeaders()).map(([name, value]) => [name, String(value)]))
    return reply.send()
  })
  await scratch.inject('/')
  await scratch.close()
  return made
}
