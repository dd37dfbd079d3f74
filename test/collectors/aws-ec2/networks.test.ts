import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { awsEc2 } from '../../../collectors/aws-ec2/collector.ts'
import { network } from '../../../src/model/kinds/network.ts'
import { awsWorld, type AwsWorld } from '../../support/aws-world.ts'
import { byId, plain, readCollector, type Outcome } from '../../support/read-collector.ts'

const canary = 'canary-7Yq3hV9sXw2LkP'
let world: AwsWorld
let outcome: Outcome

beforeAll(async () => {
  world = await awsWorld()
  outcome = await readCollector(awsEc2, world, new AbortController().signal)
})

afterAll(() => world.close())

const attributesOf = (id: string): unknown => plain(byId(outcome, id).attributes)
const idsOf = (kind: string): readonly string[] =>
  outcome.resources.filter((one) => one.kind === kind).map((one) => one.id)

describe('networks', () => {
  it('know how names are resolved in them, by two calls each; the default one is not asked about', () => {
    expect(attributesOf('vpc-0aaa0000000000001')).toMatchObject({ dnsSupport: true, dnsHostnames: true })
    const asked = world.replay.requests.filter((one) => one.action === 'ec2:DescribeVpcAttribute')
    expect(asked.map(({ parameters }) => [parameters['VpcId'], parameters['Attribute']])).toEqual([
      ['vpc-0aaa0000000000001', 'enableDnsSupport'],
      ['vpc-0aaa0000000000001', 'enableDnsHostnames'],
    ])
  })

  it.each([
    ['are known but for that where it is denied', 'denied' as const, ['/dnsSupport', '/dnsHostnames']],
    ['are known but for that where the answer is none of EC2', 'html' as const, ['/dnsSupport', '/dnsHostnames']],
    ['are left out where they were deleted meanwhile', { code: 'InvalidVpcID.NotFound', status: 400 }, undefined],
  ])('%s', async (_name, does, unknown) => {
    const other = await awsWorld({ faults: [{ action: 'ec2:DescribeVpcAttribute', does }] })
    const networks = { ...awsEc2, reads: awsEc2.reads.filter(({ produces }) => produces.includes(network)) }
    const found = await readCollector(networks, other, new AbortController().signal)
    await other.close()
    expect(found.errors).toEqual([])
    expect(found.unknown.flatMap(({ fields }) => fields)).toEqual(unknown ?? [])
    expect(found.unknown.map(({ id }) => id)).toEqual((unknown ?? []).map(() => 'vpc-0aaa0000000000001'))
    expect(found.resources.map(({ id }) => id)).toEqual(unknown === undefined ? [] : ['vpc-0aaa0000000000001'])
    if (unknown !== undefined) expect(plain(found.resources[0]?.attributes)).not.toHaveProperty('dnsSupport')
  })
})

describe('network ACLs', () => {
  it('keep what ever decides, whatever the numbers, without the default one that nobody touched', () => {
    expect(idsOf('network-acl')).toEqual(['acl-0aaa0000000000002'])
    expect(attributesOf('acl-0aaa0000000000002')).toEqual({
      network: 'vpc-0aaa0000000000001',
      default: false,
      ingress: [
        { protocol: 'tcp', ports: '20-500', cidr: '0.0.0.0/0', action: 'allow' },
        { protocol: 'tcp', ports: '22', cidr: '203.0.113.0/24', action: 'deny' },
      ],
      egress: [{ protocol: 'all', ports: 'all', cidr: '0.0.0.0/0', action: 'allow' }],
    })
  })
})

describe('route tables', () => {
  it('have routes by what takes them, without those of the network and of gateway endpoints', () => {
    const table = byId(outcome, 'rtb-0aaa0000000000002')
    expect(table.name).toBe('shop-production-private')
    expect(plain(table.attributes)).toEqual({
      network: 'vpc-0aaa0000000000001',
      main: false,
      propagated: false,
      routes: [
        { destination: '0.0.0.0/0', target: 'nat-gateway', through: 'nat-0aaa0000000000001' },
        { destination: '10.90.0.0/16', target: 'network-peering', through: 'pcx-0aaa0000000000001', blackhole: true },
      ],
    })
  })

  it('have the ranges of a prefix list, and are called main where they have no name', () => {
    expect(attributesOf('rtb-0aaa0000000000003')).toMatchObject({
      propagated: true,
      routes: [
        { destination: '192.0.2.0/28', target: 'transit-gateway' },
        { destination: '198.51.100.0/28', target: 'transit-gateway' },
      ],
    })
    expect(byId(outcome, 'rtb-0aaa0000000000001')).toMatchObject({ name: 'main', attributes: { main: true } })
  })

  it('are in force on subnets: the one that a subnet names, or else the main one', () => {
    expect(attributesOf('subnet-0aaa0000000000001')).toMatchObject({ routeTable: 'rtb-0aaa0000000000001' })
    expect(attributesOf('subnet-0aaa0000000000001')).not.toHaveProperty('networkAcl')
    expect(attributesOf('subnet-0aaa0000000000002')).toMatchObject({
      routeTable: 'rtb-0aaa0000000000002',
      networkAcl: 'acl-0aaa0000000000002',
    })
  })

  it('are asked for once, though two reads need them', () => {
    for (const action of ['ec2:DescribeRouteTables', 'ec2:DescribeNetworkAcls'])
      expect(world.replay.requests.filter((one) => one.action === action)).toHaveLength(1)
  })
})

describe('the ways out and across', () => {
  it('are NAT gateways without the zone in their name, while they are there', () => {
    expect(idsOf('nat-gateway')).toEqual(['nat-0aaa0000000000001'])
    const gateway = byId(outcome, 'nat-0aaa0000000000001')
    expect([gateway.name, gateway.identifiers?.at(2)]).toEqual(['shop-production', '203.0.113.21'])
  })

  it('are endpoints, called by their service, with a policy that is canonical', () => {
    expect(idsOf('network-endpoint')).toEqual(['vpce-0aaa0000000000001'])
    expect(byId(outcome, 'vpce-0aaa0000000000001').name).toBe('com.amazonaws.s3')
    expect(attributesOf('vpce-0aaa0000000000001')).toEqual({
      network: 'vpc-0aaa0000000000001',
      service: 'com.amazonaws.s3',
      type: 'Gateway',
      privateDns: false,
      routeTables: ['rtb-0aaa0000000000002'],
      policy: [
        { action: 's3:GetObject', principal: 'anyone', resources: ['arn:aws:s3:::shop-production/*'] },
        { action: 's3:PutObject', principal: 'anyone', resources: ['arn:aws:s3:::shop-production/*'] },
      ],
      state: 'available',
    })
  })

  it('are peerings that are not over', () => {
    expect(idsOf('network-peering')).toEqual(['pcx-0aaa0000000000001'])
    expect(attributesOf('pcx-0aaa0000000000001')).toEqual({
      requester: 'vpc-0aaa0000000000001',
      accepter: 'vpc-0ddd0000000000001',
      requesterCidrs: ['10.20.0.0/16'],
      accepterCidrs: ['10.90.0.0/16'],
      requesterAccount: '111111111111',
      accepterAccount: '333333333333',
      requesterDns: true,
      state: 'active',
    })
  })
})

describe('launch templates', () => {
  it('are read by their latest version, across pages, without those of EKS', () => {
    expect(idsOf('launch-template')).toEqual(['lt-0aaa0000000000001'])
    const { name, tags, attributes } = byId(outcome, 'lt-0aaa0000000000001')
    expect([name, tags]).toEqual(['shop-production-workers', { Service: 'orders' }])
    expect(plain(attributes)).toMatchObject({
      type: 't4g.small',
      architecture: 'arm64',
      purchasing: 'spot',
      credits: 'unlimited',
      imageFamily: 'al2023-ami-kernel-arm64',
      imageOwner: 'amazon',
      metadataTokens: 'required',
      metadataHops: 1,
      publicAddress: false,
      profile: 'shop-workers',
      firewalls: ['sg-0aaa0000000000002'],
      volumes: [{ device: '/dev/xvda', size: 20, type: 'gp3', iops: 3000, throughput: 125, encrypted: true }],
      startup: 'shell script',
      latestVersion: 3,
      defaultVersion: 1,
    })
  })

  it('keep of user data its fingerprint alone', () => {
    const { attributes } = byId(outcome, 'lt-0aaa0000000000001')
    expect(attributes['userData']).toMatchObject({ hmac: expect.stringMatching(/^[0-9a-f]{64}$/) as string })
    const text = JSON.stringify(outcome.resources)
    expect(text).not.toContain(canary)
    expect(text).not.toContain(Buffer.from(`TOKEN=${canary}`).toString('base64').slice(4, 20))
  })

  it('are two lists and one of images, whatever their number', () => {
    const asked = world.replay.requests.map((one) => one.action).filter((action) => action.includes('LaunchTemplate'))
    expect(asked).toEqual([
      'ec2:DescribeLaunchTemplates',
      'ec2:DescribeLaunchTemplateVersions',
      'ec2:DescribeLaunchTemplateVersions',
    ])
  })
})

describe('instances', () => {
  it('know their credits and their group', () => {
    expect(attributesOf('i-0aaa0000000000004')).toMatchObject({
      credits: 'unlimited',
      group: 'shop-production-workers',
    })
    expect(attributesOf('i-0aaa0000000000001')).not.toHaveProperty('credits')
  })

  it('ask for images by id, never for all that are public', () => {
    const asked = world.replay.requests.filter((one) => one.action === 'ec2:DescribeImages')
    expect(asked.length).toBeGreaterThan(0)
    for (const { parameters } of asked) expect(parameters['Filter.1.Name']).toBe('image-id')
  })
})
