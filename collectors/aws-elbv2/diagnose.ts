import type { Diagnosis, ReadRequest } from '../../src/collect/contract.ts'
import { diagnoseAws, type Probe } from '../_aws/diagnose.ts'
import { oneCall } from '../_aws/paging.ts'
import type { AwsSession } from '../_aws/session.ts'
import type { AwsSettings } from '../_aws/settings.ts'
import { elbv2 } from './client.ts'

type Options = { readonly abortSignal: AbortSignal }

/** Most of what is read can be asked only of a load balancer, listener or group that exists: the first one there is. */
const probes: readonly Probe[] = [
  {
    action: 'elasticloadbalancing:DescribeLoadBalancers',
    call: async (...given) => (await firstBalancer(...given)) ?? 'none',
  },
  {
    action: 'elasticloadbalancing:DescribeLoadBalancerAttributes',
    call: (session, options) =>
      ofFirst(firstBalancer(session, options), async (arn) => {
        const { client, sdk } = await session.open(elbv2)
        return client.send(new sdk.DescribeLoadBalancerAttributesCommand({ LoadBalancerArn: arn }), options)
      }),
  },
  { action: 'elasticloadbalancing:DescribeListeners', call: firstListener },
  {
    action: 'elasticloadbalancing:DescribeRules',
    call: (session, options) =>
      ofFirst(firstListener(session, options), async (arn) => {
        const { client, sdk } = await session.open(elbv2)
        return client.send(new sdk.DescribeRulesCommand({ ListenerArn: arn, PageSize: 1 }), options)
      }),
  },
  {
    action: 'elasticloadbalancing:DescribeListenerCertificates',
    call: (session, options) =>
      ofFirst(firstListener(session, options), async (arn) => {
        const { client, sdk } = await session.open(elbv2)
        return client.send(new sdk.DescribeListenerCertificatesCommand({ ListenerArn: arn, PageSize: 1 }), options)
      }),
  },
  {
    action: 'elasticloadbalancing:DescribeTargetGroups',
    call: async (...given) => (await firstGroup(...given)) ?? 'none',
  },
  {
    action: 'elasticloadbalancing:DescribeTargetGroupAttributes',
    call: (session, options) =>
      ofFirst(firstGroup(session, options), async (arn) => {
        const { client, sdk } = await session.open(elbv2)
        return client.send(new sdk.DescribeTargetGroupAttributesCommand({ TargetGroupArn: arn }), options)
      }),
  },
  {
    action: 'elasticloadbalancing:DescribeTags',
    call: (session, options) =>
      ofFirst(firstBalancer(session, options), async (arn) => {
        const { client, sdk } = await session.open(elbv2)
        return client.send(new sdk.DescribeTagsCommand({ ResourceArns: [arn] }), options)
      }),
  },
]

async function ofFirst(first: Promise<string | undefined>, call: (arn: string) => Promise<unknown>): Promise<unknown> {
  const arn = await first
  return arn === undefined ? undefined : call(arn)
}

async function firstBalancer(session: AwsSession, options: Options): Promise<string | undefined> {
  const { client, sdk } = await session.open(elbv2)
  const answer = await oneCall(session.place('elasticloadbalancing:DescribeLoadBalancers', options.abortSignal), () =>
    client.send(new sdk.DescribeLoadBalancersCommand({ PageSize: 1 }), options),
  )
  return answer.LoadBalancers?.[0]?.LoadBalancerArn
}

async function firstListener(session: AwsSession, options: Options): Promise<string | undefined> {
  const arn = await firstBalancer(session, options)
  if (arn === undefined) return undefined
  const { client, sdk } = await session.open(elbv2)
  const answer = await oneCall(session.place('elasticloadbalancing:DescribeListeners', options.abortSignal), () =>
    client.send(new sdk.DescribeListenersCommand({ LoadBalancerArn: arn, PageSize: 1 }), options),
  )
  return answer.Listeners?.[0]?.ListenerArn
}

async function firstGroup(session: AwsSession, options: Options): Promise<string | undefined> {
  const { client, sdk } = await session.open(elbv2)
  const answer = await oneCall(session.place('elasticloadbalancing:DescribeTargetGroups', options.abortSignal), () =>
    client.send(new sdk.DescribeTargetGroupsCommand({ PageSize: 1 }), options),
  )
  return answer.TargetGroups?.[0]?.TargetGroupArn
}

/** Whose credentials these are, and one line for each call that is made. */
export function diagnoseElbv2(request: Omit<ReadRequest<AwsSettings>, 'unknown'>): AsyncIterable<Diagnosis> {
  return diagnoseAws(request, probes)
}
