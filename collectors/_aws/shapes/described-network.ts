import type { NetworkAcl, NetworkAclEntry, Subnet, SubnetIpv6CidrBlockAssociation, Vpc } from '@aws-sdk/client-ec2'
import type { AclEntry } from '../network-acl-entry.ts'

/** The ranges of a VPC beside its first one, of either version, that are in force or soon will be. */
export function moreRanges(vpc: Vpc): readonly string[] {
  const first = (vpc.CidrBlockAssociationSet ?? []).map((one) => ({
    range: one.CidrBlock,
    state: one.CidrBlockState?.State,
  }))
  return [...first, ...(vpc.Ipv6CidrBlockAssociationSet ?? []).map(ipv6Range)].flatMap(inForce)
}

/** The ranges of version 6 of a subnet. */
export function ipv6Ranges(subnet: Subnet): readonly string[] {
  return (subnet.Ipv6CidrBlockAssociationSet ?? []).map(ipv6Range).flatMap(inForce)
}

/** What a network ACL says of traffic that comes in and of what goes out, in EC2's words. */
export function aclEntries({ Entries: entries = [] }: NetworkAcl): {
  readonly ingress: readonly AclEntry[]
  readonly egress: readonly AclEntry[]
} {
  return {
    ingress: entries.filter(({ Egress }) => Egress !== true).flatMap(entryOf),
    egress: entries.filter(({ Egress }) => Egress === true).flatMap(entryOf),
  }
}

interface Associated {
  readonly range: string | undefined
  readonly state: string | undefined
}

function ipv6Range(one: Pick<SubnetIpv6CidrBlockAssociation, 'Ipv6CidrBlock' | 'Ipv6CidrBlockState'>): Associated {
  return { range: one.Ipv6CidrBlock, state: one.Ipv6CidrBlockState?.State }
}

function inForce({ range, state }: Associated): readonly string[] {
  const isAssociated = state === undefined || state === 'associated' || state === 'associating'
  return range === undefined || !isAssociated ? [] : [range]
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
