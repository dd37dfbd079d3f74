import type { NatGateway, VpcEndpoint, VpcPeeringConnection, VpcPeeringConnectionVpcInfo } from '@aws-sdk/client-ec2'
import type { CollectedResource } from '../../src/model/resource.ts'
import type { PolicyStatement } from '../../src/model/policy-statements.ts'
import { NotAPolicy, policyStatements } from '../_aws/policy-document.ts'
import { natGatewayResource } from '../_aws/shapes/nat-gateway.ts'
import { networkEndpointResource } from '../_aws/shapes/network-endpoint.ts'
import { networkPeeringResource, type PeeringEnd } from '../_aws/shapes/network-peering.ts'
import type { Place } from './normalise.ts'

/** A NAT gateway as a `nat-gateway`; nothing for one that is on its way out, which AWS shows for another hour. */
export function normaliseNatGateway(gateway: NatGateway, place: Place): readonly CollectedResource[] {
  const { NatGatewayId: id, State: state } = gateway
  if (id === undefined || state === 'deleted' || state === 'deleting') return []
  const addresses = (gateway.NatGatewayAddresses ?? []).flatMap((one) => [one.PublicIp, one.PrivateIp])
  return [
    natGatewayResource({
      ...{ id, account: place.account, region: place.region, tags: gateway.Tags },
      network: gateway.VpcId,
      subnet: gateway.SubnetId,
      connectivity: gateway.ConnectivityType,
      state,
      addresses,
    }),
  ]
}

/**
 * A VPC endpoint as a `network-endpoint`; nothing for one that a service made for itself, or that is gone. Its policy may be
 * what nobody can understand, which is said.
 */
export function normaliseEndpoint(
  endpoint: VpcEndpoint,
  place: Place,
  unreadable: (reason: string) => void,
): readonly CollectedResource[] {
  const { VpcEndpointId: id } = endpoint
  // The API writes states in either case.
  const state = endpoint.State?.toLowerCase()
  if (id === undefined || endpoint.RequesterManaged === true || over.includes(state ?? '')) return []
  return [
    networkEndpointResource({
      ...{ id, account: endpoint.OwnerId ?? place.account, region: place.region, tags: endpoint.Tags },
      network: endpoint.VpcId,
      service: endpoint.ServiceName,
      type: endpoint.VpcEndpointType,
      privateDns: endpoint.PrivateDnsEnabled,
      subnets: endpoint.SubnetIds,
      routeTables: endpoint.RouteTableIds,
      firewalls: (endpoint.Groups ?? []).flatMap((group) => group.GroupId ?? []),
      policy: policyOf(endpoint, unreadable),
      state,
    }),
  ]
}

function policyOf(
  { VpcEndpointId: id = '', PolicyDocument: policy = '' }: VpcEndpoint,
  unreadable: (reason: string) => void,
): readonly PolicyStatement[] | undefined {
  if (policy === '') return undefined
  try {
    return policyStatements(policy)
  } catch (error) {
    if (!(error instanceof NotAPolicy)) throw error
    unreadable(`The policy of ${id} cannot be understood: ${error.message}.`)
    return undefined
  }
}

const over = ['deleted', 'deleting', 'rejected', 'failed', 'expired']

/** A VPC peering connection as a `network-peering`; nothing for one that is over, or never came to be. */
export function normalisePeering(peering: VpcPeeringConnection, place: Place): readonly CollectedResource[] {
  const { VpcPeeringConnectionId: id } = peering
  if (id === undefined) return []
  const found = networkPeeringResource({
    ...{ id, account: place.account, region: place.region, tags: peering.Tags },
    requester: endOf(peering.RequesterVpcInfo),
    accepter: endOf(peering.AccepterVpcInfo),
    state: peering.Status?.Code,
  })
  return found === undefined ? [] : [found]
}

function endOf(end: VpcPeeringConnectionVpcInfo | undefined): PeeringEnd {
  return {
    network: end?.VpcId,
    account: end?.OwnerId,
    cidrs: [
      end?.CidrBlock,
      ...(end?.CidrBlockSet ?? []).map((one) => one.CidrBlock),
      ...(end?.Ipv6CidrBlockSet ?? []).map((one) => one.Ipv6CidrBlock),
    ].flatMap((range) => range ?? []),
    resolvesNames: end?.PeeringOptions?.AllowDnsResolutionFromRemoteVpc,
  }
}
