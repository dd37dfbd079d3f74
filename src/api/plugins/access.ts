import { isIPv4 } from 'node:net'
import rateLimit from '@fastify/rate-limit'
import type { FastifyRequest } from 'fastify'
import { EvenkeelError, fail } from '../../errors/catalogue.ts'
import type { Api, ApiContext } from '../context.ts'
import { localActor, type Actor } from '../tokens/identify.ts'
import { mayDo } from '../tokens/token-text.ts'
import { networkOf } from './network-of.ts'

/** What proxies add. */
const proxyHeaders = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'] as const

const nobody: Actor = { name: '(nobody)', scopes: [] }

/**
 * Who may do what. In this order, so that guessing tokens is never dear: a token that is known from memory; the rate, per token or
 * else per address; the store; the scope.
 */
export async function addAccess(api: Api, context: ApiContext): Promise<void> {
  const { identifier, usedTokens, limits } = context
  await api.register(rateLimit, {
    global: false,
    timeWindow: 60_000,
    cache: 20_000,
    keyGenerator: (request) => request.limited?.key ?? request.ip,
    max: (request) => request.limited?.max ?? limits.perAddress,
  })
  const limit = api.createRateLimit()
  api.decorateRequest('actor')
  api.decorateRequest('limited')

  api.addHook('onRequest', async (request) => {
    request.actor = nobody
    const { scope } = request.routeOptions.config
    const health = scope === 'open' && (request.url === '/healthz' || request.url === '/readyz')
    if (health) return
    const token = bearer(request)
    const known = token === undefined ? undefined : identifier.remembered(token)
    // Not only who is known now: whoever shares an address with a flood, behind a proxy, must not be drowned in it.
    const counted = token === undefined ? undefined : identifier.counted(token)
    request.limited =
      counted === undefined
        ? { key: `address ${networkOf(request.ip)}`, max: limits.perAddress }
        : { key: `token ${counted}`, max: limits.perToken }
    // Whoever holds the data directory needs no guarding from.
    if (known !== localActor) {
      const rate = await limit(request)
      if (!rate.isAllowed && rate.isExceeded) throw fail('api-rate', { seconds: Math.max(1, rate.ttlInSeconds) })
    }
    // What nothing answers is told as that, also to nobody: what there is is public.
    if (scope === 'open' || scope === undefined) return
    const actor =
      token === undefined ? await withoutToken(request, context) : (known ?? (await identifier.identify(token)))
    if (actor instanceof EvenkeelError) throw actor
    if (!mayDo(actor.scopes, scope))
      throw fail('api-token-scope', { name: actor.name, needed: scope, has: actor.scopes.join(', ') })
    if (actor.id !== undefined) usedTokens.note(actor.id)
    request.actor = actor
  })
}

/** The token of a request; throws `api-token-unknown` for a header that holds none. */
function bearer({ headers: { authorization } }: FastifyRequest): string | undefined {
  if (authorization === undefined) return undefined
  const [, token] = /^bearer +(\S{1,200})$/i.exec(authorization) ?? []
  if (token === undefined) throw fail('api-token-unknown', {})
  return token
}

/**
 * Who asks without a token: whoever sits at this machine, while there is no token at all. A page in a browser there could ask too: so
 * the host must be a loopback name (else its own name may lead here), and the page, where there is one, ours.
 */
async function withoutToken(request: FastifyRequest, { identifier }: ApiContext): Promise<Actor> {
  if (
    !isLoopback(request.socket.remoteAddress) ||
    !isLoopback(request.socket.localAddress ?? request.socket.remoteAddress)
  )
    throw fail('api-token-missing', {})
  // A proxy on this machine may carry anybody's requests.
  if (proxyHeaders.some((name) => request.headers[name] !== undefined)) throw fail('api-token-missing', {})
  if (await identifier.anyToken()) throw fail('api-token-missing', {})
  const { host, origin } = request.headers
  // An address in the place of a path is the one that counts (RFC 9112, 3.2.2), and only proxies are sent one.
  if (!request.url.startsWith('/')) throw fail('api-foreign-page', { header: 'Host' })
  if (!isLoopbackName(host)) throw fail('api-foreign-page', { header: 'Host' })
  if (origin !== undefined && origin !== `http://${host}`) throw fail('api-foreign-page', { header: 'Origin' })
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    throw fail('api-foreign-page', { header: 'Sec-Fetch-Site' })
  return localActor
}

function isLoopback(address: string | undefined): boolean {
  if (address === undefined) return false
  const plain = address.replace(/^::ffff:/i, '')
  return plain === '::1' || (isIPv4(plain) && plain.startsWith('127.'))
}

/** Whether a Host header is a name that cannot lead anywhere but here: `localhost:7423`, `127.0.0.1`, `[::1]:7423`. */
export function isLoopbackName(host: string | undefined): boolean {
  const [, name = ''] = /^(\[[^\]]*\]|[^:]*)(?::\d{1,5})?$/.exec(host ?? '') ?? []
  if (name.toLowerCase() === 'localhost' || name === '[::1]') return true
  return isIPv4(name) && name.startsWith('127.')
}
