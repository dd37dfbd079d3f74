import { afterEach, describe, expect, it } from 'vitest'
import { awsEc2 } from '../../../collectors/aws-ec2/collector.ts'
import { sessionOf } from '../../../collectors/_aws/session.ts'
import { needsOf, type Collector } from '../../../src/collect/contract.ts'
import { awsWorld, shopRecordings, type AwsWorld } from '../../support/aws-world.ts'
import { byId, plain, readCollector } from '../../support/read-collector.ts'
import type { Fault } from '../../support/replay-server.ts'

let world: AwsWorld

async function read(faults: readonly Fault[] = [], settings: Readonly<Record<string, unknown>> = {}) {
  world = await awsWorld({ faults, settings })
  return readCollector(awsEc2, world)
}

afterEach(() => world.close())

describe('aws-ec2', () => {
  it('reads instances of all reservations and pages, without those that are gone', async () => {
    const outcome = await read()
    expect(outcome.errors).toEqual([])
    expect(outcome.unknown).toEqual([])
    const ids = outcome.resources.filter((one) => one.kind === 'compute-instance').map((one) => one.id)
    expect(ids).toEqual(['i-0aaa0000000000001', 'i-0aaa0000000000002', 'i-0aaa0000000000004'])
  })

  it('tells all of an instance', async () => {
    expect(plain(byId(await read(), 'i-0aaa0000000000001'))).toEqual({
      kind: 'compute-instance',
      id: 'i-0aaa0000000000001',
      name: 'shop-production-web',
      address: 'shop-production/Web',
      identifiers: [
        'i-0aaa0000000000001',
        'arn:aws:ec2:eu-west-1:111111111111:instance/i-0aaa0000000000001',
        '10.20.1.11',
        'ip-10-20-1-11.eu-west-1.compute.internal',
        '203.0.113.10',
        'ec2-203-0-113-10.eu-west-1.compute.amazonaws.com',
      ],
      account: '111111111111',
      region: 'eu-west-1',
      tags: { Name: 'shop-production-web', Service: 'web' },
      attributes: {
        type: 'm6i.large',
        vcpu: 2,
        memory: 8192,
        architecture: 'x86_64',
        purchasing: 'on-demand',
        tenancy: 'default',
        image: 'ami-0a1b2c3d4e5f60718',
        imageFamily: 'shop-web',
        imageName: 'shop-web-2026-02-28-1740',
        imageOwner: '111111111111',
        // A copy is the image that it was copied from; that one was made from a distribution’s.
        imageBase: 'ubuntu/images/hvm-ssd-gp3/ubuntu-noble-amd64-server',
        imageBaseName: 'ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server-20260115',
        imageCreated: '2026-02-28T17:40:00.000Z',
        state: 'running',
        zone: 'eu-west-1a',
        monitoring: true,
        ebsOptimized: true,
        metadataTokens: 'required',
        metadataHops: 2,
        sourceDestCheck: false,
        publicAddress: true,
        keyPair: 'shop-production',
        profile: 'shop-web',
        network: 'vpc-0aaa0000000000001',
        subnet: 'subnet-0aaa0000000000001',
        firewalls: ['sg-0aaa0000000000001', 'sg-0aaa0000000000003'],
        volumes: [
          { device: '/dev/sdf', size: 200, type: 'gp2', encrypted: true, deleteOnTermination: true },
          {
            device: '/dev/xvda',
            size: 30,
            type: 'gp3',
            iops: 3000,
            throughput: 125,
            encrypted: true,
            deleteOnTermination: true,
          },
        ],
      },
    })
  })

  it('calls a member of an auto-scaling group by its group, and knows spot', async () => {
    const member = byId(await read(), 'i-0aaa0000000000004')
    expect(member.name).toBe('shop-production-workers')
    expect(member.tags).toEqual({ Service: 'orders' })
    expect(member.attributes).toMatchObject({ purchasing: 'spot', architecture: 'arm64', vcpu: 2, memory: 2048 })
    expect(member.attributes['volumes']).toMatchObject([{ type: 'io2', iops: 5000, encrypted: false }])
  })

  it('asks each type once, and only those that were seen', async () => {
    await read()
    const asked = world.replay.requests.filter((one) => one.action === 'ec2:DescribeInstanceTypes')
    expect(asked.map((one) => one.parameters)).toEqual([
      { 'InstanceType.1': 'm6i.large' },
      { 'InstanceType.1': 't4g.small' },
    ])
  })

  it('sends MaxResults with every list', async () => {
    await read()
    for (const action of ['Instances', 'SecurityGroups', 'Vpcs', 'Subnets', 'Volumes']) {
      const asked = world.replay.requests.filter((one) => one.action === `ec2:Describe${action}`)
      expect(asked.length).toBeGreaterThan(0)
      for (const { parameters } of asked) expect(Number(parameters['MaxResults'])).toBeGreaterThanOrEqual(200)
    }
  })

  it('explodes security groups into tuples, and takes prefix lists for what they are', async () => {
    const { attributes } = byId(await read(), 'sg-0aaa0000000000001')
    expect(plain(attributes)).toEqual({
      description: 'Web servers',
      network: 'vpc-0aaa0000000000001',
      ingress: [
        { protocol: 'icmp', ports: '8/all', cidr: '10.20.0.0/16' },
        { protocol: 'tcp', ports: '443', cidr: '0.0.0.0/0', description: 'everyone' },
        { protocol: 'tcp', ports: '443', cidr: '::/0' },
        { protocol: 'tcp', ports: '8000-8010', group: 'sg-0aaa0000000000001' },
        { protocol: 'tcp', ports: '8000-8010', cidr: '10.20.0.0/16' },
        { protocol: 'tcp', ports: '8000-8010', cidr: '100.68.0.0/18' },
        { protocol: 'tcp', ports: '9100', cidr: '192.0.2.0/28', description: 'offices' },
        { protocol: 'tcp', ports: '9100', cidr: '198.51.100.0/28', description: 'offices' },
      ],
      egress: [
        { protocol: 'all', ports: 'all', cidr: '0.0.0.0/0' },
        { protocol: 'tcp', ports: '443', prefixList: 'com.amazonaws.s3' },
      ],
    })
  })

  it('keeps the id alone of a group of another account', async () => {
    const { attributes } = byId(await read(), 'sg-0aaa0000000000002')
    expect(plain(attributes['ingress'])).toEqual([
      { protocol: 'tcp', ports: '5432', group: 'sg-0aaa0000000000001' },
      { protocol: 'tcp', ports: '5432', group: 'sg-0bbb0000000000009' },
    ])
    expect(attributes['egress']).toEqual([])
  })

  it('leaves out the default VPC, its subnets and the untouched default group', async () => {
    const { resources } = await read()
    const kinds = ['firewall', 'network', 'subnet']
    const ids = resources.filter((one) => kinds.includes(one.kind)).map((one) => one.id)
    expect(ids).toEqual([
      'sg-0aaa0000000000001',
      'sg-0aaa0000000000002',
      'sg-0aaa0000000000003',
      'vpc-0aaa0000000000001',
      'subnet-0aaa0000000000001',
      'subnet-0aaa0000000000002',
    ])
  })

  it('tells ranges of a network that are in force', async () => {
    const vpc = byId(await read(), 'vpc-0aaa0000000000001')
    expect(plain(vpc)).toMatchObject({
      name: 'shop-production',
      identifiers: [
        'vpc-0aaa0000000000001',
        'arn:aws:ec2:eu-west-1:111111111111:vpc/vpc-0aaa0000000000001',
        '10.20.0.0/16',
        '100.64.0.0/18',
        '2001:db8:1234:1a00::/56',
      ],
      attributes: { cidrs: ['10.20.0.0/16', '100.64.0.0/18', '2001:db8:1234:1a00::/56'], prefixLength: 16 },
    })
  })

  it('says what is unknown where a detail is denied, and leaves those fields out', async () => {
    const outcome = await read([
      { action: 'ec2:DescribeInstanceTypes', does: 'denied' },
      { action: 'ec2:DescribeVolumes', does: 'denied' },
      { action: 'ec2:DescribeManagedPrefixLists', does: 'denied' },
    ])
    expect(outcome.errors).toEqual([])
    const said = new Map(outcome.unknown.map((one) => [one.fields.join(), one]))
    // Of those alone that name a prefix list.
    const lists = outcome.unknown.filter(({ reason }) => reason.includes('ec2:DescribeManagedPrefixLists'))
    expect(lists.map(({ id }) => id).sort()).toEqual(['rtb-0aaa0000000000003', 'sg-0aaa0000000000001'])
    expect([...said.keys()].sort()).toEqual(['/ingress,/egress', '/routes', '/vcpu,/memory', '/volumes'])
    expect(said.get('/volumes')?.reason).toBe(
      'Access was denied to ec2:DescribeVolumes in 111111111111/eu-west-1 (UnauthorizedOperation).',
    )
    const { attributes } = byId(outcome, 'i-0aaa0000000000001')
    expect([attributes['vcpu'], attributes['memory'], attributes['volumes']]).toEqual([undefined, undefined, undefined])
    expect(outcome.resources.filter((one) => one.kind === 'firewall')).toHaveLength(3)
  })

  it('does not ask about prefix lists where no rule names one', async () => {
    const plainGroup = shopRecordings.filter(
      (one) => one.action === 'ec2:DescribeSecurityGroups' && one.match?.['NextToken'] === 'groups-page-2',
    )
    world = await awsWorld({ recordings: plainGroup.map(({ match: _match, ...one }) => one) })
    await readCollector(awsEc2, world)
    expect(world.replay.actions()).toContain('ec2:DescribeSecurityGroups')
    expect(world.replay.actions()).not.toContain('ec2:DescribeManagedPrefixLists')
  })

  it('says so when a volume was attached while it read', async () => {
    const recordings = shopRecordings.filter((one) => one.match?.['NextToken'] !== 'volumes-page-2')
    world = await awsWorld({
      recordings: [
        ...recordings,
        {
          action: 'ec2:DescribeVolumes',
          match: { NextToken: 'volumes-page-2' },
          body: ['<DescribeVolumesResponse><requestId>0</requestId><volumeSet/></DescribeVolumesResponse>'],
        },
      ],
    })
    const outcome = await readCollector(awsEc2, world)
    expect(outcome.errors).toEqual([])
    expect(outcome.unknown.map((one) => one.reason)).toEqual([
      'vol-0aaa0000000000003 appeared while volumes were read; run it again.',
      'vol-0aaa0000000000004 appeared while volumes were read; run it again.',
    ])
  })

  it('needs exactly what it calls, and only reads', async () => {
    await read()
    expect(world.replay.actions().filter((action) => !action.startsWith('sts:'))).toEqual(
      needsOf(awsEc2 as unknown as Collector),
    )
    const [scope] = await awsEc2.scopes(world.settings, world.environment)
    if (scope === undefined) throw new Error('no scope')
    const counted = sessionOf({ settings: world.settings, scope }).attempts
    const asked = world.replay.requests.map((one) => one.action)
    for (const [action, attempts] of counted) expect(asked.filter((one) => one === action)).toHaveLength(attempts)
    expect([...counted.keys()].sort()).toEqual(world.replay.actions())
    for (const action of counted.keys()) expect(action).toMatch(/^\w+:(Describe|List|Get)/)
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
    ['unavailable', 'collect-failed'],
    ['reset', 'collect-unreachable'],
  ] as const)('tells %s as %s, for networks alone', async (does, code) => {
    const outcome = await read([{ action: 'ec2:DescribeVpcs', does }])
    expect(outcome.errors).toMatchObject([{ code }])
    expect(String(outcome.errors[0])).not.toMatch(/secret|hotel/)
    expect(outcome.resources.filter((one) => one.kind === 'subnet')).toHaveLength(2)
  })

  it.each(['hang', 'hang-in-body'] as const)(
    'does not wait longer than the deadline of its settings: %s',
    async (does) => {
      const outcome = await read([{ action: 'ec2:DescribeVpcs', does }], { deadlineSeconds: 1 })
      expect(outcome.errors).toMatchObject([{ code: 'collect-timed-out' }])
    },
  )

  it('tries again what was throttled for a while, and counts it', async () => {
    const outcome = await read([{ action: 'ec2:DescribeVpcs', does: 'throttled', times: 1 }], { maxAttempts: 3 })
    expect(outcome.errors).toEqual([])
    expect(world.replay.requests.filter((one) => one.action === 'ec2:DescribeVpcs')).toHaveLength(2)
  })

  it('does not try again what is denied', async () => {
    await read([{ action: 'ec2:DescribeVpcs', does: 'denied' }], { maxAttempts: 3 })
    expect(world.replay.requests.filter((one) => one.action === 'ec2:DescribeVpcs')).toHaveLength(1)
  })
})
