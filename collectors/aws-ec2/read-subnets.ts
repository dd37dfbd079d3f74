import { subnet as subnetKind } from '../../src/model/kinds/subnet.ts'
import type { CollectedResource } from '../../src/model/resource.ts'
import { pages } from '../_aws/paging.ts'
import { orUnknown, startReading, type AwsRead } from '../_aws/reading.ts'
import { ec2 } from './client.ts'
import { networkAclsOf, routeTablesOf } from './lists.ts'
import { inForce } from './in-force.ts'
import { normaliseSubnet } from './normalise.ts'

/**
 * The subnets of a region, without those of the default VPC, with the route table and network ACL in force on each. Without
 * permission for one of these lists, that field alone is unknown.
 */
export async function* readSubnets(request: AwsRead): AsyncGenerator<CollectedResource> {
  const session = await startReading(request)
  const { client, sdk } = await session.open(ec2)
  const tables = await orUnknown(request, subnetKind, ['/routeTable'], () => routeTablesOf(request), [])
  const acls = await orUnknown(request, subnetKind, ['/networkAcl'], () => networkAclsOf(request), [])
  const of = inForce(tables, acls)
  const list = pages({
    ...session.place('ec2:DescribeSubnets', request.signal),
    fetch: (NextToken) =>
      client.send(new sdk.DescribeSubnetsCommand({ MaxResults: 1000, NextToken }), { abortSignal: request.signal }),
    items: (page) => page.Subnets,
    next: (page) => page.NextToken,
  })
  for await (const page of list) for (const one of page) yield* normaliseSubnet(one, session, of(one))
}
