import type { Diagnosis, ReadRequest } from '../../src/collect/contract.ts'
import { diagnoseAws, type Probe } from '../_aws/diagnose.ts'
import { oneCall } from '../_aws/paging.ts'
import { applicationAutoscaling } from '../_aws/scalable-targets.ts'
import type { AwsSession } from '../_aws/session.ts'
import type { AwsSettings } from '../_aws/settings.ts'
import { ecs } from './client.ts'

type Options = { readonly abortSignal: AbortSignal }

/** A cluster has to exist before its services can be asked for, and a service before its task definition. */
async function first(session: AwsSession, options: Options): Promise<string | undefined> {
  const { client, sdk } = await session.open(ecs)
  const answer = await oneCall(session.place('ecs:ListClusters', options.abortSignal), () =>
    client.send(new sdk.ListClustersCommand({ maxResults: 1 }), options),
  )
  return answer.clusterArns?.[0]
}

async function firstService(session: AwsSession, options: Options): Promise<readonly [string, string] | undefined> {
  const { client, sdk } = await session.open(ecs)
  const cluster = await first(session, options)
  if (cluster === undefined) return undefined
  const answer = await oneCall(session.place('ecs:ListServices', options.abortSignal), () =>
    client.send(new sdk.ListServicesCommand({ cluster, maxResults: 1 }), options),
  )
  const service = answer.serviceArns?.[0]
  return service === undefined ? undefined : [cluster, service]
}

const probes: readonly Probe[] = [
  {
    action: 'application-autoscaling:DescribeScalableTargets',
    call: async (session, options) => {
      const { client, sdk } = await session.open(applicationAutoscaling)
      return client.send(new sdk.DescribeScalableTargetsCommand({ ServiceNamespace: 'ecs', MaxResults: 1 }), options)
    },
  },
  {
    action: 'ecs:ListClusters',
    call: async (session, options) => {
      const { client, sdk } = await session.open(ecs)
      return client.send(new sdk.ListClustersCommand({ maxResults: 1 }), options)
    },
  },
  {
    action: 'ecs:DescribeClusters',
    call: async (session, options) => {
      const { client, sdk } = await session.open(ecs)
      return client.send(new sdk.DescribeClustersCommand({}), options)
    },
  },
  {
    action: 'ecs:ListServices',
    call: async (session, options) => {
      const { client, sdk } = await session.open(ecs)
      const cluster = await first(session, options)
      if (cluster === undefined) return undefined
      return client.send(new sdk.ListServicesCommand({ cluster, maxResults: 1 }), options)
    },
  },
  {
    action: 'ecs:DescribeServices',
    call: async (session, options) => {
      const { client, sdk } = await session.open(ecs)
      const found = await firstService(session, options)
      if (found === undefined) return undefined
      const [cluster, service] = found
      return client.send(new sdk.DescribeServicesCommand({ cluster, services: [service] }), options)
    },
  },
  {
    action: 'ecs:DescribeTaskDefinition',
    call: async (session, options) => {
      const { client, sdk } = await session.open(ecs)
      const found = await firstService(session, options)
      if (found === undefined) return undefined
      const [cluster, service] = found
      const { services } = await oneCall(session.place('ecs:DescribeServices', options.abortSignal), () =>
        client.send(new sdk.DescribeServicesCommand({ cluster, services: [service] }), options),
      )
      const taskDefinition = services?.[0]?.taskDefinition
      if (taskDefinition === undefined) return undefined
      return client.send(new sdk.DescribeTaskDefinitionCommand({ taskDefinition }), options)
    },
  },
]

/** Whose credentials these are, and one line for each call. */
export function diagnoseEcs(request: Omit<ReadRequest<AwsSettings>, 'unknown'>): AsyncIterable<Diagnosis> {
  return diagnoseAws(request, probes)
}
