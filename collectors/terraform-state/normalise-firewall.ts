import { firewallResource } from '../_aws/shapes/firewall.ts'
import type { firewall } from '../../src/model/kinds/firewall.ts'
import type { CollectedResource } from '../../src/model/resource.ts'
import type { AttributeReader } from './attribute-reader.ts'
import { originOf } from './origin.ts'
import { inlinePermission, type Direction, type LooseRule } from './permissions.ts'
import type { PrefixLists } from './prefix-lists.ts'

/**
 * A security group as a `firewall`, with the rules inside it and those that stand beside it: after a refresh the provider
 * writes the latter into the group too, before one it does not, and a rule that is there twice is one. Undefined for AWS's
 * default group in its untouched form.
 */
export function firewallOf(
  reader: AttributeReader,
  looseRules: readonly LooseRule[],
  lists: PrefixLists,
): CollectedResource<typeof firewall.fields> | undefined {
  const id = reader.required('id')
  const permissions = (direction: Direction) => [
    ...reader.blocks(direction).map((block) => inlinePermission(block, id, lists)),
    ...looseRules.filter((rule) => rule.direction === direction).map((rule) => rule.permission),
  ]
  return firewallResource({
    ...originOf(reader),
    id,
    groupName: reader.text('name'),
    description: reader.text('description'),
    network: reader.text('vpc_id'),
    ingress: permissions('ingress'),
    egress: permissions('egress'),
  })
}
