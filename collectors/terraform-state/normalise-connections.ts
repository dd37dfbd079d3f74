import { natGatewayResource } from '../_aws/shapes/nat-gateway.ts'
import { networkEndpointResource } from '../_aws/shapes/network-endpoint.ts'
import { networkPeeringResource } from '../_aws/shapes/network-peering.ts'
import { natGateway } from '../../src/model/kinds/nat-gateway.ts'
import { networkEndpoint } from '../../src/model/kinds/network-endpoint.ts'
import { networkPeering } from '../../src/model/kinds/network-peering.ts'
import { defineMapping } from './mapping.ts'
import { policyOf } from './normalise-access.ts'
import { originOf } from './origin.ts'

/** An `aws_nat_gateway` names its subnet, and the subnet, which knows its network, may be in another state. */
export const natGatewayMapping = defineMapping({
  kind: natGateway,
  types: ['aws_nat_gateway'],
  cannotKnow: ['/network'],
  fields: { public_ip: '', private_ip: '', connectivity_type: 'connectivity' },
  normalise: (reader) =>
    natGatewayResource({
      ...originOf(reader),
      id: reader.required('id'),
      subnet: reader.text('subnet_id'),
      connectivity: reader.text('connectivity_type'),
      addresses: [reader.text('public_ip'), reader.text('private_ip')],
    }),
})

/** An `aws_vpc_endpoint`, with what the provider read back of resources that associate more with it. */
export const networkEndpointMapping = defineMapping({
  kind: networkEndpoint,
  types: ['aws_vpc_endpoint'],
  fields: {
    service_name: 'service',
    vpc_endpoint_type: 'type',
    private_dns_enabled: 'privateDns',
    subnet_ids: 'subnets',
    route_table_ids: 'routeTables',
    security_group_ids: 'firewalls',
  },
  normalise: (reader) =>
    networkEndpointResource({
      ...originOf(reader),
      id: reader.required('id'),
      network: reader.text('vpc_id'),
      service: reader.text('service_name'),
      type: reader.text('vpc_endpoint_type'),
      privateDns: reader.flag('private_dns_enabled'),
      subnets: reader.texts('subnet_ids'),
      routeTables: reader.texts('route_table_ids'),
      firewalls: reader.texts('security_group_ids'),
      policy: policyOf(reader, 'policy'),
      state: reader.text('state')?.toLowerCase(),
    }),
})

/** An `aws_vpc_peering_connection`. Name resolution may be set by a resource of its own, in the state of the other side. */
export const networkPeeringMapping = defineMapping({
  kind: networkPeering,
  types: ['aws_vpc_peering_connection'],
  cannotKnow: ['/requesterAccount', '/requesterDns', '/accepterDns', '/requesterCidrs', '/accepterCidrs'],
  fields: { vpc_id: 'requester', peer_vpc_id: 'accepter', peer_owner_id: 'accepterAccount', accept_status: 'state' },
  normalise: (reader) =>
    networkPeeringResource({
      ...originOf(reader),
      id: reader.required('id'),
      requester: { network: reader.text('vpc_id') },
      accepter: { network: reader.text('peer_vpc_id'), account: reader.text('peer_owner_id') },
      state: reader.text('accept_status'),
    }),
})
