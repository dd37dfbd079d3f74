import { network } from '../../../src/model/kinds/network.ts'
import { collected, type CollectedResource } from '../../../src/model/resource.ts'
import { canonicalCidr } from '../firewall-rule.ts'
import { ec2Arn, readTags, wordsOf } from '../names.ts'
import { given, type AwsOrigin } from './origin.ts'

/** A VPC. The default one says nothing about a system: leave it out before it comes here. */
export interface NetworkInput extends AwsOrigin {
  readonly id: string
  /** The primary IPv4 range. */
  readonly cidr: string
  /** Further IPv4 and IPv6 ranges; the primary one may be among them. */
  readonly moreCidrs?: readonly string[] | undefined
  readonly tenancy?: string | null | undefined
  /** Undefined: not known. */
  readonly dnsSupport?: boolean | undefined
  readonly dnsHostnames?: boolean | undefined
}

/** A VPC as a `network`. */
export function networkResource(input: NetworkInput): CollectedResource<typeof network.fields> {
  const { tags, name, address } = readTags(input.tags)
  const primary = canonicalCidr(input.cidr)
  const cidrs = [...new Set([primary, ...(input.moreCidrs ?? []).map(canonicalCidr)])].sort()
  return collected(network, {
    id: input.id,
    name,
    address: input.address ?? address,
    identifiers: wordsOf(input.id, ec2Arn(input.account, input.region, 'vpc', input.id), ...cidrs),
    account: input.account,
    region: input.region,
    tags,
    attributes: {
      cidrs,
      prefixLength: prefixLength(primary),
      tenancy: given(input.tenancy),
      dnsSupport: input.dnsSupport,
      dnsHostnames: input.dnsHostnames,
    },
  })
}

/** The prefix length of a range; undefined where it has none. */
export function prefixLength(cidr: string): number | undefined {
  const bits = cidr.split('/')[1]
  return bits === undefined || !/^\d+$/.test(bits) ? undefined : Number(bits)
}
