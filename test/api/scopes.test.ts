import { describe, expect, it } from 'vitest'
import { tokenScopes, type TokenScope } from '../../src/model/token.ts'
import { useMemoryDatabase } from '../store/support/databases.ts'
import { bearer, openApi, tokenIn } from './support.ts'

const memory = useMemoryDatabase()

/** Who may do what, as docs/api.md says it. A route that is not here is not decided yet. */
const needed: Readonly<Record<string, TokenScope | 'open'>> = {
  'get /healthz': 'open',
  'get /readyz': 'open',
  'get /errors': 'open',
  'get /metrics': 'read',
  'get /v1/environments': 'read',
  'get /v1/environments/{name}/snapshots': 'read',
  'get /v1/environments/{name}/suspects': 'read',
  'post /v1/environments/{name}/suspects/accept': 'write',
  'get /v1/snapshots/{address}': 'read',
  'post /v1/snapshots': 'write',
  'get /v1/diff': 'read',
  'get /v1/comparisons': 'read',
  'get /v1/comparisons/{name}': 'read',
  'get /v1/comparisons/{name}/pairs': 'read',
  'get /v1/comparisons/{name}/report': 'read',
  'post /v1/assessments': 'write',
  'get /v1/assessments': 'read',
  'get /v1/assessments/{id}': 'read',
  'get /v1/assessments/{id}/events': 'read',
  'delete /v1/assessments/{id}': 'write',
  'get /v1/findings': 'read',
  'get /v1/findings/{id}': 'read',
  'post /v1/findings/{id}/acknowledgement': 'write',
  'delete /v1/findings/{id}/acknowledgement': 'write',
  'get /v1/exceptions': 'read',
  'post /v1/exceptions': 'write',
  'delete /v1/exceptions/{id}': 'write',
  'get /v1/rules': 'read',
  'get /v1/rules/{*}': 'read',
  'get /v1/gate': 'gate',
  'post /v1/gate/overrides': 'gate',
  'get /v1/gate/calls': 'read',
  'get /v1/reports/weekly': 'read',
  'get /v1/tokens': 'admin',
  'post /v1/tokens': 'admin',
  'delete /v1/tokens/{name}': 'admin',
}

const may: Readonly<Record<TokenScope, readonly TokenScope[]>> = {
  read: ['read'],
  gate: ['gate'],
  write: ['read', 'gate', 'write'],
  admin: ['read', 'gate', 'write', 'admin'],
}

/** A request that nobody can mean: whoever may ask is told so, and nothing changes. */
function inVain(operation: string) {
  const [method = '', path = ''] = operation.split(' ')
  const body = method === 'post' ? { payload: '[]', type: { 'content-type': 'application/json' } } : undefined
  return {
    method: method.toUpperCase() as 'GET',
    url: `${path.replaceAll(/\{[^}]*\}/g, 'no-such')}${method === 'get' && path.startsWith('/v1/') ? '?no=such' : ''}`,
    ...(body === undefined ? {} : { payload: body.payload }),
    headers: { host: 'evenkeel.shop.example', ...body?.type },
  }
}

describe('every route', () => {
  it('lets in whoever docs/api.md says, and nobody else', async () => {
    const test = await openApi(memory())
    const { paths } = (await test.api.inject('/openapi.json')).json<{ paths: Record<string, object> }>()
    const operations = Object.entries(paths).flatMap(([path, of]) =>
      Object.keys(of).map((method) => `${method} ${path}`),
    )
    expect(operations.sort()).toEqual(Object.keys(needed).sort())

    const tokens = Object.fromEntries(
      await Promise.all(tokenScopes.map(async (scope) => [scope, await tokenIn(test.store, scope, [scope])] as const)),
    )
    const other = `${tokens['admin']?.slice(0, -4)}AAAA`
    for (const [operation, scope] of Object.entries(needed)) {
      const status = async (more: Readonly<Record<string, string>>): Promise<number> => {
        const { headers, ...request } = inVain(operation)
        return (await test.api.inject({ ...request, headers: { ...headers, ...more } })).statusCode
      }
      if (scope === 'open') {
        expect(await status({}), operation).toBe(200)
        continue
      }
      expect(await status({}), `${operation} without a token`).toBe(401)
      expect(await status(bearer(other)), `${operation} with a wrong token`).toBe(401)
      for (const one of tokenScopes) {
        const given = await status(bearer(tokens[one] ?? ''))
        if (may[one].includes(scope)) expect([200, 400, 404, 415], `${operation} with ${one}`).toContain(given)
        else expect(given, `${operation} with ${one}`).toBe(403)
      }
    }
    expect(test.jobs.asked).toEqual([])
    expect(test.overrides).toEqual([])
  })

  it('also those that no document lists need no less', async () => {
    const test = await openApi(memory())
    await tokenIn(test.store, 'some', ['read'])
    const listed = await test.api.inject('/openapi.json')
    expect(listed.statusCode).toBe(200)
    for (const url of [
      '/docs/json',
      '/docs/yaml',
      '/docs/static/../../package.json',
      '/docs/static/..%2fpackage.json',
    ]) {
      const answer = await test.api.inject({ url, headers: { host: 'localhost' } })
      if (answer.statusCode === 200) expect(answer.body, url).toContain('Evenkeel')
      expect(answer.body, url).not.toContain('"dependencies"')
    }
  })
})
