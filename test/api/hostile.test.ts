import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { useMemoryDatabase } from '../store/support/databases.ts'
import { assessed, findingOf, openApi, useApi } from './support.ts'

const memory = useMemoryDatabase()
const shared = useApi(memory)
const local = { host: 'localhost' }

const cursor = (...place: readonly unknown[]): string => Buffer.from(JSON.stringify(place)).toString('base64url')

describe('a request that means ill is told what is wrong with it, and is no error of ours', () => {
  it.each([
    ['GET', '/v1/findings/a%00b'],
    ['GET', '/v1/assessments/a%00b'],
    ['GET', '/v1/assessments/a%00b/events'],
    ['DELETE', '/v1/assessments/a%00b'],
    ['DELETE', '/v1/exceptions/a%00b'],
    ['DELETE', '/v1/findings/a%00b/acknowledgement'],
    ['DELETE', '/v1/tokens/a%00b'],
    ['GET', '/v1/environments/a%00b/snapshots'],
    ['GET', '/v1/rules/a%00b'],
    ['GET', `/v1/findings?cursor=${cursor('findings', 1, 'yesterday', 'x')}`],
    ['GET', `/v1/findings?cursor=${cursor('findings', 1, '2026-13-45T00:00:00.000Z', 'x')}`],
    ['GET', `/v1/findings?cursor=${cursor('findings', 1, "2026-11-01T00:00:00.000Z' or true --", 'x')}`],
    ['GET', `/v1/findings?cursor=${cursor('findings', 1, '2026-11-01T00:00:00.000Z', 'x\0')}`],
    ['GET', `/v1/findings?cursor=${cursor('findings', 1e15, '2026-11-01T00:00:00.000Z', 'x')}`],
  ] as const)('%s %s', async (method, url) => {
    const { api } = shared()
    const answer = await api.inject({ method, url, headers: local })
    expect(answer.statusCode, answer.body).toBe(400)
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
    expect(answer.body).not.toMatch(/22021|22007|invalid byte|node_modules/)
  })

  it.each([
    ['/v1/gate/overrides', { comparison: 'staging..production', reason: 'because\0 of this', by: 'eve' }, 'reason'],
    ['/v1/gate/overrides', { comparison: 'staging..production', reason: 'because of this', by: 'eve\0' }, 'by'],
    ['/v1/exceptions', { kind: 'temporary', id: 'a\0', rule: 'a/b', reason: 'r', owner: 'o' }, 'id'],
    ['/v1/findings/some/acknowledgement', { note: 'a\0' }, 'note'],
  ])('a NUL in what is sent to %s', async (url, payload, parameter) => {
    const { api } = shared()
    const answer = await api.inject({ method: 'POST', url, headers: local, payload })
    expect(answer.json()).toMatchObject({
      status: 400,
      code: 'api-parameter',
      detail: `The parameter "${parameter}" of the body must not have the character NUL.`,
    })
  })

  it('the wildcards of a pattern are characters, and quotes are no SQL', async () => {
    const test = await openApi(memory())
    await assessed(test, [findingOf('a')])
    for (const [resource, total] of [
      ['', undefined],
      ['%', 0],
      ['_', 0],
      ['\\', 0],
      ["' or 1=1 --", 0],
      ['\0', 0],
    ] as const) {
      const answer = await test.api.inject({
        url: `/v1/findings?resource=${encodeURIComponent(resource)}`,
        headers: local,
      })
      if (total === undefined) expect(answer.statusCode).toBe(400)
      else expect(answer.json(), resource).toMatchObject({ total })
    }
  })

  it('a path that leads out of the files of the page is refused, as it is written', async () => {
    const { api } = await openApi(memory())
    await api.listen({ host: '127.0.0.1', port: 0 })
    const { port } = api.server.address() as AddressInfo
    const [status, body] = await new Promise<readonly [number | undefined, string]>((resolve, reject) => {
      request({ host: '127.0.0.1', port, path: '/docs/static/../../../package.json' }, (answer) => {
        let text = ''
        answer.setEncoding('utf8').on('data', (part: string) => (text += part))
        answer.on('end', () => resolve([answer.statusCode, text]))
      })
        .on('error', reject)
        .end()
    })
    expect(status).toBe(400)
    expect(JSON.parse(body)).toMatchObject({ code: 'api-request' })
  })

  it('a file of the page that there is not is not there, whatever takes GET', async () => {
    const { api } = shared()
    for (const url of ['/docs/static/no-such.js', '/docs/static/..%2f..%2fpackage.json'])
      expect((await api.inject({ url, headers: local })).json()).toMatchObject({ status: 404, code: 'api-no-route' })
  })
})
