import { Validator } from '@seriousme/openapi-schema-validator'
import { describe, expect, it } from 'vitest'
import { catalogue } from '../../src/errors/catalogue.ts'
import { useMemoryDatabase } from '../store/support/databases.ts'
import { openApi, useApi } from './support.ts'

const memory = useMemoryDatabase()
const shared = useApi(memory)
const local = { host: 'localhost' }

interface Document {
  readonly openapi: string
  readonly paths: Readonly<
    Record<
      string,
      Readonly<Record<string, { readonly summary?: string; readonly responses: Readonly<Record<string, unknown>> }>>
    >
  >
}

describe('the description', () => {
  it('is valid OpenAPI 3.1, and every operation says what it answers when it goes wrong', async () => {
    const { api } = shared()
    const document = (await api.inject('/openapi.json')).json<Document>()
    expect(await new Validator().validate(structuredClone(document) as never)).toMatchObject({ valid: true })
    expect(document.openapi).toBe('3.1.0')
    const operations = Object.entries(document.paths).flatMap(([path, of]) =>
      Object.entries(of).map(([method, one]) => ({ name: `${method} ${path}`, ...one })),
    )
    expect(operations.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'get /v1/gate',
        'post /v1/snapshots',
        'get /v1/assessments/{id}/events',
        'delete /v1/exceptions/{id}',
        'get /v1/reports/weekly',
      ]),
    )
    for (const { name, summary, responses } of operations) {
      expect(summary, name).toBeTruthy()
      if (name.includes('/v1/')) expect(Object.keys(responses), name).toEqual(expect.arrayContaining(['4XX', '5XX']))
    }
  })

  it('can be tried out on a page that loads nothing from elsewhere and runs no script of its own', async () => {
    const { api } = shared()
    const page = await api.inject('/docs')
    expect(page.statusCode).toBe(200)
    const policy = String(page.headers['content-security-policy'])
    expect(policy).toContain("script-src 'self';")
    expect(policy).not.toContain('upgrade-insecure-requests')
    expect(page.body).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>/)
    const assets = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url = '']) => url)
    expect(assets.length).toBeGreaterThan(3)
    for (const url of assets) {
      expect(url).toMatch(/^\/docs\/static\//)
      expect((await api.inject(url)).statusCode, url).toBe(200)
    }
  })
})

describe('what a browser is told', () => {
  const strict = {
    'content-security-policy': "default-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'none'",
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'SAMEORIGIN',
    'cache-control': 'no-store',
  }

  it.each([
    ['/healthz', 200],
    ['/v1/rules', 200],
    ['/v1/no-such', 404],
    ['/v1/findings?limit=0', 400],
  ])('is the same of %s', async (url, status) => {
    const { api } = shared()
    const { statusCode, headers } = await api.inject({ url, headers: local })
    expect(statusCode).toBe(status)
    expect(headers).toMatchObject(strict)
    expect(headers).not.toHaveProperty('strict-transport-security')
    expect(headers).not.toHaveProperty('x-powered-by')
  })

  it('is the same of who asks with a token that there is not', async () => {
    const { api } = shared()
    const { statusCode, headers } = await api.inject({ url: '/v1/rules', headers: { authorization: 'Bearer no' } })
    expect(statusCode).toBe(401)
    expect(headers).toMatchObject(strict)
  })
})

describe('a problem', () => {
  it('has a code, a sentence, a remedy and where it is explained', async () => {
    const { api } = shared()
    const answer = await api.inject({ url: '/v1/findings?limit=0', headers: local })
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
    expect(answer.json()).toEqual({
      type: '/errors#api-parameter',
      title: 'Bad Request',
      status: 400,
      code: 'api-parameter',
      detail: 'The parameter "limit" of the query must be >= 1.',
      remedy: 'See /openapi.json for what it takes.',
      instance: `urn:uuid:${String(answer.headers['x-request-id'])}`,
    })
    const page = await api.inject('/errors')
    for (const code of Object.keys(catalogue)) expect(page.body).toContain(`id="${code}"`)
  })

  it.each([
    ['/v1/finding', 404, 'api-no-route', 'Did you mean "/v1/findings"?'],
    ['/v1/findings?stauts=open', 400, 'api-parameter', undefined],
    ['/v1/findings?status=opened', 400, 'api-parameter', undefined],
    ['/v1/findings?cursor=nonsense', 400, 'store-bad-cursor', undefined],
    ['/v1/assessments?cursor=eyJhIjoxfQ', 400, 'store-bad-cursor', undefined],
    ['/v1/findings/nobody', 404, 'api-not-found', undefined],
    ['/v1/assessments/nobody/events', 404, 'api-not-found', undefined],
    ['/v1/rules/no/such', 404, 'api-not-found', undefined],
    ['/v1/comparisons/staging..production/report', 404, 'api-not-assessed', undefined],
    ['/v1/environments/stagin/snapshots', 404, 'api-not-found', 'Did you mean "staging"?'],
    ['/v1/gate?comparison=staging..production&maxAge=yesterday', 400, 'api-parameter', undefined],
    ['/v1/gate?comparison=staging..production&wait=100000', 400, 'api-parameter', undefined],
    ['/v1/reports/weekly?comparison=staging..production&to=2026-13-45', 400, 'api-parameter', undefined],
    ['/%', 400, 'api-request', undefined],
  ])('of %s', async (url, status, code, remedy) => {
    const { api } = shared()
    const answer = await api.inject({ url, headers: local })
    expect(answer.json()).toMatchObject({ status, code, ...(remedy === undefined ? {} : { remedy }) })
    expect(answer.body).not.toMatch(/\bat .*\.ts:|node_modules/)
  })

  it.each([
    '/v1/snapshots/..%2f..%2fetc%2fpasswd',
    '/v1/snapshots/-',
    '/v1/snapshots/secrets.jsonl',
    '/v1/snapshots/.%2Fa',
    '/v1/diff?candidate=staging&baseline=/etc/passwd',
    '/v1/diff?candidate=a.jsonl&baseline=production',
  ])('of a path of the server’s files: %s', async (url) => {
    const { api } = shared()
    expect((await api.inject({ url, headers: local })).json()).toMatchObject({ status: 404, code: 'api-not-found' })
  })

  it('of another method says what there is', async () => {
    const { api } = shared()
    const answer = await api.inject({ method: 'PUT', url: '/v1/assessments', headers: local })
    expect(answer.statusCode).toBe(405)
    expect(answer.headers['allow']).toBe('GET, POST')
  })

  it.each([
    ['{"comparison":', 400, 'api-body', 'application/json'],
    ['', 400, 'api-body', 'application/json'],
    ['{"comparison":"staging..production","__proto__":{"polluted":1}}', 400, undefined, 'application/json'],
    [
      '{"comparison":"staging..production","constructor":{"prototype":{"polluted":1}}}',
      400,
      undefined,
      'application/json',
    ],
    ['{"comparison":5}', 400, 'api-parameter', 'application/json'],
    ['[1]', 400, undefined, 'application/json'],
    ['['.repeat(200_000), 400, 'api-body', 'application/json'],
    [`{"comparison":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 400, 'api-parameter', 'application/json'],
    [`"${'x'.repeat(1_100_000)}"`, 413, 'api-too-large', 'application/json'],
    ['comparison=staging..production', 415, 'api-media-type', 'application/x-www-form-urlencoded'],
    ['<a/>', 415, 'api-media-type', 'text/xml'],
  ])('of the body %.40s', async (payload, status, code, type) => {
    const { api } = shared()
    const answer = await api.inject({
      method: 'POST',
      url: '/v1/assessments',
      headers: { ...local, 'content-type': type },
      payload,
    })
    expect(answer.json()).toMatchObject({ status, ...(code === undefined ? {} : { code }) })
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
  })

  it('of ours tells nothing but the request, which the log has too', async () => {
    const { api, logged } = await openApi(memory(), (parts) => ({
      store: {
        ...parts.store,
        findings: { ...parts.store.findings, list: () => Promise.reject(new Error('password=hunter2')) },
      },
    }))
    const answer = await api.inject({ url: '/v1/findings', headers: local })
    expect(answer.json()).toMatchObject({ status: 500, code: 'api-internal' })
    expect(answer.body).not.toContain('hunter2')
    expect(logged.join('\n')).toContain(String(answer.headers['x-request-id']))
  })

  it('does not take names of the prototype for something', async () => {
    const { api } = shared()
    for (const name of ['__proto__', 'constructor', 'toString']) {
      expect((await api.inject({ url: `/v1/comparisons/${name}`, headers: local })).statusCode).toBe(404)
      expect((await api.inject({ url: `/v1/rules/${name}`, headers: local })).statusCode).toBe(404)
      expect(
        (await api.inject({ url: `/v1/gate?comparison=staging..production&service=${name}`, headers: local }))
          .statusCode,
      ).toBe(404)
    }
  })
})

describe('the state of the service', () => {
  it('is told to everybody: alive, and ready', async () => {
    const { api } = shared()
    expect(
      (await api.inject({ url: '/healthz', headers: { host: 'evil.example' }, remoteAddress: '192.0.2.7' })).json(),
    ).toEqual({ status: 'ok' })
    expect((await api.inject('/readyz')).json()).toEqual({ status: 'ready', store: 'ok', queue: 'ok', undelivered: 0 })
  })

  it('is asked of the store once a second, whoever asks how often', async () => {
    let asked = 0
    const { api, clock } = await openApi(memory(), (parts) => ({
      store: { ...parts.store, ping: async () => void asked++ },
    }))
    for (let i = 0; i < 5; i++) expect((await api.inject('/readyz')).statusCode).toBe(200)
    expect(asked).toBe(1)
    clock.forward(1)
    await Promise.all([api.inject('/readyz'), api.inject('/readyz')])
    expect(asked).toBe(2)
  })

  it('is not ready where the store or the queue does not answer, which ends', async () => {
    const { api } = await openApi(memory(), (parts) => ({
      jobs: { ...parts.jobs, ping: () => new Promise<void>(() => {}) },
      store: { ...parts.store, ping: () => Promise.reject(new Error('gone')) },
    }))
    const answer = await api.inject('/readyz')
    expect(answer.statusCode).toBe(503)
    expect(answer.json()).toMatchObject({ status: 'not-ready', store: 'failed', queue: 'failed' })
  })
})
