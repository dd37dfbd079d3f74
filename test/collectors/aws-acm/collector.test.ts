import { afterEach, describe, expect, it } from 'vitest'
import { awsAcm } from '../../../collectors/aws-acm/collector.ts'
import { needsOf, type Collector } from '../../../src/collect/contract.ts'
import { awsWorld, shopRecordings, type AwsWorld } from '../../support/aws-world.ts'
import { byId, plain, readCollector } from '../../support/read-collector.ts'
import type { Recording } from '../../support/replay-recording.ts'
import type { Fault } from '../../support/replay-server.ts'

let world: AwsWorld

async function read(faults: readonly Fault[] = [], recordings: readonly Recording[] = shopRecordings) {
  world = await awsWorld({ faults, recordings })
  return readCollector(awsAcm, world)
}

const arn = (n: number): string =>
  `arn:aws:acm:eu-west-1:111111111111:certificate/00000000-0000-4000-8000-00000000000${n}`

/** Recordings with one answer replaced. */
const replacing = (action: string, n: number, instead: Omit<Recording, 'action' | 'match'>): readonly Recording[] => [
  ...shopRecordings.filter((one) => one.action !== action || one.match?.['CertificateArn'] !== arn(n)),
  { action, match: { CertificateArn: arn(n) }, ...instead },
]

const gone = { status: 400, body: { __type: 'ResourceNotFoundException', Message: 'gone' } }

afterEach(() => world.close())

describe('aws-acm', () => {
  it('asks for every key type, so that ECDSA certificates exist, and follows pages', async () => {
    const outcome = await read()
    expect(outcome.errors).toEqual([])
    expect(outcome.unknown).toEqual([])
    expect(outcome.resources.map((one) => one.name)).toEqual([
      'www.shop.example',
      'api.shop.example',
      'internal.shop.example',
      'new.shop.example',
    ])
    const [first] = world.replay.requests.filter((one) => one.action === 'acm:ListCertificates')
    const types = Object.entries(first?.parameters ?? {}).filter(([name]) => name.startsWith('Includes.keyTypes.'))
    expect(types.map(([, type]) => type).sort()).toEqual([
      'EC_prime256v1',
      'EC_secp384r1',
      'EC_secp521r1',
      'RSA_1024',
      'RSA_2048',
      'RSA_3072',
      'RSA_4096',
    ])
  })

  it('tells all of a certificate and its chain', async () => {
    expect(plain(byId(await read(), arn(1)))).toEqual({
      kind: 'certificate',
      id: arn(1),
      name: 'www.shop.example',
      address: 'shop-production/WebCertificate',
      identifiers: [arn(1)],
      account: '111111111111',
      region: 'eu-west-1',
      tags: { Service: 'web' },
      attributes: {
        subject: 'www.shop.example',
        names: ['shop.example', 'www.shop.example'],
        issuer: 'Amazon',
        keyAlgorithm: 'RSA-2048',
        signatureAlgorithm: 'SHA256-RSA',
        origin: 'issued',
        status: 'ISSUED',
        inUse: true,
        renewable: true,
        validation: 'DNS',
        notBefore: '2026-05-01T00:00:00.000Z',
        notAfter: '2027-06-01T23:59:59.000Z',
        chainNotAfter: '2027-06-01T00:00:00.000Z',
        serial: '0a01',
        selfSigned: false,
        chain: [
          {
            subject: 'Example Issuing CA 1',
            issuer: 'Example Root CA',
            keyAlgorithm: 'RSA-2048',
            notAfter: '2027-06-01T00:00:00.000Z',
          },
          {
            subject: 'Example Root CA',
            issuer: 'Example Root CA',
            keyAlgorithm: 'RSA-2048',
            notAfter: '2040-01-01T00:00:00.000Z',
          },
        ],
      },
    })
  })

  it('knows that an imported certificate never renews itself, and a self-signed one', async () => {
    const { attributes } = byId(await read(), arn(3))
    expect(attributes).toMatchObject({ origin: 'imported', renewable: false, selfSigned: true, chain: [] })
    expect(attributes['chainNotAfter']).toBeUndefined()
    expect(attributes['keyAlgorithm']).toBe('EC-prime256v1')
  })

  it('does not ask for the contents of a certificate that waits for its validation', async () => {
    const { attributes } = byId(await read(), arn(4))
    expect(attributes).toMatchObject({ status: 'PENDING_VALIDATION', validation: 'EMAIL' })
    expect(attributes['notAfter']).toBeUndefined()
    const asked = world.replay.requests.filter((one) => one.action === 'acm:GetCertificate')
    expect(asked.map((one) => one.parameters['CertificateArn'])).not.toContain(arn(4))
  })

  it('has nearly all from the list where details are denied, and says what is unknown', async () => {
    const outcome = await read([
      { action: 'acm:DescribeCertificate', does: 'denied' },
      { action: 'acm:GetCertificate', does: 'denied' },
    ])
    expect(outcome.errors).toEqual([])
    expect(new Set(outcome.unknown.flatMap((one) => one.fields))).toEqual(
      new Set(['/issuer', '/signatureAlgorithm', '/validation', '/serial', '/selfSigned', '/chain', '/chainNotAfter']),
    )
    expect(byId(outcome, arn(2)).attributes).toMatchObject({
      names: ['api.shop.example'],
      keyAlgorithm: 'EC-prime256v1',
      notAfter: '2027-06-01T23:59:59.000Z',
      renewable: true,
    })
  })

  it('is partial where tags are denied: a tag that is asked for may be there', async () => {
    const outcome = await read([{ action: 'acm:ListTagsForCertificate', does: 'denied', times: 1 }])
    expect(outcome.unknown).toMatchObject([{ kind: 'certificate', fields: [] }])
    expect(outcome.resources).toHaveLength(4)
  })

  it('leaves out a certificate that was deleted while it read', async () => {
    const outcome = await read([], replacing('acm:DescribeCertificate', 2, gone))
    expect(outcome.errors).toEqual([])
    expect(outcome.resources.map((one) => one.id)).toEqual([arn(1), arn(3), arn(4)])
  })

  it('does not take a certificate that is still being made for a failure', async () => {
    const outcome = await read(
      [],
      replacing('acm:GetCertificate', 2, {
        status: 400,
        body: { __type: 'RequestInProgressException', message: 'wait' },
      }),
    )
    expect(outcome.errors).toEqual([])
    expect(outcome.unknown).toEqual([])
    expect(byId(outcome, arn(2)).attributes['chain']).toBeUndefined()
  })

  it('says that the chain is unknown where what came is no certificate', async () => {
    const broken = '-----BEGIN CERTIFICATE-----\nbm90IGEgY2VydGlmaWNhdGU=\n-----END CERTIFICATE-----'
    const outcome = await read([], replacing('acm:GetCertificate', 1, { body: { Certificate: broken } }))
    expect(outcome.unknown).toMatchObject([{ fields: ['/selfSigned', '/chain', '/chainNotAfter'] }])
    expect(outcome.unknown[0]?.reason).toMatch(/acm:GetCertificate .* cannot be understood/)
    expect(byId(outcome, arn(1)).attributes['issuer']).toBe('Amazon')
  })

  it('needs exactly what it calls, and only reads', async () => {
    await read()
    expect(world.replay.actions().filter((action) => !action.startsWith('sts:'))).toEqual(
      needsOf(awsAcm as unknown as Collector),
    )
    for (const action of world.replay.actions()) expect(action).toMatch(/^\w+:(Describe|List|Get)/)
  })

  it.each([
    ['denied', 'collect-denied'],
    ['throttled', 'collect-throttled'],
    ['html', 'collect-malformed'],
    ['html-error', 'collect-malformed'],
    ['truncated', 'collect-malformed'],
    ['no-list', 'collect-malformed'],
    ['repeated-token', 'collect-malformed'],
    ['server-error', 'collect-failed'],
    ['reset', 'collect-unreachable'],
  ] as const)('tells %s as %s', async (does, code) => {
    const outcome = await read([{ action: 'acm:ListCertificates', does }])
    expect(outcome.errors).toMatchObject([{ code }])
    expect(String(outcome.errors[0])).not.toMatch(/secret|hotel/)
  })
})
