import type { Permission } from '../_aws/firewall-rule.ts'
import type { AttributeReader } from './attribute-reader.ts'
import type { PrefixLists } from './prefix-lists.ts'

export type Direction = 'ingress' | 'egress'

/** A rule that stands outside its group. */
export interface LooseRule {
  /** Id of the group that it belongs to. */
  readonly group: string
  readonly direction: Direction
  readonly permission: Permission
}

/** The types by which a rule is a resource of its own. */
export const looseRuleTypes: readonly string[] = [
  'aws_security_group_rule',
  'aws_vpc_security_group_ingress_rule',
  'aws_vpc_security_group_egress_rule',
]

/** A rule inside a group: one block. `self` is the group itself. */
export function inlinePermission(block: AttributeReader, ownId: string, lists: PrefixLists): Permission {
  const listed = lists(block.texts('prefix_list_ids'))
  return {
    protocol: block.text('protocol') ?? '-1',
    fromPort: block.number('from_port'),
    toPort: block.number('to_port'),
    cidrs: [...block.texts('cidr_blocks'), ...block.texts('ipv6_cidr_blocks'), ...listed.cidrs],
    groups: [...block.texts('security_groups'), ...(block.flag('self') === true ? [ownId] : [])],
    prefixLists: listed.prefixLists,
    description: block.text('description'),
  }
}

/** A rule that is a resource of its own, of either generation. */
export function looseRuleOf(reader: AttributeReader, lists: PrefixLists): LooseRule {
  return reader.type === 'aws_security_group_rule' ? firstGeneration(reader, lists) : secondGeneration(reader, lists)
}

function firstGeneration(reader: AttributeReader, lists: PrefixLists): LooseRule {
  const group = reader.required('security_group_id')
  const source = reader.text('source_security_group_id')
  const inline = inlinePermission(reader, group, lists)
  return {
    group,
    direction: reader.required('type') === 'egress' ? 'egress' : 'ingress',
    permission: { ...inline, groups: [...inline.groups, ...(source === undefined ? [] : [source])] },
  }
}

function secondGeneration(reader: AttributeReader, lists: PrefixLists): LooseRule {
  const some = (name: string): readonly string[] => {
    const value = reader.text(name)
    return value === undefined ? [] : [value]
  }
  const listed = lists(some('prefix_list_id'))
  return {
    group: reader.required('security_group_id'),
    direction: reader.type.endsWith('_egress_rule') ? 'egress' : 'ingress',
    permission: {
      protocol: reader.text('ip_protocol') ?? '-1',
      fromPort: reader.number('from_port'),
      toPort: reader.number('to_port'),
      cidrs: [...some('cidr_ipv4'), ...some('cidr_ipv6'), ...listed.cidrs],
      groups: some('referenced_security_group_id'),
      prefixLists: listed.prefixLists,
      description: reader.text('description'),
    },
  }
}
