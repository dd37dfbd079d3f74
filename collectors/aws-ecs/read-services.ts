import type { Service, TaskDefinition } from '@aws-sdk/client-ecs'
import { workload } from '../../src/model/kinds/workload.ts'
import type { CollectedResource } from '../../src/model/resource.ts'
import { once } from '../_aws/once.ts'
import { each } from '../_aws/paging.ts'
import { orUnknown, startReading, type AwsRead } from '../_aws/reading.ts'
import { scalableTargets } from '../_aws/scalable-targets.ts'
import type { AwsSession } from '../_aws/session.ts'
import { concurrencyOf } from '../_aws/settings.ts'
import { takeTime } from '../_aws/take-time.ts'
import { clusterNames, services, taskDefinition } from './lists.ts'
import { isBatch, isRunning, normaliseService, revisionOf, taskFields } from './normalise.ts'

/** The services of a region, each with the revision of the task definition that it runs now. */
export async function* readServices(request: AwsRead): AsyncGenerator<CollectedResource> {
  const session = await startReading(request)
  const scaled = await orUnknown(
    request,
    workload,
    ['/autoscaled', '/replicas'],
    () => scaledServices(request, session),
    undefined,
  )
  const revisions = new Map<string, () => Promise<TaskDefinition | undefined>>()
  for await (const page of clusterNames(request, session)) {
    for (const cluster of page.filter((name) => !isBatch(name))) {
      for await (const ten of services(request, session, cluster)) {
        const running = ten.filter(isRunning)
        takeTime(request, 'ecs:DescribeTaskDefinition', running.length)
        yield* each(running, concurrencyOf(request.settings), (service) =>
          withRevision(request, session, service, revisions, scaled),
        )
      }
    }
  }
}

/** What Application Auto Scaling scales: of those a wanted count is a moment. */
async function scaledServices(request: AwsRead, session: AwsSession): Promise<ReadonlySet<string>> {
  const names = new Set<string>()
  for await (const page of scalableTargets(request, session, 'ecs')) {
    for (const target of page) names.add(target.ResourceId ?? '')
  }
  return names
}

/** Several services may run one revision, which is asked for once. */
async function withRevision(
  request: AwsRead,
  session: AwsSession,
  service: Service,
  revisions: Map<string, () => Promise<TaskDefinition | undefined>>,
  scaled: ReadonlySet<string> | undefined,
): Promise<CollectedResource> {
  const name = revisionOf(service)
  const asked =
    name === undefined ? undefined : (revisions.get(name) ?? once(() => taskDefinition(request, session, name)))
  if (name !== undefined && asked !== undefined) revisions.set(name, asked)
  const task =
    asked === undefined
      ? undefined
      : await orUnknown(request, workload, taskFields, () => asked(), undefined, service.serviceArn)
  if (asked === undefined)
    request.unknown(
      workload,
      taskFields,
      `The service ${service.serviceName ?? ''} has no task definition.`,
      service.serviceArn,
    )
  return normaliseService(service, task, session, request.fingerprint, scaled)
}
