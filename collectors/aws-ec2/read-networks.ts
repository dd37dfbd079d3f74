import type { CollectedResource } from '../../src/model/resource.ts'
import { pages } from '../_aws/paging.ts'
import { startReading, type AwsRead } from '../_aws/reading.ts'
import { ec2 } from './client.ts'
import { normaliseVpc } from './normalise.ts'

/** The VPCs of a region, without the default one. */
export async function* readNetworks(request: AwsRead): AsyncGenerator<CollectedResource> {
  const session = await startReading(request)
  const { client, sdk } = await session.open(ec2)
  const list = pages({
    ...session.place('ec2:DescribeVpcs', request.signal),
    fetch: (NextToken) =>
      client.send(new sdk.DescribeVpcsCommand({ MaxResults: 1000, NextToken }), { abortSignal: request.signal }),
    items: (page) => page.Vpcs,
    next: (page) => page.NextToken,
  })
  for await (const page of list) for (const vpc of page) yield* normaliseVpc(vpc, session)
}
