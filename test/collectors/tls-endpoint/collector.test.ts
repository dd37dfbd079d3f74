import { rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { tlsEndpoint } from '../../../collectors/tls-endpoint/collector.ts'
import type { Collector, Diagnosis } from '../../../src/collect/contract.ts'
import { createFingerprinter } from '../../../src/platform/fingerprint.ts'
import { collectorContract, type Setup } from '../../contracts/collector-contract.ts'
import { daysFromNow, issue } from '../../support/certificates.ts'
import { collectWith, facts, source, type Collected } from '../../support/fake-collector.ts'
import { startPlainServer, startTlsServer, type RunningServer } from '../../support/tls-server.ts'
import { makeAuthorities, serve, type Authorities } from './world.ts'

const collector = tlsEndpoint as unknown as Collector
let authorities: Authorities
const running: RunningServer[] = []

beforeAll(async () => {
  authorities = await makeAuthorities()
})
afterEach(async () => {
  for (const server of running.splice(0)) await server.close()
})
afterAll(() => rm(authorities.folder, { recursive: true, force: true }))

const started = async <T extends RunningServer>(server: Promise<T>): Promise<T> => {
  const made = await server
  running.push(made)
  return made
}
const served = async (...args: [Parameters<typeof serve>[1]?, boolean?]): Promise<RunningServer> => {
  const { server } = await serve(authorities, ...args)
  running.push(server)
  return server
}

const collect = (endpoints: readonly string[], settings: object = {}, signal?: AbortSignal): Promise<Collected> =>
  collectWith([collector], {
    facts: { ...facts, baseDirectory: authorities.folder },
    sources: [source('tls', { settings: { endpoints, ca: authorities.ca, ...settings } })],
    ...(signal === undefined ? {} : { signal }),
  })

const look = async (server: RunningServer, settings: object = {}): Promise<Readonly<Record<string, unknown>>> => {
  const { resources, coverage } = await collect([server.endpoint], settings)
  expect(coverage).toMatchObject([{ kind: 'certificate', status: 'complete', origin: { scope: server.endpoint } }])
  return resources[0]?.attributes as Readonly<Record<string, unknown>>
}

/** A port on which nobody listens any more. */
async function closedPort(): Promise<number> {
  const server = await started(startPlainServer((socket) => socket.destroy()))
  await server.close()
  return server.port
}

const setup = async (make: () => Promise<RunningServer>): Promise<Setup & { readonly endpoint: string }> => {
  const { server: good } = await serve(authorities)
  const odd = await make()
  return {
    endpoint: odd.endpoint,
    settings: { endpoints: [good.endpoint, odd.endpoint], ca: authorities.ca },
    environment: { baseDirectory: authorities.folder },
    close: async () => {
      await good.close()
      await odd.close()
    },
  }
}
const silent = (): Promise<RunningServer> => startPlainServer(() => undefined)
const spoilt = async (make: () => Promise<RunningServer>) => {
  const made = await setup(make)
  return { ...made, scope: made.endpoint, affects: { certificate: 'partial' as const } }
}

collectorContract('tls-endpoint', {
  collector,
  good: () => setup(async () => (await serve(authorities)).server),
  faults: {
    denied: { impossible: 'a handshake needs no permission; a refused one is unreachable' },
    throttled: { impossible: 'a handshake has no answer that says to come later' },
    timedOut: () => spoilt(silent),
    malformed: () => spoilt(() => startPlainServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))),
    emptyPageWithToken: { impossible: 'a handshake has no pages' },
    cancelled: () => setup(silent),
  },
})

describe('tls-endpoint', () => {
  it('sees the whole chain of a good endpoint', async () => {
    const [notBefore, notAfter] = [daysFromNow(-3), daysFromNow(30)]
    const server = await served({
      subject: 'CN=Localhost, O=Shop',
      names: ['www.Shop.example', 'localhost', '127.0.0.1', '*.api.shop.example'],
      serial: '0a1b2c',
      notBefore,
      notAfter,
    })
    const { resources, coverage } = await collect([server.endpoint])
    expect(resources[0]).toMatchObject({ id: server.endpoint, name: server.endpoint, kind: 'certificate' })
    expect(coverage).toMatchObject([
      {
        role: expect.stringMatching(/^localhost:\d+$/) as string,
        required: true,
        origin: { mode: 'observed', scope: server.endpoint },
      },
    ])
    const intermediate = authorities.intermediate.certificate.notAfter.toISOString()
    expect(resources[0]?.attributes).toEqual({
      subject: 'localhost',
      names: ['*.api.shop.example', '127.0.0.1', 'localhost', 'www.shop.example'],
      issuer: 'Shop Trust',
      keyAlgorithm: 'EC-prime256v1',
      origin: 'served',
      status: 'OK',
      inUse: true,
      notBefore: notBefore.toISOString(),
      notAfter: notAfter.toISOString(),
      chainNotAfter: intermediate,
      serial: '0a1b2c',
      selfSigned: false,
      nameMatches: true,
      trusted: true,
      protocol: 'TLSv1.3',
      chain: [
        {
          subject: 'Shop Issuing 1',
          issuer: 'Shop Root',
          keyAlgorithm: 'EC-prime256v1',
          notAfter: intermediate,
        },
        {
          subject: 'Shop Root',
          issuer: 'Shop Root',
          keyAlgorithm: 'EC-secp384r1',
          notAfter: authorities.root.certificate.notAfter.toISOString(),
        },
      ],
    })
    expect(server.asked).toEqual(['localhost'])
  })

  it('knows RSA keys', async () => {
    expect(await look(await served({ key: 'rsa' }))).toMatchObject({ keyAlgorithm: 'RSA-2048', trusted: true })
  })

  it('takes a certificate for another name as a fact', async () => {
    const server = await served({ subject: 'CN=other.shop.example', names: ['other.shop.example'] })
    expect(await look(server)).toMatchObject({ nameMatches: false, trusted: true, status: 'OK' })
    expect(await look(server, { servername: 'other.shop.example' })).toMatchObject({ nameMatches: true })
    expect(server.asked).toEqual(['localhost', 'other.shop.example'])
  })

  it('takes an expired certificate as a fact, and still says whose it is', async () => {
    const expired = { notBefore: daysFromNow(-60), notAfter: daysFromNow(-2) }
    const server = await served(expired)
    const seen = { notAfter: expired.notAfter.toISOString(), status: 'CERT_HAS_EXPIRED', nameMatches: true }
    expect(await look(server)).toMatchObject({ ...seen, trusted: true })
    expect(await look(server, { ca: undefined })).toMatchObject({ trusted: false })
  })

  it('takes one that is not valid yet as a fact', async () => {
    const server = await served({ notBefore: daysFromNow(2), notAfter: daysFromNow(9) })
    expect(await look(server)).toMatchObject({ status: 'CERT_NOT_YET_VALID', trusted: true })
  })

  it('sees that an intermediate expires before the leaf', async () => {
    const notAfter = daysFromNow(5)
    const intermediate = await issue({ subject: 'CN=Old, O=Shop', by: authorities.root, authority: true, notAfter })
    const leaf = await issue({ subject: 'CN=localhost', by: intermediate, names: ['localhost'] })
    const server = await started(startTlsServer({ key: leaf.keyPem, cert: leaf.pem + '\n' + intermediate.pem }))
    expect(await look(server)).toMatchObject({ chainNotAfter: notAfter.toISOString(), trusted: true })
  })

  it('takes a self-signed certificate as a fact', async () => {
    const own = await issue({ subject: 'CN=localhost', names: ['localhost'], key: 'rsa' })
    const server = await started(startTlsServer({ key: own.keyPem, cert: own.pem }))
    expect(await look(server)).toMatchObject({
      selfSigned: true,
      trusted: false,
      status: 'DEPTH_ZERO_SELF_SIGNED_CERT',
      chain: [],
      issuer: 'localhost',
    })
  })

  it('sees that the intermediate is missing', async () => {
    const attributes = await look(await served({}, false))
    expect(attributes).toMatchObject({ trusted: false, status: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', chain: [] })
    expect(attributes).not.toHaveProperty('chainNotAfter')
  })

  it('trusts no authority that nobody named', async () => {
    expect(await look(await served(), { ca: undefined })).toMatchObject({ trusted: false, selfSigned: false })
  })

  it('reads a certificate without names, and one of a name only', async () => {
    expect(await look(await served({ names: [] }))).toMatchObject({ subject: 'localhost', names: [] })
    expect(await look(await served({ subject: 'O=Shop' }))).toMatchObject({
      subject: 'localhost',
      names: ['localhost'],
    })
  })

  it('speaks what an old server speaks', async () => {
    const leaf = await issue({ subject: 'CN=localhost', by: authorities.intermediate, names: ['localhost'] })
    const cert = leaf.pem + '\n' + authorities.intermediate.pem
    const server = await started(startTlsServer({ key: leaf.keyPem, cert, maxVersion: 'TLSv1.2' }))
    expect(await look(server)).toMatchObject({ protocol: 'TLSv1.2', trusted: true })
  })

  it('sees an endpoint that wants a client certificate, unless it refuses before (TLS 1.2)', async () => {
    const leaf = await issue({ subject: 'CN=localhost', by: authorities.intermediate, names: ['localhost'] })
    const cert = leaf.pem + '\n' + authorities.intermediate.pem
    const wanting = { key: leaf.keyPem, cert, ca: authorities.root.pem, requestCert: true, rejectUnauthorized: true }
    const server = await started(startTlsServer({ ...wanting, minVersion: 'TLSv1.3' }))
    expect(await look(server)).toMatchObject({ protocol: 'TLSv1.3', trusted: true })
    const old = await started(startTlsServer({ ...wanting, maxVersion: 'TLSv1.2' }))
    const { coverage } = await collect([old.endpoint])
    expect(coverage[0]).toMatchObject({ status: 'partial' })
    expect(coverage[0]?.reason).toMatch(/could not be reached/)
  })

  it('connects to an address, and asks for no name then', async () => {
    const server = await served({ names: ['127.0.0.1'] })
    const { resources } = await collect([`127.0.0.1:${server.port}`])
    expect(resources[0]).toMatchObject({ id: `127.0.0.1:${server.port}`, attributes: { nameMatches: true } })
    expect(server.asked).toEqual([])
  })

  it.each<[string, () => Promise<string>, RegExp]>([
    [
      'refused',
      async () => `localhost:${await closedPort()}`,
      /could not be reached \(the connection was refused\)\.$/,
    ],
    ['unresolved', async () => 'nowhere.invalid:443', /could not be reached \(the name .*\)\.$/],
    [
      'closed at once',
      async () => (await started(startPlainServer((socket) => socket.destroy()))).endpoint,
      /could not be reached \(it closed the connection before the handshake was done\)\.$/,
    ],
    [
      'plain HTTP',
      async () => (await started(startPlainServer((s) => s.end('HTTP/1.1 400 Bad Request\r\n\r\nsecret')))).endpoint,
      /cannot be understood \(it does not speak TLS: .*\)\.$/,
    ],
    [
      'a server that refuses the handshake',
      async () => {
        const server = await started(startTlsServer({ pskCallback: () => null, ciphers: 'PSK', maxVersion: 'TLSv1.2' }))
        return server.endpoint
      },
      /could not be reached \(the handshake was refused: .*alert.*\)\.$/,
    ],
  ])('says which endpoint shows no certificate, and why: %s', async (_what, make, sentence) => {
    const endpoint = await make()
    const good = await served()
    const { resources, coverage } = await collect([endpoint, good.endpoint])
    expect(resources.map(({ id }) => id)).toEqual([good.endpoint])
    const row = coverage.find(({ origin }) => origin.scope === endpoint)
    expect(row).toMatchObject({ status: 'partial', required: true })
    expect(row?.reason).toMatch(sentence)
    expect(row?.reason).toContain(endpoint)
    expect(row?.reason).not.toContain('secret')
  })

  it('gives up a silent server at its deadline, and hangs up', async () => {
    const server = await started(silent())
    const { coverage } = await collect([server.endpoint], { deadlineSeconds: 0.3 })
    expect(coverage[0]?.reason).toMatch(/did not answer within 0\.3 s\.$/)
    await expect.poll(() => server.connections(), { timeout: 30_000 }).toBe(0)
  })

  it('stops when it is interrupted, and hangs up', async () => {
    const server = await started(silent())
    const controller = new AbortController()
    const collecting = collect([server.endpoint], {}, controller.signal)
    setTimeout(() => controller.abort(), 100)
    await expect(collecting).rejects.toMatchObject({ code: 'collect-cancelled' })
    await expect.poll(() => server.connections(), { timeout: 30_000 }).toBe(0)
  })

  it('leaves no connection behind', async () => {
    const server = await served()
    await look(server)
    await expect.poll(() => server.connections(), { timeout: 30_000 }).toBe(0)
  })

  it.each([
    ['missing.pem', undefined, /^Nothing matches missing\.pem\.$/],
    ['empty.pem', 'no certificate', /empty\.pem .*holds no PEM certificate/],
    [
      'damaged.pem',
      '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n',
      /damaged\.pem .*certificate 1 in it is damaged/,
    ],
  ])('says that %s cannot be used', async (ca, text, sentence) => {
    if (text !== undefined) await writeFile(join(authorities.folder, ca), text)
    const server = await served()
    const { coverage, resources } = await collect([server.endpoint], { ca })
    expect(resources).toEqual([])
    expect(coverage[0]?.reason).toMatch(sentence)
  })

  it('is diagnosed in one line an endpoint', async () => {
    const good = await served({ notAfter: new Date('2099-01-02T03:04:05Z') })
    const refused = `localhost:${await closedPort()}`
    const settings = { endpoints: [good.endpoint, refused] }
    const environment = { ...facts, baseDirectory: authorities.folder }
    const lines: Diagnosis[] = []
    for (const scope of await tlsEndpoint.scopes(settings, environment)) {
      const request = {
        scope,
        settings,
        environment,
        fingerprint: createFingerprinter('x'),
        signal: AbortSignal.timeout(9000),
      }
      for await (const line of tlsEndpoint.diagnose(request)) lines.push(line)
    }
    expect(lines).toMatchObject([
      { what: good.endpoint, ok: true, detail: 'TLSv1.3, localhost, until 2099-01-02T03:04:05.000Z' },
      { what: refused, ok: false, detail: `${refused} could not be reached (the connection was refused).` },
    ])
  })
})

describe('the scopes', () => {
  it('are the endpoints, each once, written in one way', async () => {
    const endpoints = [
      'WWW.shop.example',
      'www.shop.example:443',
      'api.shop.example:8443',
      '[::1]:443',
      '[2001:DB8::1]',
    ]
    const scopes = await tlsEndpoint.scopes({ endpoints }, facts)
    expect(scopes.map(({ scope }) => scope)).toEqual([
      'www.shop.example:443',
      'api.shop.example:8443',
      '[::1]:443',
      '[2001:db8::1]:443',
    ])
  })

  it('reach an IPv6 address', async () => {
    const listening = await new Promise<boolean>((resolve) => {
      const probe = createServer().once('error', () => resolve(false))
      probe.listen(0, '::1', () => probe.close(() => resolve(true)))
    })
    const { coverage } = await collect(['[::1]:1'])
    expect(coverage[0]?.reason).toMatch(listening ? /^\[::1\]:1 .*refused/ : /^\[::1\]:1 could not be reached/)
  })
})
