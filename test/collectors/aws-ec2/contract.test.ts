import { awsEc2 } from '../../../collectors/aws-ec2/collector.ts'
import type { Collector } from '../../../src/collect/contract.ts'
import { canary, collectorContract, type FaultSetup, type Setup } from '../../contracts/collector-contract.ts'
import { awsWorld } from '../../support/aws-world.ts'
import type { Fault } from '../../support/replay-server.ts'

const collector = awsEc2 as unknown as Collector

const world =
  (...faults: readonly Fault[]) =>
  (): Promise<Setup> =>
    awsWorld({ faults, secret: canary })

const faulty = (fault: Fault, affects: FaultSetup['affects']) => async (): Promise<FaultSetup> => ({
  ...(await world(fault)()),
  affects,
})

const subject = {
  collector,
  good: world(),
  faults: {
    denied: faulty({ action: 'ec2:DescribeVpcs', does: 'denied' }, { network: 'denied' }),
    throttled: faulty({ action: 'ec2:DescribeSecurityGroups', does: 'throttled' }, { firewall: 'partial' }),
    timedOut: faulty({ action: 'ec2:DescribeSubnets', does: 'hang' }, { subnet: 'partial' }),
    malformed: faulty({ action: 'ec2:DescribeInstances', does: 'html' }, { 'compute-instance': 'partial' }),
    emptyPageWithToken: world({ action: 'ec2:*', does: 'empty-page' }),
    cancelled: world({ action: '*', does: 'hang' }),
  },
} as const

collectorContract('aws-ec2', subject)

collectorContract('aws-ec2, where details go wrong', {
  ...subject,
  faults: {
    denied: faulty({ action: 'ec2:DescribeInstanceTypes', does: 'denied' }, { 'compute-instance': 'partial' }),
    throttled: faulty({ action: 'ec2:DescribeVolumes', does: 'throttled' }, { 'compute-instance': 'partial' }),
    timedOut: faulty({ action: 'ec2:DescribeVpcs', does: 'hang-in-body' }, { network: 'partial' }),
    malformed: faulty(
      { action: 'ec2:GetManagedPrefixListEntries', does: 'truncated' },
      { firewall: 'partial', 'route-table': 'partial' },
    ),
    emptyPageWithToken: world({ action: 'ec2:DescribeInstances', does: 'empty-page' }),
    cancelled: world({ action: 'ec2:DescribeInstanceTypes', does: 'hang' }),
  },
})

const both = { 'network-acl': 'denied', subnet: 'partial' } as const

collectorContract('aws-ec2, where the ways between networks go wrong', {
  ...subject,
  faults: {
    denied: faulty({ action: 'ec2:DescribeNetworkAcls', does: 'denied' }, both),
    throttled: faulty(
      { action: 'ec2:DescribeRouteTables', does: 'throttled' },
      { 'route-table': 'partial', subnet: 'partial' },
    ),
    timedOut: faulty({ action: 'ec2:DescribeNatGateways', does: 'hang' }, { 'nat-gateway': 'partial' }),
    malformed: faulty({ action: 'ec2:DescribeLaunchTemplateVersions', does: 'html' }, { 'launch-template': 'partial' }),
    emptyPageWithToken: world({ action: 'ec2:DescribeVpcEndpoints', does: 'empty-page' }),
    cancelled: world({ action: 'ec2:DescribeImages', does: 'hang' }),
  },
})
