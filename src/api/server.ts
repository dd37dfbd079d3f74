import fastify from 'fastify'
import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { Api, ApiContext } from './context.ts'
import type { ApiParts } from './contract.ts'
import { gateAnswersOf } from './gate/answers.ts'
import { gateLogOf } from './gate/log.ts'
import { verdictsOf } from './gate/verdicts.ts'
import { bodyBytes, usualLimits } from './limits.ts'
import { namesOf } from './names.ts'
import { addBodies } from './plugins/bodies.ts'
import { addAccess } from './plugins/access.ts'
import { addHeaders } from './plugins/headers.ts'
import { addMetrics } from './plugins/metrics.ts'
import { addOpenApi } from './plugins/openapi.ts'
import { addRequests, sendProblem } from './plugins/requests.ts'
import { watchOf } from './progress/watch.ts'
import { routes } from './routes/index.ts'
import { identifierOf } from './tokens/identify.ts'
import { usedTokensOf } from './tokens/used.ts'
import { validatorCompiler } from './validator.ts'

/**
 * The API, ready to listen. Its `close()` ends streams and waiting gates, and writes what was not written yet; the parts are closed by
 * whoever made them, afterwards.
 */
export async function buildApi(parts: ApiParts): Promise<FastifyInstance> {
  const api: Api = fastify({
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    bodyLimit: bodyBytes,
    // For a whole request: a large snapshot may take its time.
    requestTimeout: 600_000,
    keepAliveTimeout: 72_000,
    exposeHeadRoutes: false,
    routerOptions: { maxParamLength: 300, ignoreTrailingSlash: false },
    // Ends connections that wait for a next request; those in the middle of one may end it.
    forceCloseConnections: 'idle',
    return503OnClosing: true,
    logger: false,
    // What is refused before there is a route.
    frameworkErrors: (error, request, reply) => void sendProblem(error, request, reply, parts.log),
  })
  api.server.headersTimeout = 20_000
  api.setValidatorCompiler(validatorCompiler)

  const context = contextOf(parts)
  await addHeaders(api)
  addRequests(api, context)
  addBodies(api)
  await addAccess(api, context)
  await addOpenApi(api, parts)
  addMetrics(api, context)
  for (const add of routes) add(api, context)

  api.addHook('preClose', async () => {
    context.watch.close()
  })
  api.addHook('onClose', async () => {
    await context.gateLog.close()
    await context.usedTokens.close()
  })
  return api
}

function contextOf(parts: ApiParts): ApiContext {
  const limits = { ...usualLimits, ...parts.limits }
  const { store, clock, localToken } = parts
  const verdicts = verdictsOf(store, clock)
  const gateLog = gateLogOf(store.gates, parts.log)
  return {
    parts,
    limits,
    names: namesOf(parts),
    identifier: identifierOf(store.tokens, clock, localToken),
    usedTokens: usedTokensOf(store.tokens, clock),
    verdicts,
    gateLog,
    answers: gateAnswersOf(store, clock, gateLog.flush),
    watch: watchOf(store, limits.waiting),
  }
}
