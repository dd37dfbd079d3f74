import type { DBCluster, DBClusterParameterGroup, OptionGroup, Parameter } from '@aws-sdk/client-rds'
import { unlessGone } from '../_aws/gone.ts'
import { pages } from '../_aws/paging.ts'
import type { AwsRead } from '../_aws/reading.ts'
import type { AwsSession } from '../_aws/session.ts'
import { sharedPages } from '../_aws/shared-pages.ts'
import { rds } from './client.ts'

/** RDS gives at most 100 records a page. */
const pageSize = 100

/** The clusters of a region, page by page: asked for once for all reads of a run. */
export const dbClusters = sharedPages(async function* (
  request: AwsRead,
  session: AwsSession,
): AsyncGenerator<readonly DBCluster[]> {
  const { client, sdk } = await session.open(rds)
  yield* pages({
    ...session.place('rds:DescribeDBClusters', request.signal),
    fetch: (Marker) =>
      client.send(new sdk.DescribeDBClustersCommand({ MaxRecords: pageSize, Marker }), { abortSignal: request.signal }),
    items: (page) => page.DBClusters,
    next: (page) => page.Marker,
  })
})

/** The cluster parameter groups of a region, page by page. */
export async function* clusterParameterGroups(
  request: AwsRead,
  session: AwsSession,
): AsyncGenerator<readonly DBClusterParameterGroup[]> {
  const { client, sdk } = await session.open(rds)
  yield* pages({
    ...session.place('rds:DescribeDBClusterParameterGroups', request.signal),
    fetch: (Marker) =>
      client.send(new sdk.DescribeDBClusterParameterGroupsCommand({ MaxRecords: pageSize, Marker }), {
        abortSignal: request.signal,
      }),
    items: (page) => page.DBClusterParameterGroups,
    next: (page) => page.Marker,
  })
}

/** The parameters of one group: those that somebody set, or all. Undefined when the group was deleted meanwhile. */
export async function clusterParameters(
  request: AwsRead,
  session: AwsSession,
  group: string,
  which: 'user' | 'all',
): Promise<readonly Parameter[] | undefined> {
  const { client, sdk } = await session.open(rds)
  const found: Parameter[] = []
  let gone = false
  const list = pages({
    ...session.place('rds:DescribeDBClusterParameters', request.signal),
    fetch: async (Marker) => {
      const command = new sdk.DescribeDBClusterParametersCommand({
        DBClusterParameterGroupName: group,
        ...(which === 'user' ? { Source: 'user' } : {}),
        MaxRecords: pageSize,
        Marker,
      })
      const sent = client.send(command, { abortSignal: request.signal })
      const page = await sent.catch(
        unlessGone(
          ...['DBParameterGroupNotFoundFault', 'DBParameterGroupNotFound'],
          ...['DBClusterParameterGroupNotFoundFault', 'DBClusterParameterGroupNotFound'],
        ),
      )
      gone = page === undefined
      return page
    },
    items: (page) => (page === undefined ? [] : page.Parameters),
    next: (page) => page?.Marker,
  })
  for await (const page of list) found.push(...page)
  return gone ? undefined : found
}

/** An option group with its options; nothing when it was deleted meanwhile. */
export async function optionGroup(
  request: AwsRead,
  session: AwsSession,
  name: string,
): Promise<readonly OptionGroup[]> {
  const { client, sdk } = await session.open(rds)
  const found: OptionGroup[] = []
  const list = pages({
    ...session.place('rds:DescribeOptionGroups', request.signal),
    fetch: (Marker) =>
      client
        .send(new sdk.DescribeOptionGroupsCommand({ OptionGroupName: name, MaxRecords: pageSize, Marker }), {
          abortSignal: request.signal,
        })
        .catch(unlessGone('OptionGroupNotFoundFault', 'OptionGroupNotFound')),
    items: (page) => (page === undefined ? [] : page.OptionGroupsList),
    next: (page) => page?.Marker,
  })
  for await (const page of list) found.push(...page)
  return found
}
