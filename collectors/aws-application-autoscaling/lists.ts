import type { ScalingPolicy, ScheduledAction, ServiceNamespace } from '@aws-sdk/client-application-auto-scaling'
import { unlessGone } from '../_aws/gone.ts'
import { oneCall, pages } from '../_aws/paging.ts'
import type { AwsRead } from '../_aws/reading.ts'
import { applicationAutoscaling } from '../_aws/scalable-targets.ts'
import type { AwsSession } from '../_aws/session.ts'

/** The policies of all targets of a service. */
export async function scalingPolicies(
  request: AwsRead,
  session: AwsSession,
  ServiceNamespace: ServiceNamespace,
): Promise<readonly ScalingPolicy[]> {
  const { client, sdk } = await session.open(applicationAutoscaling)
  const list = pages({
    ...session.place('application-autoscaling:DescribeScalingPolicies', request.signal),
    fetch: (NextToken) => {
      // Policies come ten at a time, whatever is asked for.
      const command = new sdk.DescribeScalingPoliciesCommand({ ServiceNamespace, NextToken })
      return client.send(command, { abortSignal: request.signal })
    },
    items: (page) => page.ScalingPolicies,
    next: (page) => page.NextToken,
  })
  return gathered(list)
}

/** The scheduled actions of all targets of a service. */
export async function scheduledActions(
  request: AwsRead,
  session: AwsSession,
  ServiceNamespace: ServiceNamespace,
): Promise<readonly ScheduledAction[]> {
  const { client, sdk } = await session.open(applicationAutoscaling)
  const list = pages({
    ...session.place('application-autoscaling:DescribeScheduledActions', request.signal),
    fetch: (NextToken) => {
      const command = new sdk.DescribeScheduledActionsCommand({ ServiceNamespace, MaxResults: 50, NextToken })
      return client.send(command, { abortSignal: request.signal })
    },
    items: (page) => page.ScheduledActions,
    next: (page) => page.NextToken,
  })
  return gathered(list)
}

const gone = unlessGone('ResourceNotFoundException')

/** The tags of a target; none of one that went meanwhile. */
export async function tagsOf(
  request: AwsRead,
  session: AwsSession,
  arn: string,
): Promise<Readonly<Record<string, string>>> {
  const { client, sdk } = await session.open(applicationAutoscaling)
  const place = session.place('application-autoscaling:ListTagsForResource', request.signal)
  const command = new sdk.ListTagsForResourceCommand({ ResourceARN: arn })
  const answer = await oneCall(place, () => client.send(command, { abortSignal: request.signal }).catch(gone))
  return answer?.Tags ?? {}
}

async function gathered<T>(list: AsyncIterable<readonly T[]>): Promise<readonly T[]> {
  const found: T[] = []
  for await (const page of list) found.push(...page)
  return found
}
