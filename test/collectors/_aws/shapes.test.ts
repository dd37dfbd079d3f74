import { describe, expect, it } from 'vitest'
import { certificateResource } from '../../../collectors/_aws/shapes/certificate.ts'
import { computeInstanceResource } from '../../../collectors/_aws/shapes/compute-instance.ts'
import { databaseInstanceResource } from '../../../collectors/_aws/shapes/database-instance.ts'
import { databaseParametersResource } from '../../../collectors/_aws/shapes/database-parameters.ts'
import { firewallResource } from '../../../collectors/_aws/shapes/firewall.ts'
import { networkResource } from '../../../collectors/_aws/shapes/network.ts'
import { subnetResource } from '../../../collectors/_aws/shapes/subnet.ts'
import { provisionedIops, provisionedThroughput, volumeRecords } from '../../../collectors/_aws/shapes/volume.ts'
import { plain } from '../../support/read-collector.ts'

const place = { account: '111111111111', region: 'eu-west-1' }
const arn = 'arn:aws:acm:eu-west-1:111111111111:certificate/00000000-0000-4000-8000-000000000001'

describe('what one source writes as nothing and another leaves out is the same', () => {
  it('for an instance', () => {
    const base = { ...place, id: 'i-1', type: 'm6i.large' }
    const empty = { keyPair: '', profile: '', publicIp: '', publicDns: null, privateIp: null, tenancy: '', image: null }
    expect(plain(computeInstanceResource({ ...base, ...empty }))).toEqual(plain(computeInstanceResource(base)))
  })

  it('for a database', () => {
    const base = { ...place, identifier: 'orders', allocatedStorage: 100, storageType: 'gp2' }
    const empty = { iops: 0, storageThroughput: 0, maxAllocatedStorage: 0, databaseName: '', port: 0, parameters: null }
    expect(plain(databaseInstanceResource({ ...base, ...empty }))).toEqual(plain(databaseInstanceResource(base)))
  })

  it('for a certificate', () => {
    const base = { ...place, arn, domainName: 'www.shop.example', type: 'IMPORTED' }
    const empty = { notBefore: '', notAfter: null, status: '', validation: 'NONE', names: null, renewalEligibility: '' }
    expect(plain(certificateResource({ ...base, ...empty }))).toEqual(plain(certificateResource(base)))
  })
})

describe('order never matters', () => {
  it('for groups, volumes, log types, parameters and names', () => {
    const instance = (turn: <T>(list: T[]) => T[]) =>
      computeInstanceResource({
        ...{ ...place, id: 'i-1', type: 'm6i.large', firewalls: turn(['sg-2', 'sg-1']) },
        volumes: turn([{ device: '/dev/sdb' }, { device: '/dev/sda' }]),
      })
    expect(instance((list) => list)).toEqual(instance((list) => list.reverse()))
    const group = (parameters: readonly { readonly name: string; readonly value: string }[]) =>
      databaseParametersResource({ ...place, name: 'pg', family: 'postgres15', parameters })
    const [a, b] = [
      { name: 'work_mem', value: '1' },
      { name: 'max_connections', value: '2' },
    ]
    expect(group([a, b])).toEqual(group([b, a]))
  })
})

describe('a network and its subnets', () => {
  it('clear host bits, count the primary range once, and are found by their ranges', () => {
    const found = networkResource({
      ...place,
      id: 'vpc-1',
      cidr: '10.0.0.1/16',
      moreCidrs: ['10.0.0.0/16', '100.64.0.1/18'],
    })
    expect(found.attributes).toMatchObject({ cidrs: ['10.0.0.0/16', '100.64.0.0/18'], prefixLength: 16 })
    expect(found.identifiers).toEqual([
      'vpc-1',
      'arn:aws:ec2:eu-west-1:111111111111:vpc/vpc-1',
      '10.0.0.0/16',
      '100.64.0.0/18',
    ])
  })

  it('may have IPv6 alone', () => {
    const found = subnetResource({ ...place, id: 'subnet-1', cidr: '', ipv6Cidrs: ['2001:DB8:0::/64'] })
    expect(found.attributes).toMatchObject({ cidr: '2001:db8::/64', prefixLength: 64 })
  })

  it('have no ARN where the account is not known', () => {
    expect(subnetResource({ id: 'subnet-1', region: 'eu-west-1', cidr: '10.0.0.0/24' }).identifiers).toEqual([
      'subnet-1',
      '10.0.0.0/24',
    ])
  })
})

describe('a firewall', () => {
  const own = { protocol: -1, cidrs: [], groups: ['sg-1'], prefixLists: [] }
  const out = { protocol: -1, cidrs: ['0.0.0.0/0'], groups: [], prefixLists: [] }

  it('is not reported in AWS’s default form or closed, and is once it lets something in', () => {
    const base = { ...place, id: 'sg-1', groupName: 'default' }
    expect(firewallResource({ ...base, ingress: [own], egress: [out] })).toBeUndefined()
    expect(firewallResource({ ...base, ingress: [], egress: [] })).toBeUndefined()
    const open = { ...out, protocol: 'tcp', fromPort: 22, toPort: 22 }
    expect(firewallResource({ ...base, ingress: [own, open], egress: [out] })).toMatchObject({ name: 'default' })
  })

  it('is called by its Name tag, else by the group’s name, and has its given address before CloudFormation’s', () => {
    const base = { ...place, id: 'sg-1', groupName: 'web-1a2b', ingress: [], egress: [out] }
    expect(firewallResource(base)?.name).toBe('web-1a2b')
    const tags = { Name: 'web', 'aws:cloudformation:stack-name': 's', 'aws:cloudformation:logical-id': 'L' }
    expect(firewallResource({ ...base, tags })).toMatchObject({ name: 'web', address: 's/L', tags: { Name: 'web' } })
    expect(firewallResource({ ...base, tags, address: 'aws_security_group.web' })?.address).toBe(
      'aws_security_group.web',
    )
  })
})

describe('volumes', () => {
  it.each([
    ['gp2', 600, undefined],
    ['gp3', 3000, 3000],
    ['io1', 5000, 5000],
    ['io2', 5000, 5000],
    ['st1', 500, undefined],
    ['standard', 0, undefined],
    [undefined, 3000, undefined],
  ])('%s with %s IOPS has %s of its own', (type, given, own) => expect(provisionedIops(type, given)).toBe(own))

  it('have a throughput of their own in gp3 alone', () => {
    expect(provisionedThroughput('gp3', 125)).toBe(125)
    expect(provisionedThroughput('st1', 40)).toBeUndefined()
  })

  it('stand by device, each once', () => {
    const found = volumeRecords([
      { device: '/dev/sdb', size: 1 },
      { device: '/dev/sda', size: 2 },
      { device: '/dev/sdb', size: 3 },
    ])
    expect(found.map((one) => [one.device, one.size])).toEqual([
      ['/dev/sda', 2],
      ['/dev/sdb', 3],
    ])
  })
})

describe('a certificate', () => {
  it.each([
    ['RSA_2048', 'RSA-2048'],
    ['RSA-2048', 'RSA-2048'],
    ['EC_prime256v1', 'EC-prime256v1'],
  ])('writes the key type %s as %s', (written, kept) => {
    const found = certificateResource({ ...place, arn, domainName: 'a.shop.example', keyAlgorithm: written })
    expect(found.attributes.keyAlgorithm).toBe(kept)
  })

  it.each([
    ['AMAZON_ISSUED', 'ELIGIBLE', 'issued', true],
    ['AMAZON_ISSUED', 'INELIGIBLE', 'issued', false],
    ['AMAZON_ISSUED', undefined, 'issued', undefined],
    ['IMPORTED', 'ELIGIBLE', 'imported', false],
    ['PRIVATE', 'ELIGIBLE', 'private', true],
  ])('%s and %s is %s, renews: %s', (type, renewalEligibility, origin, renewable) => {
    const found = certificateResource({ ...place, arn, domainName: 'a.shop.example', type, renewalEligibility })
    expect([found.attributes.origin, found.attributes.renewable]).toEqual([origin, renewable])
  })

  it('ends with the first of its chain, and writes moments in one form', () => {
    const found = certificateResource({
      ...{ ...place, arn, domainName: 'A.shop.example', notAfter: '2027-01-02T03:04:05Z' },
      chain: [
        { subject: 'i', issuer: 'r', notAfter: new Date('2030-01-01T00:00:00Z') },
        { subject: 'r', issuer: 'r', notAfter: '2028-01-01T00:00:00Z' },
      ],
    })
    expect(found.attributes).toMatchObject({
      subject: 'a.shop.example',
      names: ['a.shop.example'],
      notAfter: '2027-01-02T03:04:05.000Z',
      chainNotAfter: '2028-01-01T00:00:00.000Z',
    })
  })
})
