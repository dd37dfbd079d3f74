import type { Subnet, Vpc } from '@aws-sdk/client-ec2'
import type { CollectedResource } from '../../src/model/resource.ts'
import { ipv6Ranges, moreRanges } from '../_aws/shapes/described-network.ts'
import { networkResource } from '../_aws/shapes/network.ts'
import { subnetResource } from '../_aws/shapes/subnet.ts'
import { inForce } from './normalise-routing.ts'
import type { RowContext } from './recorded-type.ts'
import type { ConfigRow } from './row.ts'

/** It asks of a VPC what lists say, and not its attributes. Source: aws-config-resource-schema, AWS::EC2::VPC. */
export const unrecordedOfNetworks = ['/dnsSupport', '/dnsHostnames']

/** A recorded VPC as a `network`; nothing for a default one. */
export function normaliseVpc({ configuration, id, account, region, tags }: ConfigRow): readonly CollectedResource[] {
  const vpc = configuration as Vpc
  if (vpc.IsDefault === true || vpc.CidrBlock === undefined) return []
  return [
    networkResource({
      ...{ id, region, tags },
      account: vpc.OwnerId ?? account,
      cidr: vpc.CidrBlock,
      moreCidrs: moreRanges(vpc),
      tenancy: vpc.InstanceTenancy,
    }),
  ]
}

/** A recorded subnet as a `subnet`, with what is in force on it; nothing for those that AWS makes in a default VPC. */
export function normaliseSubnet(
  { configuration, id, account, region, tags }: ConfigRow,
  context: RowContext,
): readonly CollectedResource[] {
  const subnet = configuration as Subnet
  if (subnet.DefaultForAz === true) return []
  return [
    subnetResource({
      ...{ id, region, tags },
      account: subnet.OwnerId ?? account,
      network: subnet.VpcId,
      cidr: subnet.CidrBlock,
      ipv6Cidrs: ipv6Ranges(subnet),
      zone: subnet.AvailabilityZone,
      publicAddresses: subnet.MapPublicIpOnLaunch,
      ...inForce(id, subnet.VpcId, context),
    }),
  ]
}
