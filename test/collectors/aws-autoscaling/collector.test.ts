import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { awsAutoscaling } from '../../../collectors/aws-autoscaling/collector.ts'
import { awsWorld, type AwsWorld } from '../../support/aws-world.ts'
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
