import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { terraformState } from '../../../collectors/terraform-state/collector.ts'
import { httpState } from '../../../collectors/terraform-state/http-state.ts'
import { issue } from '../../support/certificates.ts'
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

/** A server that does what it is told, and its address. */
async function listen(server: Server): Promise<string> {
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

const start = async (listener: RequestListener): Promise<string> => `http://${await listen(createServer(listener))}/s`

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

describe('a state behind something hostile', () => {
  const login = { username: 'evenkeel', password: 'canary-4', headers: { authorization: 'Bearer canary-5' } }
  const messages = ({ errors }: Outcome): string =>
    [...new Set(errors.map(({ error }) => `${error.code} ${error.message} ${error.remedy ?? ''}`))].join('\n')

  it('that leads elsewhere is not followed: no header gets to another host', async () => {
    const stolen: IncomingMessage[] = []
    const thief = await start((request, response) => {
      stolen.push(request)
      response.end(stateText(vpc))
    })
    for (const status of [301, 302, 303, 307, 308]) {
      const url = await start((_, response) => response.writeHead(status, { location: thief }).end())
      const outcome = await read({ url, ...login })
      expect(outcome.resources).toEqual([])
      expect(messages(outcome)).toMatch(/^collect-malformed .*name the address that it leads to/)
    }
    expect(stolen).toEqual([])
  })

  it('that is a page on which to log in is told as that, though it answers 200', async () => {
    const page = '<html><form>canary-6</form></html>'
    const url = await start((_, response) =>
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page),
    )
    const outcome = await read({ url, ...login })
    expect(messages(outcome)).toMatch(/^collect-credentials .*a page for people/)
    expect(messages(outcome)).not.toContain('canary')
    const json = await start((_, response) => response.end('{"error":"log in, canary-6"}'))
    expect(messages(await read({ url: json }))).toMatch(/^collect-file-malformed .*it has no format version/)
  })

  it('that would fill the memory is refused before it does: a bomb of a few kilobytes', async () => {
    const part = gzipSync(Buffer.alloc(16 * 1024 * 1024, ' '))
    const url = await start((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' })
      for (let i = 0; i < 20; i++) response.write(part)
      response.end()
    })
    expect(messages(await read({ url }))).toMatch(/^collect-file-malformed .*larger than 256 MiB/)
  })

  it('that gives one byte and then none is left when time is up; one that is cut off is no state', async () => {
    const over = new AbortController()
    const slow = await start((_, response) => {
      response.write('{')
      setImmediate(() => over.abort())
    })
    await expect(httpState({ url: slow }, over.signal)).rejects.toMatchObject({ code: 'collect-cancelled' })
    const cut = await start((_, response) => {
      response.writeHead(200, { 'content-length': '5000' })
      response.write('{"version": 4', () => response.destroy())
    })
    expect(messages(await read({ url: cut }))).toMatch(/^collect-unreachable /)
  })

  it('whose certificate nobody here trusts gets nothing, and says how it could be trusted', async () => {
    const asked: unknown[] = []
    const { keyPem, pem } = await issue({ subject: 'CN=127.0.0.1' })
    const at = await listen(createSecureServer({ key: keyPem, cert: pem }, (request) => asked.push(request)))
    const outcome = await read({ url: `https://${at}/s`, ...login })
    expect(messages(outcome)).toMatch(/^collect-unreachable .*NODE_EXTRA_CA_CERTS/)
    expect(asked).toEqual([])
  })
})

describe('a state in a bucket', () => {
  const xml = (code: string): string =>
    `<?xml version="1.0"?><Error><Code>${code}</Code><Message>canary-7</Message></Error>`
  const answers = async (status: number, body: string, headers: Record<string, string> = {}): Promise<Outcome> => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'test')
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test')
    const methods: (string | undefined)[] = []
    const endpoint = await start((request, response) => {
      methods.push(request.method)
      response.writeHead(status, { 'content-type': 'application/xml', ...headers }).end(body)
    })
    const s3 = {
      bucket: 'shop-states',
      key: 'a.tfstate',
      region: 'eu-west-1',
      endpoint: new URL(endpoint).origin,
      maxAttempts: 1,
    }
    try {
      const outcome = await collectAt(terraformState, '/', { s3 })
      // Never a lock, never a write.
      expect(new Set(methods)).toEqual(new Set(['GET']))
      return outcome
    } finally {
      vi.unstubAllEnvs()
    }
  }

  it.each([
    [403, 'AccessDenied', /^collect-denied .*kms:Decrypt/],
    [301, 'PermanentRedirect', /^collect-no-place .*the bucket is in another region/],
    [400, 'AuthorizationHeaderMalformed', /^collect-no-place .*the bucket is in another region/],
    [403, 'InvalidObjectState', /^collect-failed .*restored/],
    [404, 'NoSuchKey', /^collect-nothing-matched /],
    [503, 'SlowDown', /^collect-throttled /],
  ])('that answers %i %s says so', async (status, code, told) => {
    const { errors, resources } = await answers(status, xml(code))
    expect(resources).toEqual([])
    expect(new Set(errors.map(({ error }) => error.code)).size).toBe(1)
    const [first] = errors
    expect(`${first?.error.code ?? ''} ${first?.error.message ?? ''} ${first?.error.remedy ?? ''}`).toMatch(told)
    expect(JSON.stringify(errors.map(({ error }) => [error.message, error.remedy]))).not.toContain('canary')
  })

  it('is read as it is now, whatever versions there were; a deleted one is none', async () => {
    const now = await answers(200, stateText(vpc), {
      'x-amz-version-id': 'v2',
      'x-amz-server-side-encryption': 'aws:kms',
    })
    expect(now.resources.map(({ id }) => id)).toEqual(['vpc-1'])
    const gone = await answers(404, xml('NoSuchKey'), { 'x-amz-delete-marker': 'true', 'x-amz-version-id': 'v3' })
    expect(new Set(gone.errors.map(({ error }) => error.code))).toEqual(new Set(['collect-nothing-matched']))
  })
})

describe('a source that names no state', () => {
  it('is refused', async () => {
    await expect(read({ url: 'http://127.0.0.1:1/' })).resolves.toBeDefined()
    await expect(collectAt(terraformState, '/', {})).rejects.toThrow('name a state by `state`, `s3` or `http`')
  })
})
