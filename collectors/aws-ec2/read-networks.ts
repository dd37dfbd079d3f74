import type { Vpc } from '@aws-sdk/client-ec2'
import type { CollectedResource } from '../../src/model/resource.ts'
import { each, pages } from '../_aws/paging.ts'
import { startReading, type AwsRead } from '../_aws/reading.ts'
import type { AwsSession } from '../_aws/session.ts'
import { concurrencyOf } from '../_aws/settings.ts'
import { takeTime } from '../_aws/take-time.ts'
import { ec2 } from './client.ts'
import { isSystemVpc, normaliseVpc } from './normalise.ts'
import { callsPerVpc, vpcAttributes } from './vpc-attributes.ts'

/** The VPCs of a region, without the default one: one list, and two calls for what it does not say of each. */
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
  for await (const page of list) {
    const own = page.filter(isSystemVpc)
    takeTime(request, 'ec2:DescribeVpcAttribute', callsPerVpc * own.length)
    const read = each(own, concurrencyOf(request.settings), (vpc) => withAttributes(request, session, vpc))
    for await (const resources of read) yield* resources
  }
}

async function withAttributes(request: AwsRead, session: AwsSession, vpc: Vpc): Promise<readonly CollectedResource[]> {
  const attributes = await vpcAttributes(request, session, vpc)
  return attributes === 'gone' ? [] : normaliseVpc(vpc, attributes, session)
}
