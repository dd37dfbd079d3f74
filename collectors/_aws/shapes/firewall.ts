import { firewall } from '../../../src/model/kinds/firewall.ts'
import { collected, type CollectedResource } from '../../../src/model/resource.ts'
import { firewallRules, isDefaultFirewall, type Permission } from '../firewall-rule.ts'
import { ec2Arn, readTags, wordsOf } from '../names.ts'
import { given, type AwsOrigin } from './origin.ts'

/** A security group. */
export interface FirewallInput extends AwsOrigin {
  readonly id: string
  /** The group's own name, not the Name tag. */
  readonly groupName?: string | null | undefined
  readonly description?: string | null | undefined
  readonly network?: string | null | undefined
  readonly ingress: readonly Permission[]
  readonly egress: readonly Permission[]
}

/**
 * A security group as a `firewall`; undefined for AWS's default group in its untouched form. It is called by its Name tag,
 * otherwise by the group's name.
 */
export function firewallResource(input: FirewallInput): CollectedResource<typeof firewall.fields> | undefined {
  const ingress = firewallRules(input.ingress)
  const egress = firewallRules(input.egress)
  const groupName = given(input.groupName)
  if (isDefaultFirewall(groupName, ingress, egress, input.id)) return undefined
  const { tags, name, address } = readTags(input.tags)
  return collected(firewall, {
    id: input.id,
    name: name ?? groupName,
    address: input.address ?? address,
    identifiers: wordsOf(input.id, ec2Arn(input.account, input.region, 'security-group', input.id)),
    account: input.account,
    region: input.region,
    tags,
    attributes: { description: given(input.description), network: given(input.network), ingress, egress },
  })
}
