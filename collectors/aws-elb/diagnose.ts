import type * as Sdk from '@aws-sdk/client-elastic-load-balancing'
import type { Diagnosis, ReadRequest } from '../../src/collect/contract.ts'
import { diagnoseAws, type Probe } from '../_aws/diagnose.ts'
import { oneCall } from '../_aws/paging.ts'
import type { Opened } from '../_aws/service.ts'
import type { AwsSession } from '../_aws/session.ts'
import type { AwsSettings } from '../_aws/settings.ts'
import { elb } from './client.ts'

type Options = Parameters<Probe['call']>[1]
type Elb = Opened<Sdk.ElasticLoadBalancingClient, typeof Sdk>

/** A detail can be asked for only of a load balancer: the first one there is. */
async function ofFirst(
  session: AwsSession,
  options: Options,
  ask: (opened: Elb, name: string) => Promise<unknown>,
): Promise<unknown> {
  const opened = await session.open(elb)
  const place = session.place('elasticloadbalancing:DescribeLoadBalancers', options.abortSignal)
  const command = new opened.sdk.DescribeLoadBalancersCommand({ PageSize: 1 })
  const { LoadBalancerDescriptions: [first] = [] } = await oneCall(place, () => opened.client.send(command, options))
  return first?.LoadBalancerName === undefined ? undefined : ask(opened, first.LoadBalancerName)
}

const probes: readonly Probe[] = [
  {
    action: 'elasticloadbalancing:DescribeLoadBalancers',
    call: async (session, options) => {
      const { client, sdk } = await session.open(elb)
      return client.send(new sdk.DescribeLoadBalancersCommand({ PageSize: 1 }), options)
    },
  },
  {
    action: 'elasticloadbalancing:DescribeLoadBalancerAttributes',
    call: (session, options) =>
      ofFirst(session, options, ({ client, sdk }, LoadBalancerName) =>
        client.send(new sdk.DescribeLoadBalancerAttributesCommand({ LoadBalancerName }), options),
      ),
  },
  {
    action: 'elasticloadbalancing:DescribeLoadBalancerPolicies',
    call: (session, options) =>
      ofFirst(session, options, ({ client, sdk }, LoadBalancerName) =>
        client.send(new sdk.DescribeLoadBalancerPoliciesCommand({ LoadBalancerName }), options),
      ),
  },
  {
    action: 'elasticloadbalancing:DescribeTags',
    call: (session, options) =>
      ofFirst(session, options, ({ client, sdk }, name) =>
        client.send(new sdk.DescribeTagsCommand({ LoadBalancerNames: [name] }), options),
      ),
  },
]

/** Whose credentials these are, and one line for each call. */
export function diagnoseElb(request: Omit<ReadRequest<AwsSettings>, 'unknown'>): AsyncIterable<Diagnosis> {
  return diagnoseAws(request, probes)
}
