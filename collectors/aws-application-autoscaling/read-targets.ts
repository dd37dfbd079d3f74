import type { ScalableTarget, ServiceNamespace } from '@aws-sdk/client-application-auto-scaling'
import { autoscaler } from '../../src/model/kinds/autoscaler.ts'
import type { CollectedResource } from '../../src/model/resource.ts'
import { groupBy } from '../../src/platform/group-by.ts'
import { each } from '../_aws/paging.ts'
import { orUnknown, startReading, type AwsRead } from '../_aws/reading.ts'
import { scalableTargets } from '../_aws/scalable-targets.ts'
import type { AwsSession } from '../_aws/session.ts'
import { concurrencyOf } from '../_aws/settings.ts'
import { takeTime } from '../_aws/take-time.ts'
import { scalingPolicies, scheduledActions, tagsOf } from './lists.ts'
import { normaliseTarget, scaledThing } from './normalise.ts'

/** Whose targets are read: each service has a list of its own. */
const namespaces: readonly ServiceNamespace[] = ['dynamodb', 'ecs', 'elasticache', 'lambda', 'rds']

/**
 * What is scaled in a region, with policies and schedules. They are asked for only where a service has targets; without
 * permission for them, that field alone is unknown.
 */
export async function* readTargets(request: AwsRead): AsyncGenerator<CollectedResource> {
  const session = await startReading(request)
  for (const namespace of namespaces) {
    const targets: ScalableTarget[] = []
    for await (const page of scalableTargets(request, session, namespace)) targets.push(...page)
    if (targets.length > 0) yield* withScaling(request, session, namespace, targets)
  }
}

async function* withScaling(
  request: AwsRead,
  session: AwsSession,
  namespace: ServiceNamespace,
  targets: readonly ScalableTarget[],
): AsyncGenerator<CollectedResource> {
  const policies = await orUnknown(
    request,
    autoscaler,
    ['/metrics'],
    async () => groupBy(await scalingPolicies(request, session, namespace), scaledThing),
    undefined,
  )
  const schedules = await orUnknown(
    request,
    autoscaler,
    ['/schedules'],
    async () => groupBy(await scheduledActions(request, session, namespace), scaledThing),
    undefined,
  )
  takeTime(request, 'application-autoscaling:ListTagsForResource', targets.length)
  const found = each(targets, concurrencyOf(request.settings), async (target) => {
    const arn = target.ScalableTargetARN
    const tags =
      arn === undefined
        ? undefined
        : await orUnknown(request, autoscaler, [], () => tagsOf(request, session, arn), undefined)
    const thing = scaledThing(target)
    return normaliseTarget(target, session, {
      tags,
      policies: policies === undefined ? undefined : (policies.get(thing) ?? []),
      schedules: schedules === undefined ? undefined : (schedules.get(thing) ?? []),
    })
  })
  for await (const resources of found) yield* resources
}
