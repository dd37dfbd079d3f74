import type { Diagnosis, ReadRequest } from '../../src/collect/contract.ts'
import { diagnoseAws, type Probe } from '../_aws/diagnose.ts'
import { oneCall } from '../_aws/paging.ts'
import type { AwsSession } from '../_aws/session.ts'
import type { AwsSettings } from '../_aws/settings.ts'
import { rds } from './client.ts'

const probes: readonly Probe[] = [
  {
    action: 'rds:DescribeDBInstances',
    call: async (session, options) => {
      const { client, sdk } = await session.open(rds)
      return client.send(new sdk.DescribeDBInstancesCommand({ MaxRecords: 20 }), options)
    },
  },
  {
    action: 'rds:DescribeDBParameterGroups',
    call: async (session, options) => {
      const { client, sdk } = await session.open(rds)
      return client.send(new sdk.DescribeDBParameterGroupsCommand({ MaxRecords: 20 }), options)
    },
  },
  { action: 'rds:DescribeDBParameters', call: firstParameters },
  {
    action: 'rds:DescribeDBClusters',
    call: async (session, options) => {
      const { client, sdk } = await session.open(rds)
      return client.send(new sdk.DescribeDBClustersCommand({ MaxRecords: 20 }), options)
    },
  },
  {
    action: 'rds:DescribeDBClusterParameterGroups',
    call: async (session, options) => {
      const { client, sdk } = await session.open(rds)
      return client.send(new sdk.DescribeDBClusterParameterGroupsCommand({ MaxRecords: 20 }), options)
    },
  },
  { action: 'rds:DescribeDBClusterParameters', call: firstClusterParameters },
  {
    action: 'rds:DescribeOptionGroups',
    call: async (session, options) => {
      const { client, sdk } = await session.open(rds)
      return client.send(new sdk.DescribeOptionGroupsCommand({ MaxRecords: 20 }), options)
    },
  },
]

/** Parameters can be asked for only by a group that exists: the first one there is. */
async function firstParameters(session: AwsSession, options: { readonly abortSignal: AbortSignal }): Promise<unknown> {
  const { client, sdk } = await session.open(rds)
  const groups = await oneCall(session.place('rds:DescribeDBParameterGroups', options.abortSignal), () =>
    client.send(new sdk.DescribeDBParameterGroupsCommand({ MaxRecords: 20 }), options),
  )
  const name = groups.DBParameterGroups?.[0]?.DBParameterGroupName
  if (name === undefined) return undefined
  const command = new sdk.DescribeDBParametersCommand({ DBParameterGroupName: name, Source: 'user', MaxRecords: 20 })
  return client.send(command, options)
}

async function firstClusterParameters(
  session: AwsSession,
  options: { readonly abortSignal: AbortSignal },
): Promise<unknown> {
  const { client, sdk } = await session.open(rds)
  const groups = await oneCall(session.place('rds:DescribeDBClusterParameterGroups', options.abortSignal), () =>
    client.send(new sdk.DescribeDBClusterParameterGroupsCommand({ MaxRecords: 20 }), options),
  )
  const name = groups.DBClusterParameterGroups?.[0]?.DBClusterParameterGroupName
  if (name === undefined) return undefined
  const command = new sdk.DescribeDBClusterParametersCommand({
    ...{ DBClusterParameterGroupName: name, Source: 'user', MaxRecords: 20 },
  })
  return client.send(command, options)
}

/** Whose credentials these are, and one line for each list that is read. */
export function diagnoseRds(request: Omit<ReadRequest<AwsSettings>, 'unknown'>): AsyncIterable<Diagnosis> {
  return diagnoseAws(request, probes)
}
