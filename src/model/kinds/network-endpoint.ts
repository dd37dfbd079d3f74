import { flag, reference, setOf, text, word } from '../forms.ts'
import { defineKind } from '../kind.ts'
import { policyStatements } from '../policy-statements.ts'

export const networkEndpoint = defineKind({
  id: 'network-endpoint',
  version: 2,
  dimension: 'network',
  title: 'Network endpoint',
  doc: 'A private way from a network to a service (VPC endpoint).',
  pairing: 'named',
  taggable: true,
  fields: {
    network: reference(['network'], 'The network it is in.'),
    service: text('The service, without its region: `com.amazonaws.s3`.'),
    type: word('`Gateway`, `Interface`, `GatewayLoadBalancer`.'),
    privateDns: flag('Whether the service’s own name leads to it.', { default: false }),
    subnets: setOf(reference(['subnet'], 'A subnet.'), 'The subnets it has an address in: placements.', {
      volatile: true,
    }),
    routeTables: setOf(reference(['route-table'], 'A route table.'), 'The route tables that lead to it.'),
    firewalls: setOf(reference(['firewall'], 'A firewall.'), 'The firewalls (security groups) on it.'),
    policy: policyStatements('What may be done through it.'),
    state: word('`available`, `pendingAcceptance`: a moment.', { volatile: true }),
  },
})
