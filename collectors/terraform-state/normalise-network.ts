import { networkResource } from '../_aws/shapes/network.ts'
import { subnetResource } from '../_aws/shapes/subnet.ts'
import { network } from '../../src/model/kinds/network.ts'
import { subnet } from '../../src/model/kinds/subnet.ts'
import type { CollectedResource } from '../../src/model/resource.ts'
import type { AttributeReader } from './attribute-reader.ts'
import { defineMapping } from './mapping.ts'
import { originOf } from './origin.ts'

/** An `aws_vpc` as a `network`. */
export function networkOf(reader: AttributeReader): CollectedResource<typeof network.fields> {
  const ipv6 = reader.text('ipv6_cidr_block')
  return networkResource({
    ...originOf(reader),
    id: reader.required('id'),
    cidr: reader.required('cidr_block'),
    moreCidrs: ipv6 === undefined ? [] : [ipv6],
    tenancy: reader.text('instance_tenancy'),
    dnsSupport: reader.flag('enable_dns_support'),
    dnsHostnames: reader.flag('enable_dns_hostnames'),
  })
}

/** An `aws_subnet` as a `subnet`. */
export function subnetOf(reader: AttributeReader): CollectedResource<typeof subnet.fields> {
  const ipv6 = reader.text('ipv6_cidr_block')
  return subnetResource({
    ...originOf(reader),
    id: reader.required('id'),
    network: reader.text('vpc_id'),
    cidr: reader.text('cidr_block'),
    ipv6Cidrs: ipv6 === undefined ? [] : [ipv6],
    zone: reader.text('availability_zone'),
    publicAddresses: reader.flag('map_public_ip_on_launch'),
  })
}

export const networkMapping = defineMapping({
  kind: network,
  types: ['aws_vpc'],
  fields: { enable_dns_support: 'dnsSupport', enable_dns_hostnames: 'dnsHostnames' },
  normalise: networkOf,
})

/** What is in force on a subnet is said by resources beside it, or by the network's own, which may be in another state. */
export const subnetMapping = defineMapping({
  kind: subnet,
  types: ['aws_subnet'],
  cannotKnow: ['/networkAcl', '/routeTable'],
  normalise: subnetOf,
})
