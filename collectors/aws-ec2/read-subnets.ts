import type { CollectedResource } from '../../src/model/resource.ts'
import { pages } from '../_aws/paging.ts'
import { startReading, type AwsRead } from '../_aws/reading.ts'
import { ec2 } from './client.ts'
import { normaliseSubnet } from './normalise.ts'

/** The subnets of a region, without those that AWS makes in a default VPC. */
export async function* readSubnets(request: AwsRead): AsyncGenerator<CollectedResource> {
  const session = await startReading(request)
  const { client, sdk } = await session.open(ec2)
  const list = pages({
    ...session.place('ec2:DescribeSubnets', request.signal),
    fetch: (NextToken) =>
      client.send(new sdk.DescribeSubnetsCommand({ MaxResults: 1000, NextToken }), { abortSignal: request.signal }),
    items: (page) => page.Subnets,
    next: (page) => page.NextToken,
  })
  for await (const page of list) for (const subnet of page) yield* normaliseSubnet(subnet, session)
}
