import type { NetworkAcl, RouteTable } from '@aws-sdk/client-ec2'
import { pages } from '../_aws/paging.ts'
import type { AwsRead } from '../_aws/reading.ts'
import { sessionOf } from '../_aws/session.ts'
import { ec2 } from './client.ts'

/** All route tables of a region. Their own read and that of subnets need them; the list is asked for once in a run. */
export const routeTablesOf = oncePerRun(async (request): Promise<readonly RouteTable[]> => {
  const session = sessionOf(request)
  const { client, sdk } = await session.open(ec2)
  const list = pages({
    ...session.place('ec2:DescribeRouteTables', request.signal),
    fetch: (NextToken) =>
      client.send(new sdk.DescribeRouteTablesCommand({ MaxResults: 100, NextToken }), { abortSignal: request.signal }),
    items: (page) => page.RouteTables,
    next: (page) => page.NextToken,
  })
  return gathered(list)
})

/** All network ACLs of a region, asked for once in a run. */
export const networkAclsOf = oncePerRun(async (request): Promise<readonly NetworkAcl[]> => {
  const session = sessionOf(request)
  const { client, sdk } = await session.open(ec2)
  const list = pages({
    ...session.place('ec2:DescribeNetworkAcls', request.signal),
    fetch: (NextToken) =>
      client.send(new sdk.DescribeNetworkAclsCommand({ MaxResults: 1000, NextToken }), { abortSignal: request.signal }),
    items: (page) => page.NetworkAcls,
    next: (page) => page.NextToken,
  })
  return gathered(list)
})

async function gathered<T>(list: AsyncIterable<readonly T[]>): Promise<readonly T[]> {
  const found: T[] = []
  for await (const page of list) found.push(...page)
  return found
}

/** Works once for all reads of one run and scope: they share its signal. What was made is forgotten with the run. */
function oncePerRun<T>(make: (request: AwsRead) => Promise<T>): (request: AwsRead) => Promise<T> {
  const runs = new WeakMap<AbortSignal, Map<string, Promise<T>>>()
  return (request) => {
    const scopes = runs.get(request.signal) ?? new Map<string, Promise<T>>()
    runs.set(request.signal, scopes)
    const made = scopes.get(request.scope.scope) ?? make(request)
    scopes.set(request.scope.scope, made)
    return made
  }
}
