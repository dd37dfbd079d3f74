import { subnet } from '../../../src/model/kinds/subnet.ts'
import { collected, type CollectedResource } from '../../../src/model/resource.ts'
import { canonicalCidr } from '../firewall-rule.ts'
import { ec2Arn, readTags, wordsOf } from '../names.ts'
import { prefixLength } from './network.ts'
import { given, type AwsOrigin } from './origin.ts'

/** A subnet. Those that AWS makes in a default network: leave them out before they come here. */
export interface SubnetInput extends AwsOrigin {
  readonly id: string
  readonly network?: string | undefined
  /** IPv4 range; absent in a subnet that has IPv6 alone. */
  readonly cidr?: string | null | undefined
  readonly ipv6Cidrs?: readonly string[] | undefined
  readonly zone?: string | null | undefined
  readonly publicAddresses?: boolean | undefined
  /** Id of the route table in force, its own or the network's. */
  readonly routeTable?: string | undefined
  /** Id of the network ACL in force. */
  readonly networkAcl?: string | undefined
}

/** A subnet as a `subnet`. */
export function subnetResource(input: SubnetInput): CollectedResource<typeof subnet.fields> {
  const { tags, name, address } = readTags(input.tags)
  const ranges = wordsOf(input.cidr, ...(input.ipv6Cidrs ?? [])).map(canonicalCidr)
  const cidr = ranges[0]
  return collected(subnet, {
    id: input.id,
    name,
    address: input.address ?? address,
    identifiers: wordsOf(input.id, ec2Arn(input.account, input.region, 'subnet', input.id), ...ranges),
    account: input.account,
    region: input.region,
    tags,
    attributes: {
      network: given(input.network),
      cidr,
      prefixLength: cidr === undefined ? undefined : prefixLength(cidr),
      zone: given(input.zone),
      routeTable: given(input.routeTable),
      networkAcl: given(input.networkAcl),
      publicAddresses: input.publicAddresses,
    },
  })
}
