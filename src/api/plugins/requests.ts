import { EvenkeelError, fail } from '../../errors/catalogue.ts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Log } from '../../platform/log.ts'
import { nearestOf } from '../names.ts'
import { tokenInText } from '../tokens/token-text.ts'
import type { Api, ApiContext } from '../context.ts'
import { problemOf, problemType } from './problem.ts'

/**
 * What holds for every request: its id, one line in the log, problem documents for whatever goes wrong, and no token in an
 * address. The log has the pattern of the route, never the address, whose query may hold anything.
 */
export function addRequests(api: Api, { parts }: ApiContext): void {
  const { log } = parts
  const routes: { readonly method: string; readonly url: string; readonly match: RegExp }[] = []

  api.addHook('onRoute', ({ method, url, config, schema }) => {
    if (config?.scope === undefined && (schema as { hide?: boolean } | undefined)?.hide !== true)
      throw new Error(`The route ${url} says nothing of who may use it.`)
    for (const one of [method].flat()) routes.push({ method: one, url, match: matchOf(url) })
  })

  // Hooks of every request that wait for nothing are no promises: each would cost as much as what it does.
  api.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id)
    done(tokenInText.test(request.url) ? fail('api-token-in-url', {}) : undefined)
  })

  api.addHook('onResponse', (request, reply, done) => {
    log?.debug('request', {
      request: request.id,
      method: request.method,
      route: request.routeOptions.url ?? '(none)',
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
      by: request.actor?.name,
    })
    done()
  })

  api.setErrorHandler((error, request, reply) => sendProblem(error, request, reply, log))

  api.setNotFoundHandler((request, reply) => {
    const path = request.url.replace(/\?.*$/s, '')
    const methods = new Set(routes.filter(({ match }) => match.test(path)).map(({ method }) => method))
    // A route that takes the method has no such file.
    if (methods.size > 0 && !methods.has(request.method)) {
      const allowed = [...methods].sort().join(', ')
      reply.header('allow', allowed)
      throw fail('api-method', { method: request.method, allowed })
    }
    const nearest = nearestOf(path, new Set(routes.map(({ url }) => url).filter((url) => !url.startsWith('/docs/'))))
    throw fail('api-no-route', { method: request.method, nearest })
  })
}

function matchOf(url: string): RegExp {
  const escaped = url
    .split('/')
    .map((part) => (part.startsWith(':') ? '[^/]+' : part === '*' ? '.*' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
  return new RegExp(`^${escaped.join('/')}$`)
}

/** Answers with the problem document of an error; one that is ours to mend is in the log too. */
export function sendProblem(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  log: Log | undefined,
): FastifyReply {
  const problem = problemOf(error, request.id)
  if (problem.status >= 500) {
    const facts = { request: request.id, method: request.method, route: request.routeOptions.url ?? '(none)' }
    log?.error('request failed', facts, error)
  }
  if (error instanceof EvenkeelError && (error.code === 'api-rate' || error.code === 'api-busy'))
    reply.header('retry-after', String(error.parameters['seconds'] ?? 1))
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer realm="evenkeel"')
  // As text: a route's own schema for its answers must not shape a problem.
  return reply.code(problem.status).type(problemType).header('cache-control', 'no-store').send(JSON.stringify(problem))
}
