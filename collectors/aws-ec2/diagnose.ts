import type { Diagnosis, ReadRequest } from '../../src/collect/contract.ts'
import { autoscaling } from '../_aws/autoscaling-groups.ts'
import { diagnoseAws, type Probe } from '../_aws/diagnose.ts'
import { oneCall } from '../_aws/paging.ts'
import type { AwsSettings } from '../_aws/settings.ts'
import { ec2 } from './client.ts'
import { isSystemVpc } from './normalise.ts'

const probes: readonly Probe[] = [
  {
    action: 'autoscaling:DescribeAutoScalingGroups',
    call: async (session, options) => {
      const { client, sdk } = await session.open(autoscaling)
      return client.send(new sdk.DescribeAutoScalingGroupsCommand({ MaxRecords: 1 }), options)
    },
  },
  {
    action: 'ec2:DescribeInstances',
    call: async (session, options) => {
      const { client, sdk } = await session.open(ec2)
      return client.send(new sdk.DescribeInstancesCommand({ MaxResults: 5 }), options)
    },
  },
  {
    action: 'ec2:DescribeInstanceTypes',
    call: async (session, options) => {
      const { client, sdk } = await session.open(ec2)
      return client.send(new sdk.DescribeInstanceTypesCommand({ MaxResults: 5 }), options)
    },
  },
  {
    action: 'ec2:DescribeVolumes',
    call: async (session, options) => {
      const { client, sdk } = await session.open(ec2)
      return client.send(new sdk.DescribeVolumesCommand({ MaxResults: 5 }), options)
    },
  },
  {
    action: 'ec2:DescribeSecurityGroups',
    call: async (session, options) => {
      const { client, sdk } = await session.open(ec2)
      return client.send(new sdk.DescribeSecurityGroupsCommand({ MaxResults: 5 }), options)
    },
  },
  {
    action: 'ec2:DescribeManagedPrefixLists',
    call: async (session, options) => {
      const { client, sdk } = await session.open(ec2)
      return client.send(new sdk.DescribeManagedPrefixListsCommand({ MaxResults: 1 }), options)
    },
  },
  {
    action: 'ec2:GetManagedPrefixListEntries',
    call: async (session, options) => {
      const { client, sdk } = await session.open(ec2)
      const place = session.place('ec2:DescribeManagedPrefixLists', options.abortSignal)
      const { PrefixLists: found } = await oneCall(place, () =>
        client.send(new sdk.DescribeManagedPrefixListsCommand({ MaxResults: 1 }), options),
      )
      const PrefixListId = found?.[0]?.PrefixListId
      if (PrefixListId === undefined) return undefined
      return client.send(new sdk.GetManagedPrefixListEntriesCommand({ PrefixListId, MaxResults: 1 }), options)
    },
  },
  {
    action: 'ec2:DescribeVpcs',
    call: async (session, options) => {
      const { client, sdk } = await session.open(ec2)
      return client.send(new sdk.DescribeVpcsCommand({ MaxResults: 5 }), options)
    },
  },
  {
    action: 'ec2:DescribeVpcAttribute',
    call: async (session, options) => {
      const { client, sdk } = await session.open(ec2)
      const { Vpcs: found } = await oneCall(session.place('ec2:DescribeVpcs', options.abortSignal), () =>
        client.send(new sdk.DescribeVpcsCommand({ MaxResults: 5 }), options),
      )
      const VpcId = (found?.find(isSystemVpc) ?? found?.[0])?.VpcId
      if (VpcId === undefined) return undefined
      return client.send(new sdk.DescribeVpcAttributeCommand({ VpcId, Attribute: 'enableDnsSupport' }), options)
    },
  },
  {
    action: 'ec2:DescribeSubnets',
    call: async (session, options) => {
      const { client, sdk } = await session.open(ec2)
      return client.send(new sdk.DescribeSubnetsCommand({ MaxResults: 5 }), options)
    },
  },
  {
    action: 'ec2:DescribeImages',
    call: async (session, options) => {
      const { client, sdk } = await session.open(ec2)
      return client.send(new sdk.DescribeImagesCommand({ Owners: ['self'], MaxResults: 5 }), options)
    },
  },
  {
    action: 'ec2:DescribeInstanceCreditSpecifications',
    call: async (session, options) => {
      const { client, sdk } = await session.open(ec2)
      return client.send(new sdk.DescribeInstanceCreditSpecificationsCommand({ MaxResults: 5 }), options)
    },
  },
  {
    action: 'ec2:DescribeLaunchTemplates',
    call: async (session, options) => {
      const { client, sdk } = await session.open(ec2)
      return client.send(new sdk.DescribeLaunchTemplatesCommand({ MaxResults: 1 }), options)
    },
  },
  {
    action: 'ec2:DescribeLaunchTemplateVersions',
    call: async (session, options) => {
      const { client, sdk } = await session.open(ec2)
      return client.send(
        new sdk.DescribeLaunchTemplateVersionsCommand({ Versions: ['$Latest'], MaxResults: 1 }),
        options,
      )
    },
  },
  {
    action: 'ec2:DescribeNatGateways',
    call: async (session, options) => {
      const { client, sdk } = await session.open(ec2)
      return client.send(new sdk.DescribeNatGatewaysCommand({ MaxResults: 5 }), options)
    },
  },
  {
    action: 'ec2:DescribeNetworkAcls',
    call: async (session, options) => {
      const { client, sdk } = await session.open(ec2)
      return client.send(new sdk.DescribeNetworkAclsCommand({ MaxResults: 5 }), options)
    },
  },
  {
    action: 'ec2:DescribeRouteTables',
    call: async (session, options) => {
      const { client, sdk } = await session.open(ec2)
      return client.send(new sdk.DescribeRouteTablesCommand({ MaxResults: 5 }), options)
    },
  },
  {
    action: 'ec2:DescribeVpcEndpoints',
    call: async (session, options) => {
      const { client, sdk } = await session.open(ec2)
      return client.send(new sdk.DescribeVpcEndpointsCommand({ MaxResults: 5 }), options)
    },
  },
  {
    action: 'ec2:DescribeVpcPeeringConnections',
    call: async (session, options) => {
      const { client, sdk } = await session.open(ec2)
      return client.send(new sdk.DescribeVpcPeeringConnectionsCommand({ MaxResults: 5 }), options)
    },
  },
]

/** Whose credentials these are, and one line for each list that is read. */
export function diagnoseEc2(request: Omit<ReadRequest<AwsSettings>, 'unknown'>): AsyncIterable<Diagnosis> {
  return diagnoseAws(request, probes)
}
