import { networkAcl } from '../../../src/model/kinds/network-acl.ts'
import { collected, type CollectedResource } from '../../../src/model/resource.ts'
import { effectiveEntries, type AclEntry } from '../network-acl-entry.ts'
import { ec2Arn, readTags, wordsOf } from '../names.ts'
import { given, type AwsOrigin } from './origin.ts'

/** A network ACL. */
export interface NetworkAclInput extends AwsOrigin {
  readonly id: string
  readonly network?: string | null | undefined
  readonly default: boolean
  readonly ingress: readonly AclEntry[]
  readonly egress: readonly AclEntry[]
}

/**
 * A network ACL as a `network-acl`; undefined for the default one of a network as AWS makes it: it lets everything
 * through, as if it were not there.
 */
export function networkAclResource(input: NetworkAclInput): CollectedResource<typeof networkAcl.fields> | undefined {
  const ingress = effectiveEntries(input.ingress)
  const egress = effectiveEntries(input.egress)
  if (input.default && isOpen(ingress) && isOpen(egress)) return undefined
  const { tags, name, address } = readTags(input.tags)
  return collected(networkAcl, {
    id: input.id,
    name: name ?? (input.default ? 'default' : undefined),
    address: input.address ?? address,
    identifiers: wordsOf(input.id, ec2Arn(input.account, input.region, 'network-acl', input.id)),
    account: input.account,
    region: input.region,
    tags,
    attributes: { network: given(input.network), default: input.default, ingress, egress },
  })
}

/** Everything over IPv4, and over IPv6 in a network that has it. */
function isOpen(entries: ReturnType<typeof effectiveEntries>): boolean {
  return (
    entries.some(({ cidr }) => cidr === '0.0.0.0/0') &&
    entries.every(
      ({ action, protocol, cidr }) =>
        action === 'allow' && protocol === 'all' && (cidr === '0.0.0.0/0' || cidr === '::/0'),
    )
  )
}
