import type { Diagnosis, ReadRequest } from '../../src/collect/contract.ts'
import { diagnoseAws, type Probe } from '../_aws/diagnose.ts'
import { oneCall } from '../_aws/paging.ts'
import type { AwsSession } from '../_aws/session.ts'
import type { AwsSettings } from '../_aws/settings.ts'
import { elasticache } from './client.ts'

type Options = { readonly abortSignal: AbortSignal }

const least = { MaxRecords: 20 } as const

const probes: readonly Probe[] = [
  { action: 'elasticache:DescribeCacheClusters', call: clusters },
  {
    action: 'elasticache:DescribeReplicationGroups',
    call: async (session, options) => {
      const { client, sdk } = await session.open(elasticache)
      return client.send(new sdk.DescribeReplicationGroupsCommand(least), options)
    },
  },
  {
    action: 'elasticache:DescribeServerlessCaches',
    call: async (session, options) => {
      const { client, sdk } = await session.open(elasticache)
      return client.send(new sdk.DescribeServerlessCachesCommand({ MaxResults: 20 }), options)
    },
  },
  {
    action: 'elasticache:DescribeCacheSubnetGroups',
    call: async (session, options) => {
      const { client, sdk } = await session.open(elasticache)
      return client.send(new sdk.DescribeCacheSubnetGroupsCommand(least), options)
    },
  },
  { action: 'elasticache:DescribeCacheParameterGroups', call: groups },
  {
    action: 'elasticache:DescribeCacheParameters',
    call: async (session, options) => {
      const found = await oneCall(place(session, 'DescribeCacheParameterGroups', options), () =>
        groups(session, options),
      )
      const name = found.CacheParameterGroups?.[0]?.CacheParameterGroupName
      if (name === undefined) return undefined
      const { client, sdk } = await session.open(elasticache)
      const command = new sdk.DescribeCacheParametersCommand({
        CacheParameterGroupName: name,
        Source: 'user',
        ...least,
      })
      return client.send(command, options)
    },
  },
  {
    action: 'elasticache:ListTagsForResource',
    call: async (session, options) => {
      const found = await oneCall(place(session, 'DescribeCacheClusters', options), () => clusters(session, options))
      const arn = found.CacheClusters?.[0]?.ARN
      if (arn === undefined) return undefined
      const { client, sdk } = await session.open(elasticache)
      return client.send(new sdk.ListTagsForResourceCommand({ ResourceName: arn }), options)
    },
  },
]

function place(session: AwsSession, name: string, options: Options): ReturnType<AwsSession['place']> {
  return session.place(`elasticache:${name}`, options.abortSignal)
}

async function clusters(session: AwsSession, options: Options) {
  const { client, sdk } = await session.open(elasticache)
  return client.send(new sdk.DescribeCacheClustersCommand(least), options)
}

async function groups(session: AwsSession, options: Options) {
  const { client, sdk } = await session.open(elasticache)
  return client.send(new sdk.DescribeCacheParameterGroupsCommand(least), options)
}

/** Whose credentials these are, and one line for each call that is made. */
export function diagnoseElasticache(request: Omit<ReadRequest<AwsSettings>, 'unknown'>): AsyncIterable<Diagnosis> {
  return diagnoseAws(request, probes)
}
