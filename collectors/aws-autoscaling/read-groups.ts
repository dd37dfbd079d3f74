import type { ScalingPolicy, ScheduledUpdateGroupAction } from '@aws-sdk/client-auto-scaling'
import { instanceGroup } from '../../src/model/kinds/instance-group.ts'
import type { CollectedResource } from '../../src/model/resource.ts'
import { groupBy } from '../../src/platform/group-by.ts'
import { autoScalingGroups } from '../_aws/autoscaling-groups.ts'
import { pages } from '../_aws/paging.ts'
import { orUnknown, startReading, type AwsRead } from '../_aws/reading.ts'
import type { AwsSession } from '../_aws/session.ts'
import { autoscaling } from './client.ts'
import { normaliseGroup } from './normalise.ts'

/**
 * The auto-scaling groups of a region with their policies and schedules. Three lists in all, no call for each group; without
 * permission for policies or schedules, that field alone is unknown.
 */
export async function* readGroups(request: AwsRead): AsyncGenerator<CollectedResource> {
  const session = await startReading(request)
  const policies = await orUnknown(
    request,
    instanceGroup,
    ['/policies'],
    () => readPolicies(request, session),
    undefined,
  )
  const schedules = await orUnknown(
    request,
    instanceGroup,
    ['/schedules'],
    () => readSchedules(request, session),
    undefined,
  )
  for await (const page of autoScalingGroups(request)) {
    for (const group of page) {
      const name = group.AutoScalingGroupName ?? ''
      yield* normaliseGroup(group, session, {
        policies: policies === undefined ? undefined : (policies.get(name) ?? []),
        schedules: schedules === undefined ? undefined : (schedules.get(name) ?? []),
      })
    }
  }
}

async function readPolicies(
  request: AwsRead,
  session: AwsSession,
): Promise<ReadonlyMap<string, readonly ScalingPolicy[]>> {
  const { client, sdk } = await session.open(autoscaling)
  const found: ScalingPolicy[] = []
  const list = pages({
    ...session.place('autoscaling:DescribePolicies', request.signal),
    fetch: (NextToken) =>
      client.send(new sdk.DescribePoliciesCommand({ MaxRecords: 100, NextToken }), { abortSignal: request.signal }),
    items: (page) => page.ScalingPolicies,
    next: (page) => page.NextToken,
  })
  for await (const page of list) found.push(...page)
  return groupBy(found, (one) => one.AutoScalingGroupName ?? '')
}

async function readSchedules(
  request: AwsRead,
  session: AwsSession,
): Promise<ReadonlyMap<string, readonly ScheduledUpdateGroupAction[]>> {
  const { client, sdk } = await session.open(autoscaling)
  const found: ScheduledUpdateGroupAction[] = []
  const list = pages({
    ...session.place('autoscaling:DescribeScheduledActions', request.signal),
    fetch: (NextToken) =>
      client.send(new sdk.DescribeScheduledActionsCommand({ MaxRecords: 100, NextToken }), {
        abortSignal: request.signal,
      }),
    items: (page) => page.ScheduledUpdateGroupActions,
    next: (page) => page.NextToken,
  })
  for await (const page of list) found.push(...page)
  return groupBy(found, (one) => one.AutoScalingGroupName ?? '')
}
