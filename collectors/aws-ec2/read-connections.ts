import { networkEndpoint } from '../../src/model/kinds/network-endpoint.ts'
import type { CollectedResource } from '../../src/model/resource.ts'
import { pages } from '../_aws/paging.ts'
import { startReading, type AwsRead } from '../_aws/reading.ts'
import { ec2 } from './client.ts'
import { normaliseEndpoint, normaliseNatGateway, normalisePeering } from './normalise-connections.ts'

/** The NAT gateways of a region. */
export async function* readNatGateways(request: AwsRead): AsyncGenerator<CollectedResource> {
  const session = await startReading(request)
  const { client, sdk } = await session.open(ec2)
  const list = pages({
    ...session.place('ec2:DescribeNatGateways', request.signal),
    fetch: (NextToken) =>
      client.send(new sdk.DescribeNatGatewaysCommand({ MaxResults: 1000, NextToken }), { abortSignal: request.signal }),
    items: (page) => page.NatGateways,
    next: (page) => page.NextToken,
  })
  for await (const page of list) for (const one of page) yield* normaliseNatGateway(one, session)
}

/** The VPC endpoints of a region, without those that services made for themselves. */
export async function* readEndpoints(request: AwsRead): AsyncGenerator<CollectedResource> {
  const session = await startReading(request)
  const { client, sdk } = await session.open(ec2)
  const list = pages({
    ...session.place('ec2:DescribeVpcEndpoints', request.signal),
    fetch: (NextToken) =>
      client.send(new sdk.DescribeVpcEndpointsCommand({ MaxResults: 1000, NextToken }), {
        abortSignal: request.signal,
      }),
    items: (page) => page.VpcEndpoints,
    next: (page) => page.NextToken,
  })
  const unreadable = (reason: string): void => request.unknown(networkEndpoint, ['/policy'], reason)
  for await (const page of list) for (const one of page) yield* normaliseEndpoint(one, session, unreadable)
}

/** The VPC peering connections of a region, seen from either end. */
export async function* readPeerings(request: AwsRead): AsyncGenerator<CollectedResource> {
  const session = await startReading(request)
  const { client, sdk } = await session.open(ec2)
  const list = pages({
    ...session.place('ec2:DescribeVpcPeeringConnections', request.signal),
    fetch: (NextToken) =>
      client.send(new sdk.DescribeVpcPeeringConnectionsCommand({ MaxResults: 1000, NextToken }), {
        abortSignal: request.signal,
      }),
    items: (page) => page.VpcPeeringConnections,
    next: (page) => page.NextToken,
  })
  for await (const page of list) for (const one of page) yield* normalisePeering(one, session)
}
