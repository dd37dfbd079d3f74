import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { awsAutoscaling } from '../../../collectors/aws-autoscaling/collector.ts'
import { awsWorld, shopRecordings, type AwsWorld } from '../../support/aws-world.ts'
import { byId, plain, readCollector, type Outcome } from '../../support/read-collector.ts'

let world: AwsWorld
let outcome: Outcome

beforeAll(async () => {
  world = await awsWorld()
  outcome = await readCollector(awsAutoscaling, world, new AbortController().signal)
})

afterAll(() => world.close())

const idsOf = (kind: string): readonly string[] =>
  outcome.resources.filter((one) => one.kind === kind).map((one) => one.id)

describe('auto-scaling groups', () => {
  it('are read with what scales them, without those that are being deleted', () => {
    expect(idsOf('instance-group')).toEqual([
      'shop-production-workers',
      'eks-general-0c5f6f5a-1111-4222-8333-444455556666',
      'shop-production-mail',
    ])
    const group = byId(outcome, 'shop-production-workers')
    expect([group.name, group.tags, group.account, group.region]).toEqual([
      'shop-production-workers',
      { Service: 'orders' },
      '111111111111',
      'eu-west-1',
    ])
    expect(plain(group.attributes)).toEqual({
      least: 2,
      most: 8,
      desired: 3,
      template: 'lt-0aaa0000000000001',
      follows: 'latest',
      templateVersion: '$Latest',
      types: ['m6g.medium', 't4g.small'],
      onDemandBase: 1,
      onDemandShare: 50,
      spotStrategy: 'capacity-optimized',
      subnets: ['subnet-0aaa0000000000002'],
      targetGroups: ['arn:aws:elasticloadbalancing:eu-west-1:111111111111:targetgroup/shop-workers/0123456789abcdef'],
      healthCheck: 'ELB',
      gracePeriod: 90,
      cooldown: 120,
      warmup: 60,
      termination: ['OldestInstance', 'Default'],
      protected: false,
      rebalance: true,
      suspended: ['ReplaceUnhealthy'],
      policies: [
        { name: 'queue', type: 'StepScaling', enabled: true, steps: '+10% from 0, +20% from 10' },
        {
          name: 'shop-production-cpu',
          type: 'TargetTrackingScaling',
          enabled: true,
          metric: 'ASGAverageCPUUtilization',
          target: 60,
          scaleIn: false,
        },
      ],
      schedules: [{ name: 'evening', recurrence: '0 17 * * 5', zone: 'Europe/Berlin', least: 4, most: 12 }],
    })
  })

  it('of EKS are called by their node group, and follow a fixed version', () => {
    const group = byId(outcome, 'eks-general-0c5f6f5a-1111-4222-8333-444455556666')
    expect(group.name).toBe('general')
    expect(plain(group.attributes)).toMatchObject({
      template: 'lt-0aaa0000000000002',
      follows: 'fixed',
      policies: [],
      schedules: [],
    })
  })

  it('with a launch configuration follow no version', () => {
    const { attributes } = byId(outcome, 'shop-production-mail')
    expect(attributes).toMatchObject({ template: 'shop-production-mail-20260214093000' })
    expect(plain(attributes)).not.toHaveProperty('follows')
  })
})

describe('launch configurations', () => {
  it('are launch templates, called by the group that uses them; the others are left behind', () => {
    expect(idsOf('launch-template')).toEqual(['shop-production-mail-20260214093000'])
    const found = byId(outcome, 'shop-production-mail-20260214093000')
    expect(found.name).toBe('shop-production-mail')
    expect(plain(found.attributes)).toEqual({
      type: 't4g.micro',
      architecture: 'arm64',
      image: 'ami-0b1b2c3d4e5f60718',
      imageFamily: 'al2023-ami-kernel-arm64',
      imageName: 'al2023-ami-2023.3.20260108.0-kernel-6.1-arm64',
      imageOwner: 'amazon',
      imageCreated: '2026-01-08T01:02:03.000Z',
      monitoring: false,
      ebsOptimized: false,
      metadataTokens: 'required',
      publicAddress: false,
      keyPair: 'shop-production',
      profile: 'shop-mail',
      firewalls: ['sg-0aaa0000000000002'],
      volumes: [{ device: '/dev/xvda', size: 12, type: 'gp3', encrypted: true }],
      startup: 'shell script',
      userData: found.attributes['userData'],
    })
    expect(found.attributes['userData']).toMatchObject({ hmac: expect.stringMatching(/^[0-9a-f]{64}$/) as string })
  })

  it('are not asked for where no group has one', async () => {
    const [only] = world.replay.requests.filter((one) => one.action === 'autoscaling:DescribeLaunchConfigurations')
    expect(only).toBeDefined()
    const other = await awsWorld({ recordings: [empty] })
    const { resources } = await readCollector(awsAutoscaling, other, new AbortController().signal)
    const asked = other.replay.requests.map((one) => one.action)
    await other.close()
    expect(resources).toEqual([])
    expect(asked).toContain('autoscaling:DescribeAutoScalingGroups')
    expect(asked).not.toContain('autoscaling:DescribeLaunchConfigurations')
    expect(asked).not.toContain('ec2:DescribeImages')
  })

  it('know what their image was made from, in one call for those that are used and one for their ancestors', async () => {
    const image = (id: string, name: string, source: string): string =>
      `<item><imageId>${id}</imageId><name>${name}</name><imageOwnerId>111111111111</imageOwnerId>${source}</item>`
    const answer = (items: string) => [
      `<DescribeImagesResponse><imagesSet>${items}</imagesSet></DescribeImagesResponse>`,
    ]
    const from = '<sourceImageId>ami-0c1b2c3d4e5f60718</sourceImageId><sourceImageRegion>eu-west-1</sourceImageRegion>'
    const of = (id: string, items: string) => ({
      action: 'ec2:DescribeImages',
      match: { 'Filter.1.Value.1': id },
      body: answer(items),
    })
    const made = [
      of('ami-0b1b2c3d4e5f60718', image('ami-0b1b2c3d4e5f60718', 'shop-mail-2026-02-14-0900', from)),
      of('ami-0c1b2c3d4e5f60718', image('ami-0c1b2c3d4e5f60718', 'debian-12-arm64-20260101', '')),
    ]
    const others = shopRecordings.filter(({ action }) => action !== 'ec2:DescribeImages')
    const baked = await awsWorld({ recordings: [...others, ...made] })
    const found = await readCollector(awsAutoscaling, baked, new AbortController().signal)
    const asked = baked.replay.requests.filter((one) => one.action === 'ec2:DescribeImages')
    await baked.close()
    expect(found.unknown).toEqual([])
    expect(byId(found, 'shop-production-mail-20260214093000').attributes).toMatchObject({
      imageFamily: 'shop-mail',
      imageOwner: '111111111111',
      imageBaseName: 'debian-12-arm64-20260101',
    })
    expect(asked.map(({ parameters }) => parameters['Filter.1.Value.1'])).toEqual([
      'ami-0b1b2c3d4e5f60718',
      'ami-0c1b2c3d4e5f60718',
    ])
  })

  it('lose what their image is called, and nothing else, where that is denied', async () => {
    const denied = await awsWorld({ faults: [{ action: 'ec2:DescribeImages', does: 'denied' }] })
    const found = await readCollector(awsAutoscaling, denied, new AbortController().signal)
    await denied.close()
    expect(found.unknown).toMatchObject([
      { kind: 'launch-template', fields: expect.arrayContaining(['/imageFamily', '/imageName']) as string[] },
    ])
    expect(byId(found, 'shop-production-mail-20260214093000').attributes).toMatchObject({
      type: 't4g.micro',
      image: 'ami-0b1b2c3d4e5f60718',
    })
  })

  it('and groups share one list of groups', () => {
    expect(world.replay.requests.filter((one) => one.action === 'autoscaling:DescribeAutoScalingGroups')).toHaveLength(
      2,
    )
  })
})

const empty = {
  action: 'autoscaling:DescribeAutoScalingGroups',
  body: [
    '<DescribeAutoScalingGroupsResponse><DescribeAutoScalingGroupsResult><AutoScalingGroups/></DescribeAutoScalingGroupsResult></DescribeAutoScalingGroupsResponse>',
  ],
}
