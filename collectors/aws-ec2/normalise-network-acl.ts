import type { NetworkAcl, NetworkAclEntry } from '@aws-sdk/client-ec2'
import type { CollectedResource } from '../../src/model/resource.ts'
import type { AclEntry } from '../_aws/network-acl-entry.ts'
import { networkAclResource } from '../_aws/shapes/network-acl.ts'
import type { Place } from './normalise.ts'

/** A network ACL as a `network-acl`; nothing for a default one that nobody touched. */
export function normaliseNetworkAcl(acl: NetworkAcl, place: Place): readonly CollectedResource[] {
  if (acl.NetworkAclId === undefined) return []
  const entries = acl.Entries ?? []
  const found = networkAclResource({
    id: acl.NetworkAclId,
    account: acl.OwnerId ?? place.account,
    region: place.region,
    tags: acl.Tags,
    network: acl.VpcId,
    default: acl.IsDefault ?? false,
    ingress: entries.filter(({ Egress }) => Egress !== true).flatMap(entryOf),
    egress: entries.filter(({ Egress }) => Egress === true).flatMap(entryOf),
  })
  return found === undefined ? [] : [found]
}

function entryOf(entry: NetworkAclEntry): readonly AclEntry[] {
  const cidr = entry.CidrBlock ?? entry.Ipv6CidrBlock
  if (cidr === undefined) return []
  const icmp = entry.Protocol === '1' || entry.Protocol === '58'
  return [
    {
      number: entry.RuleNumber ?? 0,
      protocol: entry.Protocol ?? '-1',
      action: entry.RuleAction ?? 'deny',
      cidr,
      fromPort: icmp ? entry.IcmpTypeCode?.Type : entry.PortRange?.From,
      toPort: icmp ? entry.IcmpTypeCode?.Code : entry.PortRange?.To,
    },
  ]
}
