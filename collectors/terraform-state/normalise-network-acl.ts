import type { AclEntry } from '../_aws/network-acl-entry.ts'
import { networkAclResource } from '../_aws/shapes/network-acl.ts'
import { networkAcl } from '../../src/model/kinds/network-acl.ts'
import type { AttributeReader } from './attribute-reader.ts'
import { defineMapping } from './mapping.ts'
import { originOf } from './origin.ts'

/** An `aws_network_acl`, and the default one where code has taken it over. */
export const networkAclMapping = defineMapping({
  kind: networkAcl,
  types: ['aws_network_acl', 'aws_default_network_acl'],
  normalise: (reader) =>
    networkAclResource({
      ...originOf(reader),
      id: reader.required('id'),
      network: reader.text('vpc_id'),
      default: reader.type === 'aws_default_network_acl',
      ingress: reader.blocks('ingress').flatMap(entriesOf),
      egress: reader.blocks('egress').flatMap(entriesOf),
    }),
})

function entriesOf(block: AttributeReader): readonly AclEntry[] {
  const protocol = block.text('protocol') ?? '-1'
  const icmp = ['1', '58', 'icmp', 'icmpv6'].includes(protocol)
  const cidrs = [block.text('cidr_block'), block.text('ipv6_cidr_block')]
  return cidrs.flatMap((cidr) =>
    cidr === undefined
      ? []
      : [
          {
            number: block.number('rule_no') ?? 0,
            protocol,
            action: block.text('action') ?? 'deny',
            cidr,
            fromPort: block.number(icmp ? 'icmp_type' : 'from_port'),
            toPort: block.number(icmp ? 'icmp_code' : 'to_port'),
          },
        ],
  )
}
