import type { Diagnosis, ReadRequest } from '../../src/collect/contract.ts'
import { diagnoseAws, type Probe } from '../_aws/diagnose.ts'
import { ec2 } from '../_aws/machine-images.ts'
import type { AwsSettings } from '../_aws/settings.ts'
import { autoscaling } from './client.ts'

const probes: readonly Probe[] = [
  {
    action: 'autoscaling:DescribeAutoScalingGroups',
    call: async (session, options) => {
      const { client, sdk } = await session.open(autoscaling)
      return client.send(new sdk.DescribeAutoScalingGroupsCommand({ MaxRecords: 1 }), options)
    },
  },
  {
    action: 'autoscaling:DescribeLaunchConfigurations',
    call: async (session, options) => {
      const { client, sdk } = await session.open(autoscaling)
      return client.send(new sdk.DescribeLaunchConfigurationsCommand({ MaxRecords: 1 }), options)
    },
  },
  {
    action: 'autoscaling:DescribePolicies',
    call: async (session, options) => {
      const { client, sdk } = await session.open(autoscaling)
      return client.send(new sdk.DescribePoliciesCommand({ MaxRecords: 1 }), options)
    },
  },
  {
    action: 'autoscaling:DescribeScheduledActions',
    call: async (session, options) => {
      const { client, sdk } = await session.open(autoscaling)
      return client.send(new sdk.DescribeScheduledActionsCommand({ MaxRecords: 1 }), options)
    },
  },
  {
    action: 'ec2:DescribeImages',
    call: async (session, options) => {
      const { client, sdk } = await session.open(ec2)
      return client.send(new sdk.DescribeImagesCommand({ Owners: ['self'], MaxResults: 5 }), options)
    },
  },
]

/** Whose credentials these are, and one line for each list that is read. */
export function diagnoseAutoscaling(request: Omit<ReadRequest<AwsSettings>, 'unknown'>): AsyncIterable<Diagnosis> {
  return diagnoseAws(request, probes)
}
