import type { DBInstance, DBParameterGroup, Parameter } from '@aws-sdk/client-rds'
import { unlessGone } from '../_aws/gone.ts'
import { pages } from '../_aws/paging.ts'
import type { AwsRead } from '../_aws/reading.ts'
import type { AwsSession } from '../_aws/session.ts'
import { sharedPages } from '../_aws/shared-pages.ts'
import { rds } from './client.ts'

/** RDS gives at most 100 records a page. */
const pageSize = 100

/** The database instances of a region, page by page: asked for once for all reads of a run. */
export const dbInstances = sharedPages(async function* (
  request: AwsRead,
  session: AwsSession,
): AsyncGenerator<readonly DBInstance[]> {
  const { client, sdk } = await session.open(rds)
  yield* pages({
    ...session.place('rds:DescribeDBInstances', request.signal),
    fetch: (Marker) =>
      client.send(new sdk.DescribeDBInstancesCommand({ MaxRecords: pageSize, Marker }), {
        abortSignal: request.signal,
      }),
    items: (page) => page.DBInstances,
    next: (page) => page.Marker,
  })
})

/** The parameter groups of a region, page by page. */
export async function* dbParameterGroups(
  request: AwsRead,
  session: AwsSession,
): AsyncGenerator<readonly DBParameterGroup[]> {
  const { client, sdk } = await session.open(rds)
  yield* pages({
    ...session.place('rds:DescribeDBParameterGroups', request.signal),
    fetch: (Marker) =>
      client.send(new sdk.DescribeDBParameterGroupsCommand({ MaxRecords: pageSize, Marker }), {
        abortSignal: request.signal,
      }),
    items: (page) => page.DBParameterGroups,
    next: (page) => page.Marker,
  })
}

/** The parameters of one group: those that somebody set, or all. Undefined when the group was deleted meanwhile. */
export async function dbParameters(
  request: AwsRead,
  session: AwsSession,
  group: string,
  which: 'user' | 'all',
): Promise<readonly Parameter[] | undefined> {
  const { client, sdk } = await session.open(rds)
  const found: Parameter[] = []
  let gone = false
  const list = pages({
    ...session.place('rds:DescribeDBParameters', request.signal),
    fetch: async (Marker) => {
      const command = new sdk.DescribeDBParametersCommand({
        DBParameterGroupName: group,
        // A group has hundreds of parameters, of which somebody set a few: the filter saves most pages.
        ...(which === 'user' ? { Source: 'user' } : {}),
        MaxRecords: pageSize,
        Marker,
      })
      const sent = client.send(command, { abortSignal: request.signal })
      const page = await sent.catch(unlessGone('DBParameterGroupNotFoundFault', 'DBParameterGroupNotFound'))
      gone = page === undefined
      return page
    },
    items: (page) => (page === undefined ? [] : page.Parameters),
    next: (page) => page?.Marker,
  })
  for await (const page of list) found.push(...page)
  return gone ? undefined : found
}
