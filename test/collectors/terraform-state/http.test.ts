import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { terraformState } from '../../../collectors/terraform-state/collector.ts'
import { collectAt, type Outcome } from '../_files/workspace.ts'
import { stateText, vpc } from './states.ts'

const servers: Server[] = []

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
})

/** A server that answers all with one thing, and what it was asked. */
async function serve(
  status: number,
  body: string,
): Promise<{ readonly url: string; readonly asked: IncomingMessage[] }> {
  const asked: IncomingMessage[] = []
  const server = createServer((request, response) => {
    asked.push(request)
    response.writeHead(status, { location: 'https://elsewhere.shop.example/' })
    response.end(body)
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/states/production?key=canary-1`, asked }
}

const read = (http: Readonly<Record<string, unknown>>): Promise<Outcome> => collectAt(terraformState, '/', { http })

describe('a state behind HTTP', () => {
  it('is read by GET alone, with basic authentication and headers; its scope has no query', async () => {
    const { url, asked } = await serve(200, stateText(vpc))
    const outcome = await read({ url, username: 'evenkeel', password: 'pässword', headers: { 'x-team': 'shop' } })
    expect(outcome.errors).toEqual([])
    expect(outcome.resources.map(({ id }) => id)).toEqual(['vpc-1'])
    expect(asked.map(({ method }) => method)).toEqual(['GET'])
    const [request] = asked
    expect(request?.headers['x-team']).toBe('shop')
    expect(Buffer.from(request?.headers.authorization?.slice(6) ?? '', 'base64').toString()).toBe('evenkeel:pässword')
  })

  it.each([
    [204, 'collect-nothing-matched'],
    [302, 'collect-malformed'],
    [401, 'collect-credentials'],
    [403, 'collect-denied'],
    [404, 'collect-nothing-matched'],
    [429, 'collect-throttled'],
    [500, 'collect-failed'],
  ])('that answers %i says so, and shows nothing of what it sent', async (status, code) => {
    const { url, asked } = await serve(status, 'canary-2')
    const { errors, resources } = await read({ url, username: 'evenkeel', password: 'canary-3' })
    expect(resources).toEqual([])
    expect(new Set(errors.map(({ error }) => error.code))).toEqual(new Set([code]))
    expect(JSON.stringify(errors.map(({ error }) => [error.message, error.remedy]))).not.toContain('canary')
    expect(asked).toHaveLength(1)
  })

  it('that is no state, or is not there, says so', async () => {
    const { url } = await serve(200, '<html>')
    expect((await read({ url })).errors[0]?.error.message).toMatch(
      /^http:\/\/127\.0\.0\.1:\d+\/states\/production:1:1 cannot be understood \(not valid JSON\)\.$/,
    )
    const { errors } = await read({ url: 'http://127.0.0.1:1/' })
    expect(errors[0]?.error.code).toBe('collect-unreachable')
  })
})

describe('a source that names no state', () => {
  it('is refused', async () => {
    await expect(read({ url: 'http://127.0.0.1:1/' })).resolves.toBeDefined()
    await expect(collectAt(terraformState, '/', {})).rejects.toThrow('name a state by `state`, `s3` or `http`')
  })
})
