import type { Route, RouteTable } from '@aws-sdk/client-ec2'
import type { CollectedResource } from '../../src/model/resource.ts'
import { routeTableResource, type RouteInput } from '../_aws/shapes/route-table.ts'
import type { Place } from './normalise.ts'
import type { PrefixLists } from './prefix-lists.ts'

/** Ids of the prefix lists that tables have routes for, each once; those of gateway endpoints are no routes of ours. */
export function routedPrefixLists(tables: readonly RouteTable[]): readonly string[] {
  const routes = tables.flatMap((table) => table.Routes ?? []).filter((route) => !isOfEndpoint(route))
  return [...new Set(routes.flatMap((route) => route.DestinationPrefixListId ?? []))]
}

/** A route table as a `route-table`; nothing for a main one that nobody uses. */
export function normaliseRouteTable(
  table: RouteTable,
  place: Place,
  prefixLists: PrefixLists,
): readonly CollectedResource[] {
  if (table.RouteTableId === undefined) return []
  const associations = table.Associations ?? []
  const main = associations.some((one) => one.Main === true)
  const found = routeTableResource({
    id: table.RouteTableId,
    account: table.OwnerId ?? place.account,
    region: place.region,
    tags: table.Tags,
    network: table.VpcId,
    main,
    propagated: (table.PropagatingVgws ?? []).length > 0,
    used: associations.some((one) => one.SubnetId !== undefined || one.GatewayId !== undefined),
    routes: (table.Routes ?? []).filter((route) => !isOfEndpoint(route)).flatMap((one) => routesOf(one, prefixLists)),
  })
  return found === undefined ? [] : [found]
}

/** What a gateway endpoint leads to itself, or a VPN gateway announces, nobody wrote. */
function isOfEndpoint(route: Route): boolean {
  const endpoint = route.DestinationPrefixListId !== undefined && route.GatewayId?.startsWith('vpce-') === true
  return endpoint || route.Origin === 'EnableVgwRoutePropagation'
}

function routesOf(route: Route, prefixLists: PrefixLists): readonly RouteInput[] {
  const { DestinationPrefixListId: list } = route
  const base = { targets: targetsOf(route), blackhole: route.State === 'blackhole' }
  if (list === undefined) return [{ ...base, cidr: route.DestinationCidrBlock ?? route.DestinationIpv6CidrBlock }]
  const known = prefixLists.get(list)
  if (known === undefined || 'service' in known) return [{ ...base, prefixList: known?.service ?? list }]
  return known.cidrs.map((cidr) => ({ ...base, cidr }))
}

/** An instance comes before its interface: both are written for one route. */
function targetsOf(route: Route): RouteInput['targets'] {
  return [
    route.GatewayId,
    route.NatGatewayId,
    route.InstanceId,
    route.NetworkInterfaceId,
    route.TransitGatewayId,
    route.VpcPeeringConnectionId,
    route.EgressOnlyInternetGatewayId,
    route.LocalGatewayId,
    route.CarrierGatewayId,
    route.CoreNetworkArn,
  ]
}
