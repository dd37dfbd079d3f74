import type { IpPermission, SecurityGroup } from '@aws-sdk/client-ec2'
import type { CollectedResource } from '../../src/model/resource.ts'
import type { Permission } from '../_aws/firewall-rule.ts'
import { firewallResource } from '../_aws/shapes/firewall.ts'
import type { Gap } from './recorded-type.ts'
import type { ConfigRow } from './row.ts'

/**
 * A permission as AWS Config keeps it: IPv4 ranges with their descriptions are in `ipv4Ranges`; `ipRanges` has the same without them,
 * in items that were recorded long ago alone.
 */
interface RecordedPermission extends Omit<IpPermission, 'IpRanges'> {
  readonly Ipv4Ranges?: readonly { readonly CidrIp?: string; readonly Description?: string }[]
  readonly IpRanges?: readonly (string | { readonly CidrIp?: string; readonly Description?: string })[]
}

interface RecordedGroup extends Omit<SecurityGroup, 'IpPermissions' | 'IpPermissionsEgress'> {
  readonly IpPermissions?: readonly RecordedPermission[]
  readonly IpPermissionsEgress?: readonly RecordedPermission[]
}

/** A recorded security group as a `firewall`; nothing for a default one that nobody touched. */
export function normaliseSecurityGroup({
  configuration,
  id,
  account,
  region,
  tags,
}: ConfigRow): readonly CollectedResource[] {
  const group = configuration as RecordedGroup
  const found = firewallResource({
    ...{ id, region, tags },
    account: group.OwnerId ?? account,
    groupName: group.GroupName,
    description: group.Description,
    network: group.VpcId,
    ingress: (group.IpPermissions ?? []).flatMap(permissionsOf),
    egress: (group.IpPermissionsEgress ?? []).flatMap(permissionsOf),
  })
  return found === undefined ? [] : [found]
}

/** A group that names prefix lists: AWS Config records their ids alone, not what they stand for. */
export function prefixListsNamed({ configuration }: ConfigRow): Gap | undefined {
  const group = configuration as RecordedGroup
  const permissions = [...(group.IpPermissions ?? []), ...(group.IpPermissionsEgress ?? [])]
  if (!permissions.some(({ PrefixListIds: lists = [] }) => lists.length > 0)) return undefined
  return {
    fields: ['/ingress', '/egress'],
    reason: 'A security group names a prefix list, and AWS Config does not record what is in it.',
  }
}

/** Each other end has a description of its own, so each becomes a permission of its own. */
function permissionsOf(permission: RecordedPermission): readonly Permission[] {
  const base = {
    protocol: permission.IpProtocol ?? '-1',
    fromPort: permission.FromPort,
    toPort: permission.ToPort,
    cidrs: [],
    groups: [],
    prefixLists: [],
  }
  const ranges = permission.Ipv4Ranges ?? permission.IpRanges ?? []
  const cidrs = [
    ...ranges.map((range) => (typeof range === 'string' ? { CidrIp: range, Description: undefined } : range)),
    ...(permission.Ipv6Ranges ?? []).map((range) => ({ CidrIp: range.CidrIpv6, Description: range.Description })),
  ]
  return [
    ...cidrs.flatMap(({ CidrIp, Description: description }) =>
      CidrIp === undefined ? [] : [{ ...base, cidrs: [CidrIp], description }],
    ),
    ...(permission.UserIdGroupPairs ?? []).flatMap(({ GroupId, Description: description }) =>
      GroupId === undefined ? [] : [{ ...base, groups: [GroupId], description }],
    ),
    ...(permission.PrefixListIds ?? []).flatMap(({ PrefixListId, Description: description }) =>
      PrefixListId === undefined ? [] : [{ ...base, prefixLists: [PrefixListId], description }],
    ),
  ]
}
