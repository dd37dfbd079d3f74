import type { Image, NetworkAcl, RouteTable } from '@aws-sdk/client-ec2'
import { pages } from '../_aws/paging.ts'
import type { AwsRead } from '../_aws/reading.ts'
import { sessionOf, type AwsSession } from '../_aws/session.ts'
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

/** Values that one filter takes. */
const idsPerCall = 200

/**
 * Images by their ids, at most 200 a call. Asked for by a filter: `ImageIds` refuses all of them when one was deregistered.
 * One that is not there any more is not in the answer.
 */
export async function readImages(
  request: AwsRead,
  session: AwsSession,
  ids: readonly string[],
): Promise<readonly Image[]> {
  const { client, sdk } = await session.open(ec2)
  const found: Image[] = []
  for (let at = 0; at < ids.length; at += idsPerCall) {
    const Filters = [{ Name: 'image-id', Values: ids.slice(at, at + idsPerCall) }]
    const list = pages({
      ...session.place('ec2:DescribeImages', request.signal),
      fetch: (NextToken) =>
        client.send(new sdk.DescribeImagesCommand({ Filters, IncludeDeprecated: true, MaxResults: 1000, NextToken }), {
          abortSignal: request.signal,
        }),
      items: (page) => page.Images,
      next: (page) => page.NextToken,
    })
    found.push(...(await gathered(list)))
  }
  return found
}

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
