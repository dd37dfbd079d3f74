import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { newToken, prefixOfToken } from '../../src/api/tokens/token-text.ts'
import { isLoopbackName } from '../../src/api/plugins/access.ts'
import { networkOf } from '../../src/api/plugins/network-of.ts'
import { useMemoryDatabase } from '../store/support/databases.ts'
import { bearer, openApi, tokenIn, useApi } from './support.ts'

const memory = useMemoryDatabase()
const shared = useApi(memory)
const local = { host: 'localhost' }

describe('tokens', () => {
  it('are 256 random bits after a prefix, and known by their hash', () => {
    const [a, b] = [newToken(), newToken()]
    expect(a.token).toMatch(/^evk_[a-z0-9]{10}_[A-Za-z0-9_-]{43}$/)
    expect(a.token).not.toBe(b.token)
    expect(prefixOfToken(a.token)).toBe(a.prefix)
    expect(a.hash).toMatch(/^[0-9a-f]{64}$/)
    for (const wrong of ['', 'evk_', `${a.token}x`, a.token.slice(1), a.token.toUpperCase()])
      expect(prefixOfToken(wrong)).toBeUndefined()
  })

  it('are made once, listed without what they are, and revoked at once', async () => {
    const test = await openApi(memory())
    const post = (payload: object, headers: object = local) =>
      test.api.inject({ method: 'POST', url: '/v1/tokens', headers: { ...headers }, payload })
    const made = await post({ name: 'boss', scopes: ['admin'], expiresInSeconds: 3600 })
    expect(made.statusCode).toBe(201)
    const { token, ...row } = made.json<{ token: string; expiresAt: string }>()
    expect(row).toMatchObject({ name: 'boss', scopes: ['admin'], expiresAt: '2026-11-01T13:00:00.000Z' })
    expect(row).not.toHaveProperty('hash')
    // The first one closed the door for whoever has none.
    expect((await post({ name: 'other', scopes: ['read'] })).json()).toMatchObject({
      status: 401,
      code: 'api-token-missing',
    })
    expect((await post({ name: 'boss', scopes: ['read'] }, bearer(token))).json()).toMatchObject({
      status: 409,
      code: 'store-token-exists',
    })
    for (const name of ['local', 'start', 'schedule'])
      expect((await post({ name, scopes: ['read'] }, bearer(token))).json()).toMatchObject({ code: 'api-token-name' })
    expect((await post({ name: 'a b', scopes: ['read'] }, bearer(token))).json()).toMatchObject({
      status: 400,
      code: 'api-token-name',
    })
    expect((await post({ name: 'x', scopes: ['root'] }, bearer(token))).json()).toMatchObject({
      status: 400,
      code: 'api-parameter',
    })
    const ci = (await post({ name: 'ci', scopes: ['gate', 'gate'] }, bearer(token))).json<{
      token: string
      scopes: string[]
    }>()
    expect(ci.scopes).toEqual(['gate'])
    const list = await test.api.inject({ url: '/v1/tokens', headers: bearer(token) })
    expect(list.body).not.toContain(ci.token.slice(20))
    expect(list.json<{ items: object[] }>().items.map((one) => Object.keys(one).includes('hash'))).toEqual([
      false,
      false,
    ])
    const gate = () => test.api.inject({ url: '/v1/gate?comparison=staging..production', headers: bearer(ci.token) })
    expect((await gate()).statusCode).toBe(200)
    // Some clients name a content type also where they send nothing.
    const headers = { ...bearer(token), 'content-type': 'application/json' }
    const revoke = () => test.api.inject({ method: 'DELETE', url: '/v1/tokens/ci', headers })
    expect((await revoke()).statusCode).toBe(204)
    expect((await gate()).json()).toMatchObject({
      status: 401,
      code: 'api-token-ended',
      detail: 'The token "ci" was revoked.',
    })
    expect((await revoke()).json()).toMatchObject({ status: 404, remedy: '`evenkeel token list` shows them.' })
  })

  it('that are revoked elsewhere work no longer than some seconds', async () => {
    const test = await openApi(memory())
    const ci = await tokenIn(test.store, 'ci', ['gate'])
    const gate = async () =>
      (await test.api.inject({ url: '/v1/gate?comparison=staging..production', headers: bearer(ci) })).statusCode
    expect(await gate()).toBe(200)
    await test.store.tokens.revoke('id-ci', test.clock.now())
    test.clock.forward(5)
    expect(await gate()).toBe(401)
  })

  it('end when they expire', async () => {
    const test = await openApi(memory())
    const ci = await tokenIn(test.store, 'ci', ['gate'], { expiresInSeconds: 60 })
    const gate = () => test.api.inject({ url: '/v1/gate?comparison=staging..production', headers: bearer(ci) })
    expect((await gate()).statusCode).toBe(200)
    test.clock.forward(60)
    expect((await gate()).json()).toMatchObject({ status: 401, code: 'api-token-ended' })
  })

  it.each([
    [
      'read',
      { '/v1/findings': 200, '/v1/gate?comparison=staging..production': 403, '/v1/tokens': 403, '/metrics': 200 },
    ],
    [
      'gate',
      { '/v1/findings': 403, '/v1/gate?comparison=staging..production': 200, '/v1/tokens': 403, '/metrics': 403 },
    ],
    [
      'write',
      { '/v1/findings': 200, '/v1/gate?comparison=staging..production': 200, '/v1/tokens': 403, '/metrics': 200 },
    ],
    [
      'admin',
      { '/v1/findings': 200, '/v1/gate?comparison=staging..production': 200, '/v1/tokens': 200, '/metrics': 200 },
    ],
  ] as const)('with %s may do just that', async (scope, expected) => {
    const test = await openApi(memory())
    const token = await tokenIn(test.store, 'some', [scope])
    for (const [url, status] of Object.entries(expected))
      expect((await test.api.inject({ url, headers: bearer(token) })).statusCode, url).toBe(status)
    const write = await test.api.inject({
      method: 'POST',
      url: '/v1/assessments',
      headers: bearer(token),
      payload: { comparison: 'staging..production' },
    })
    expect(write.statusCode).toBe(scope === 'write' || scope === 'admin' ? 202 : 403)
    if (write.statusCode === 202) expect(test.jobs.asked).toEqual([{ comparison: 'staging..production', by: 'some' }])
  })

  it('are noted when they were used, together', async () => {
    const test = await openApi(memory())
    const ci = await tokenIn(test.store, 'ci', ['read'])
    await test.api.inject({ url: '/v1/findings', headers: bearer(ci) })
    expect((await test.store.tokens.list())[0]?.lastUsedAt).toBeUndefined()
    await test.api.close()
    expect((await test.store.tokens.list())[0]?.lastUsedAt).toBe('2026-11-01T12:00:00.000Z')
  })

  it('never stand in an address, and are in no line of the log', async () => {
    const test = await openApi(memory())
    const ci = await tokenIn(test.store, 'ci', ['read'])
    const answer = await test.api.inject({ url: `/v1/findings?access_token=${ci}`, headers: bearer(ci) })
    expect(answer.json()).toMatchObject({ status: 400, code: 'api-token-in-url' })
    await test.api.inject({ url: '/v1/findings', headers: bearer(ci) })
    expect(test.logged.length).toBeGreaterThan(1)
    expect(test.logged.join('\n')).not.toContain(ci.slice(0, 12))
    expect(answer.body).not.toContain(ci.slice(0, 12))
  })

  it.each([
    'Basic dXNlcjpwYXNz',
    'Bearer',
    'Bearer evk_x',
    `Bearer ${'x'.repeat(10_000)}`,
    'Bearer evk_0123456789_' + 'A'.repeat(43),
  ])('%.30s is nobody’s', async (authorization) => {
    const test = await openApi(memory())
    await tokenIn(test.store, 'ci', ['read'])
    const answer = await test.api.inject({ url: '/v1/findings', headers: { ...local, authorization } })
    expect(answer.json()).toMatchObject({ status: 401, code: 'api-token-unknown' })
    expect(answer.headers['www-authenticate']).toBe('Bearer realm="evenkeel"')
  })

  it('with the right prefix and another rest are nobody’s', async () => {
    const test = await openApi(memory())
    const ci = await tokenIn(test.store, 'ci', ['read'])
    const forged = `${ci.slice(0, -1)}${ci.endsWith('A') ? 'B' : 'A'}`
    expect((await test.api.inject({ url: '/v1/findings', headers: bearer(forged) })).statusCode).toBe(401)
  })

  it('of the data directory may do everything, also while there are others', async () => {
    const test = await openApi(memory(), () => ({ localToken: 'of-this-run' }))
    await tokenIn(test.store, 'ci', ['read'])
    expect((await test.api.inject({ url: '/v1/tokens', headers: bearer('of-this-run') })).statusCode).toBe(200)
    expect((await test.api.inject({ url: '/v1/tokens', headers: bearer('of-this-ruN') })).statusCode).toBe(401)
  })
})

describe('while there is no token', () => {
  it('whoever sits at the machine needs none', async () => {
    const { api } = shared()
    for (const host of ['localhost', 'localhost:7423', '127.0.0.1:7423', '[::1]:7423', 'LOCALHOST'])
      expect((await api.inject({ url: '/v1/findings', headers: { host } })).statusCode, host).toBe(200)
  })

  it.each(['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', '127.0.0.1@evil.example', '0.0.0.0'])(
    'a name that may lead here is refused: %s',
    async (host) => {
      const { api } = shared()
      expect(isLoopbackName(host)).toBe(false)
      const answer = await api.inject({ url: '/v1/findings', headers: { host } })
      expect(answer.json()).toMatchObject({ status: 403, code: 'api-foreign-page' })
    },
  )

  it('a page of another site is refused, one of ours is not', async () => {
    const { api } = shared()
    const status = async (headers: object) =>
      (await api.inject({ url: '/v1/findings', headers: { host: 'localhost:7423', ...headers } })).statusCode
    expect(await status({ origin: 'http://localhost:7423' })).toBe(200)
    expect(await status({ origin: 'http://localhost:3000' })).toBe(403)
    expect(await status({ origin: 'https://evil.example' })).toBe(403)
    expect(await status({ origin: 'null' })).toBe(403)
    expect(await status({ 'sec-fetch-site': 'cross-site' })).toBe(403)
    expect(await status({ 'sec-fetch-site': 'none' })).toBe(200)
  })

  it.each(['x-forwarded-for', 'x-forwarded-host', 'forwarded', 'x-real-ip', 'via'])(
    'whoever comes through a proxy needs one: %s',
    async (header) => {
      const { api } = shared()
      const answer = await api.inject({ url: '/v1/findings', headers: { ...local, [header]: '127.0.0.1' } })
      expect(answer.json()).toMatchObject({ status: 401, code: 'api-token-missing' })
    },
  )

  it('an address in the place of a path is not ours to answer', async () => {
    const { api } = await openApi(memory())
    await api.listen({ host: '127.0.0.1', port: 0 })
    const { port } = api.server.address() as AddressInfo
    const status = (path: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        const asked = request({ host: '127.0.0.1', port, path, headers: local }, (answer) => {
          answer.resume()
          resolve(answer.statusCode)
        })
        asked.on('error', reject)
        asked.end()
      })
    expect(await status('/v1/findings')).toBe(200)
    expect(await status('http://evil.example/v1/findings')).toBe(403)
  })

  it('another machine needs one all the same', async () => {
    const { api } = shared()
    const answer = await api.inject({ url: '/v1/findings', headers: local, remoteAddress: '192.0.2.7' })
    expect(answer.json()).toMatchObject({ status: 401, code: 'api-token-missing' })
  })

  it('a revoked one does not open the door again', async () => {
    const test = await openApi(memory())
    await tokenIn(test.store, 'ci', ['read'])
    await test.store.tokens.revoke('id-ci', test.clock.now())
    expect((await test.api.inject({ url: '/v1/findings', headers: local })).statusCode).toBe(401)
  })
})

describe('the rate', () => {
  it('is per token, else per address; health is not counted', async () => {
    const test = await openApi(memory(), () => ({ limits: { perToken: 3, perAddress: 2 } }))
    const [a, b] = [await tokenIn(test.store, 'a', ['read']), await tokenIn(test.store, 'b', ['read'])]
    const status = async (headers: object, remoteAddress = '192.0.2.7') =>
      (await test.api.inject({ url: '/v1/rules', headers: { ...headers }, remoteAddress })).statusCode
    // The first of a token is not known from memory yet, so it counts for its address.
    expect([
      await status(bearer(a)),
      await status(bearer(a)),
      await status(bearer(a)),
      await status(bearer(a)),
      await status(bearer(a)),
    ]).toEqual([200, 200, 200, 200, 429])
    expect(await status(bearer(b))).toBe(200)
    expect([await status({}), await status({}, '192.0.2.8')]).toEqual([429, 401])
    const refused = await test.api.inject({ url: '/v1/rules', headers: bearer(a), remoteAddress: '192.0.2.7' })
    expect(refused.json()).toMatchObject({ status: 429, code: 'api-rate' })
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    for (let i = 0; i < 5; i++)
      expect((await test.api.inject({ url: '/healthz', remoteAddress: '192.0.2.7' })).statusCode).toBe(200)
  })

  it('of a token that was good is its own, also while a flood comes from the same address', async () => {
    const test = await openApi(memory(), () => ({ limits: { perAddress: 5 } }))
    const ci = await tokenIn(test.store, 'ci', ['read'])
    const status = async (headers: object = {}) =>
      (await test.api.inject({ url: '/v1/rules', headers: { ...headers }, remoteAddress: '192.0.2.7' })).statusCode
    expect(await status(bearer(ci))).toBe(200)
    for (let i = 0; i < 10; i++) await status()
    expect(await status()).toBe(429)
    // The store has to be asked again.
    test.clock.forward(10)
    expect(await status(bearer(ci))).toBe(200)
    // Whoever only knows how it begins is counted with the flood.
    expect(await status(bearer(`${ci.slice(0, -4)}AAAA`))).toBe(429)
    await test.store.tokens.revoke('id-ci', test.clock.now())
    test.clock.forward(10)
    expect([await status(bearer(ci)), await status(bearer(ci))]).toEqual([401, 429])
  })

  it('of IPv6 is that of a network', () => {
    expect(networkOf('2001:DB8:0:1:aaaa::1')).toBe('2001:db8:0:1')
    expect(networkOf('2001:db8:0:1:bbbb:1:2:3')).toBe('2001:db8:0:1')
    expect(networkOf('2001:db8::1')).toBe('2001:db8:0:0')
    expect(networkOf('2001:0db8::0001:2:3:4')).toBe('2001:db8:0:0')
    expect(networkOf('::1')).toBe('0:0:0:0')
    expect(networkOf('fe80::1%eth0')).toBe('fe80:0:0:0')
    expect(networkOf('::ffff:192.0.2.7')).toBe('192.0.2.7')
    expect(networkOf('192.0.2.7')).toBe('192.0.2.7')
  })

  it('keeps guesses away from the store', async () => {
    const test = await openApi(memory(), (parts) => ({
      limits: { perAddress: 5 },
      store: {
        ...parts.store,
        tokens: { ...parts.store.tokens, byPrefix: (prefix) => (looked++, parts.store.tokens.byPrefix(prefix)) },
      },
    }))
    let looked = 0
    await tokenIn(test.store, 'a', ['read'])
    for (let i = 0; i < 20; i++) await test.api.inject({ url: '/v1/rules', headers: bearer(newToken().token) })
    expect(looked).toBe(5)
  })
})
