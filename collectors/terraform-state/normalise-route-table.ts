import { routeTableResource, type RouteInput } from '../_aws/shapes/route-table.ts'
import { routeTable } from '../../src/model/kinds/route-table.ts'
import type { CollectedResource } from '../../src/model/resource.ts'
import type { AttributeReader } from './attribute-reader.ts'
import { besides } from './beside.ts'
import { defineMapping, type MappingContext } from './mapping.ts'
import { originOf } from './origin.ts'
import { prefixListsOf, type PrefixLists } from './prefix-lists.ts'

const routeTypes: readonly string[] = ['aws_route']
const associationTypes: readonly string[] = ['aws_route_table_association', 'aws_main_route_table_association']
const propagationTypes: readonly string[] = ['aws_vpn_gateway_route_propagation']

/** An `aws_route_table` with its routes, which may stand in it, beside it, or both: the provider reads those beside back into it. */
export const routeTableMapping = defineMapping({
  kind: routeTable,
  types: ['aws_route_table', 'aws_default_route_table'],
  parts: [...routeTypes, ...associationTypes, ...propagationTypes],
  fields: { route: 'routes', propagating_vgws: 'propagated' },
  normalise: tableOf,
})

function tableOf(reader: AttributeReader, { state }: MappingContext): CollectedResource | undefined {
  const id = reader.required('id')
  const lists = prefixListsOf(state)
  const beside = besides(state, routeTypes, 'route_table_id', [id])
  const associations = besides(state, associationTypes, 'route_table_id', [id])
  return routeTableResource({
    ...originOf(reader),
    id,
    network: reader.text('vpc_id'),
    main:
      reader.type === 'aws_default_route_table' ||
      associations.some(({ type }) => type === 'aws_main_route_table_association'),
    propagated:
      reader.texts('propagating_vgws').length > 0 ||
      besides(state, propagationTypes, 'route_table_id', [id]).length > 0,
    used: associations.length > 0,
    routes: [...beside, ...reader.blocks('route')].filter(isWritten).flatMap((route) => routesOf(route, lists)),
  })
}

/** What a VPN gateway announces nobody wrote, and a gateway endpoint leads to itself. */
function isWritten(route: AttributeReader): boolean {
  const endpoint = listOf(route) !== undefined && (route.text('gateway_id') ?? '').startsWith('vpce-')
  return !endpoint && route.text('origin') !== 'EnableVgwRoutePropagation'
}

function listOf(route: AttributeReader): string | undefined {
  return route.text('destination_prefix_list_id')
}

/** An `aws_route` says `destination_cidr_block` where a block of the table says `cidr_block`. */
function routesOf(route: AttributeReader, lists: PrefixLists): readonly RouteInput[] {
  const base = { targets: targets.map((name) => route.text(name)), blackhole: route.text('state') === 'blackhole' }
  const list = listOf(route)
  if (list === undefined) {
    const ranges = ['destination_cidr_block', 'destination_ipv6_cidr_block', 'cidr_block', 'ipv6_cidr_block']
    return [{ ...base, cidr: ranges.map((name) => route.text(name)).find((one) => one !== undefined) }]
  }
  const { cidrs, prefixLists } = lists([list])
  return [...cidrs.map((cidr) => ({ ...base, cidr })), ...prefixLists.map((prefixList) => ({ ...base, prefixList }))]
}

/** What may take the traffic; an instance comes before its interface: both are written for one route. */
const targets: readonly string[] = [
  'gateway_id',
  'vpc_endpoint_id',
  'nat_gateway_id',
  'instance_id',
  'network_interface_id',
  'transit_gateway_id',
  'vpc_peering_connection_id',
  'egress_only_gateway_id',
  'local_gateway_id',
  'carrier_gateway_id',
  'core_network_arn',
]
