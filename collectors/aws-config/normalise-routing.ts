import type { NetworkAcl, Route, RouteTable } from '@aws-sdk/client-ec2'
import type { CollectedResource } from '../../src/model/resource.ts'
import { aclEntries } from '../_aws/shapes/described-network.ts'
import { networkAclResource } from '../_aws/shapes/network-acl.ts'
import { routeTableResource, type RouteInput } from '../_aws/shapes/route-table.ts'
import type { Beside, Gap, RowContext } from './recorded-type.ts'
import type { ConfigRow } from './row.ts'

/** A recorded network ACL as a `network-acl`; nothing for a default one that nobody touched. */
export function normaliseNetworkAcl({
  configuration,
  id,
  account,
  region,
  tags,
}: ConfigRow): readonly CollectedResource[] {
  const acl = configuration as NetworkAcl
  const found = networkAclResource({
    ...{ id, region, tags },
    account: acl.OwnerId ?? account,
    network: acl.VpcId,
    default: acl.IsDefault ?? false,
    ...aclEntries(acl),
  })
  return found === undefined ? [] : [found]
}

/** A recorded route table as a `route-table`; nothing for a main one that nobody uses. */
export function normaliseRouteTable({
  configuration,
  id,
  account,
  region,
  tags,
}: ConfigRow): readonly CollectedResource[] {
  const table = configuration as RouteTable
  const associations = table.Associations ?? []
  const found = routeTableResource({
    ...{ id, region, tags },
    account: table.OwnerId ?? account,
    network: table.VpcId,
    main: associations.some((one) => one.Main === true),
    propagated: (table.PropagatingVgws ?? []).length > 0,
    used: associations.some((one) => one.SubnetId !== undefined || one.GatewayId !== undefined),
    routes: routesOf(table).map(routeOf),
  })
  return found === undefined ? [] : [found]
}

/** Routes of which a record does not say all: what is in a prefix list, and targets of a kind that it has no word for. */
export function unclearRoutes({ configuration }: ConfigRow): Gap | undefined {
  const routes = routesOf(configuration)
  if (routes.some(({ DestinationPrefixListId: list }) => list !== undefined)) {
    return {
      fields: ['/routes'],
      reason: 'A route table names a prefix list, and AWS Config does not record what is in it.',
    }
  }
  if (routes.every((route) => targetsOf(route).some((target) => target !== undefined))) return undefined
  return { fields: ['/routes'], reason: 'A route table has a route whose target AWS Config does not record.' }
}

/** What a gateway endpoint leads to itself, or a VPN gateway announces, nobody wrote. */
function routesOf(table: RouteTable): readonly Route[] {
  return (table.Routes ?? []).filter(({ DestinationPrefixListId: list, GatewayId: gateway, Origin: origin }) => {
    const endpoint = list !== undefined && gateway?.startsWith('vpce-') === true
    return !endpoint && origin !== 'EnableVgwRoutePropagation'
  })
}

function routeOf(route: Route): RouteInput {
  return {
    targets: targetsOf(route),
    blackhole: route.State === 'blackhole',
    cidr: route.DestinationCidrBlock ?? route.DestinationIpv6CidrBlock,
    prefixList: route.DestinationPrefixListId,
  }
}

/** An instance comes before its interface: both are written for one route. */
function targetsOf(route: Route): readonly (string | undefined)[] {
  return [
    ...[route.GatewayId, route.NatGatewayId, route.InstanceId, route.NetworkInterfaceId, route.TransitGatewayId],
    ...[route.VpcPeeringConnectionId, route.EgressOnlyInternetGatewayId, route.LocalGatewayId, route.CarrierGatewayId],
  ]
}

const [tableType, aclType] = ['AWS::EC2::RouteTable', 'AWS::EC2::NetworkAcl']

/** Route tables name their subnets, the main one its network; so do network ACLs. */
export const besideSubnets: readonly Beside[] = [
  {
    type: tableType,
    fields: ['/routeTable'],
    keys: ({ configuration }) => {
      const { VpcId: network, Associations: associations = [] } = configuration as RouteTable
      return associations.flatMap(
        ({ SubnetId: subnet, Main: main }) => subnet ?? (main === true ? (network ?? []) : []),
      )
    },
  },
  {
    type: aclType,
    fields: ['/networkAcl'],
    keys: ({ configuration }) =>
      ((configuration as NetworkAcl).Associations ?? []).flatMap(({ SubnetId: subnet }) => subnet ?? []),
  },
]

/** What is in force on a subnet: the table that names it, or else the main one of its network, and its network ACL. */
export function inForce(
  subnet: string,
  network: string | undefined,
  context: RowContext,
): { readonly routeTable: string | undefined; readonly networkAcl: string | undefined } {
  const [own] = context.beside(tableType, subnet) ?? []
  const [main] = network === undefined ? [] : (context.beside(tableType, network) ?? [])
  // The default one as AWS makes it is no resource of ours.
  const [acl] = (context.beside(aclType, subnet) ?? []).flatMap(normaliseNetworkAcl)
  return { routeTable: (own ?? main)?.id, networkAcl: acl?.id }
}
