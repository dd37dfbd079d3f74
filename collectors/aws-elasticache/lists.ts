import type {
  CacheCluster,
  CacheParameterGroup,
  Parameter,
  ReplicationGroup,
  ServerlessCache,
  Tag,
} from '@aws-sdk/client-elasticache'
import { unlessGone } from '../_aws/gone.ts'
import { oneCall, pages } from '../_aws/paging.ts'
import type { AwsRead } from '../_aws/reading.ts'
import type { AwsSession } from '../_aws/session.ts'
import { sharedPages } from '../_aws/shared-pages.ts'
import { elasticache } from './client.ts'

/** ElastiCache gives at most 100 records a page; of serverless caches 50. */
const pageSize = 100
const serverlessPageSize = 50

/** All clusters of a region, the members of replication groups among them: asked for once for all reads of a run. */
export const cacheClusters = sharedPages(async function* (
  request: AwsRead,
  session: AwsSession,
): AsyncGenerator<readonly CacheCluster[]> {
  const { client, sdk } = await session.open(elasticache)
  yield* pages({
    ...session.place('elasticache:DescribeCacheClusters', request.signal),
    fetch: (Marker) =>
      client.send(new sdk.DescribeCacheClustersCommand({ MaxRecords: pageSize, Marker, ShowCacheNodeInfo: true }), {
        abortSignal: request.signal,
      }),
    items: (page) => page.CacheClusters,
    next: (page) => page.Marker,
  })
})

/** The replication groups of a region, page by page. */
export async function* replicationGroups(
  request: AwsRead,
  session: AwsSession,
): AsyncGenerator<readonly ReplicationGroup[]> {
  const { client, sdk } = await session.open(elasticache)
  yield* pages({
    ...session.place('elasticache:DescribeReplicationGroups', request.signal),
    fetch: (Marker) =>
      client.send(new sdk.DescribeReplicationGroupsCommand({ MaxRecords: pageSize, Marker }), {
        abortSignal: request.signal,
      }),
    items: (page) => page.ReplicationGroups,
    next: (page) => page.Marker,
  })
}

/** The serverless caches of a region. */
export async function serverlessCaches(request: AwsRead, session: AwsSession): Promise<readonly ServerlessCache[]> {
  const { client, sdk } = await session.open(elasticache)
  const found: ServerlessCache[] = []
  const list = pages({
    ...session.place('elasticache:DescribeServerlessCaches', request.signal),
    fetch: (NextToken) =>
      client.send(new sdk.DescribeServerlessCachesCommand({ MaxResults: serverlessPageSize, NextToken }), {
        abortSignal: request.signal,
      }),
    items: (page) => page.ServerlessCaches,
    next: (page) => page.NextToken,
  })
  for await (const page of list) found.push(...page)
  return found
}

/** Ids of VPCs by the names of subnet groups. */
export async function networksBySubnetGroup(
  request: AwsRead,
  session: AwsSession,
): Promise<ReadonlyMap<string, string>> {
  const { client, sdk } = await session.open(elasticache)
  const found = new Map<string, string>()
  const list = pages({
    ...session.place('elasticache:DescribeCacheSubnetGroups', request.signal),
    fetch: (Marker) =>
      client.send(new sdk.DescribeCacheSubnetGroupsCommand({ MaxRecords: pageSize, Marker }), {
        abortSignal: request.signal,
      }),
    items: (page) => page.CacheSubnetGroups,
    next: (page) => page.Marker,
  })
  for await (const page of list) {
    for (const { CacheSubnetGroupName: name, VpcId: network } of page) {
      if (name !== undefined && network !== undefined) found.set(name, network)
    }
  }
  return found
}

/** The parameter groups of a region, page by page. */
export async function* parameterGroups(
  request: AwsRead,
  session: AwsSession,
): AsyncGenerator<readonly CacheParameterGroup[]> {
  const { client, sdk } = await session.open(elasticache)
  yield* pages({
    ...session.place('elasticache:DescribeCacheParameterGroups', request.signal),
    fetch: (Marker) =>
      client.send(new sdk.DescribeCacheParameterGroupsCommand({ MaxRecords: pageSize, Marker }), {
        abortSignal: request.signal,
      }),
    items: (page) => page.CacheParameterGroups,
    next: (page) => page.Marker,
  })
}

/** The parameters of a group that somebody set. Undefined when the group was deleted meanwhile. */
export async function userParameters(
  request: AwsRead,
  session: AwsSession,
  group: string,
): Promise<readonly Parameter[] | undefined> {
  const { client, sdk } = await session.open(elasticache)
  const found: Parameter[] = []
  let gone = false
  const list = pages({
    ...session.place('elasticache:DescribeCacheParameters', request.signal),
    fetch: async (Marker) => {
      const command = new sdk.DescribeCacheParametersCommand({
        CacheParameterGroupName: group,
        // A group has a hundred parameters, of which somebody set a few: the filter saves the other pages.
        Source: 'user',
        MaxRecords: pageSize,
        Marker,
      })
      const sent = client.send(command, { abortSignal: request.signal })
      const page = await sent.catch(unlessGone('CacheParameterGroupNotFoundFault', 'CacheParameterGroupNotFound'))
      gone = page === undefined
      return page
    },
    items: (page) => (page === undefined ? [] : page.Parameters),
    next: (page) => page?.Marker,
  })
  for await (const page of list) found.push(...page.filter(({ Source = 'user' }) => Source === 'user'))
  return gone ? undefined : found
}

const gone = unlessGone(
  ...['CacheClusterNotFoundFault', 'CacheClusterNotFound', 'ReplicationGroupNotFoundFault'],
  ...['ServerlessCacheNotFoundFault', 'InvalidARNFault', 'InvalidARN'],
)

/** The tags of a cache, which ElastiCache gives one by one; none for one that was deleted meanwhile. */
export async function tagsOf(request: AwsRead, session: AwsSession, arn: string): Promise<readonly Tag[]> {
  const { client, sdk } = await session.open(elasticache)
  const answer = await oneCall(session.place('elasticache:ListTagsForResource', request.signal), () =>
    client.send(new sdk.ListTagsForResourceCommand({ ResourceName: arn }), { abortSignal: request.signal }).catch(gone),
  )
  return answer?.TagList ?? []
}
