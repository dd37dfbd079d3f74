import type { Cluster, Service, TaskDefinition } from '@aws-sdk/client-ecs'
import { malformed } from '../_aws/errors.ts'
import { each, oneCall, pages } from '../_aws/paging.ts'
import type { AwsRead } from '../_aws/reading.ts'
import type { AwsSession } from '../_aws/session.ts'
import { concurrencyOf } from '../_aws/settings.ts'
import { ecs } from './client.ts'

/** The clusters of a region, with their settings and tags; 100 at a time, which is all that a call takes. */
export async function* clusters(request: AwsRead, session: AwsSession): AsyncGenerator<readonly Cluster[]> {
  const { client, sdk } = await session.open(ecs)
  const { signal } = request
  for await (const clusterArns of clusterNames(request, session)) {
    if (clusterArns.length === 0) continue
    const command = new sdk.DescribeClustersCommand({
      clusters: [...clusterArns],
      include: ['SETTINGS', 'CONFIGURATIONS', 'TAGS'],
    })
    const place = session.place('ecs:DescribeClusters', signal)
    const answer = await oneCall(place, () => client.send(command, { abortSignal: signal }))
    if (answer.clusters === undefined) throw malformed(place, 'its list is missing')
    yield answer.clusters
  }
}

/** ARNs of the clusters of a region. */
export async function* clusterNames(request: AwsRead, session: AwsSession): AsyncGenerator<readonly string[]> {
  const { client, sdk } = await session.open(ecs)
  yield* pages({
    ...session.place('ecs:ListClusters', request.signal),
    fetch: (nextToken) =>
      client.send(new sdk.ListClustersCommand({ maxResults: 100, nextToken }), { abortSignal: request.signal }),
    items: (page) => page.clusterArns,
    next: (page) => page.nextToken,
  })
}

/** The services of a cluster. They are told by tens. */
export async function* services(
  request: AwsRead,
  session: AwsSession,
  cluster: string,
): AsyncGenerator<readonly Service[]> {
  const { client, sdk } = await session.open(ecs)
  const { signal } = request
  const names: string[] = []
  const list = pages({
    ...session.place('ecs:ListServices', signal),
    fetch: (nextToken) =>
      client.send(new sdk.ListServicesCommand({ cluster, maxResults: 100, nextToken }), { abortSignal: signal }),
    items: (page) => page.serviceArns,
    next: (page) => page.nextToken,
  })
  for await (const page of list) names.push(...page)
  const tens = Array.from({ length: Math.ceil(names.length / 10) }, (_, ten) => names.slice(ten * 10, ten * 10 + 10))
  const place = session.place('ecs:DescribeServices', signal)
  yield* each(tens, concurrencyOf(request.settings), async (ten) => {
    const command = new sdk.DescribeServicesCommand({ cluster, services: ten, include: ['TAGS'] })
    const answer = await oneCall(place, () => client.send(command, { abortSignal: signal }))
    if (answer.services === undefined) throw malformed(place, 'its list is missing')
    return answer.services
  })
}

/** One revision of a task definition. */
export async function taskDefinition(
  request: AwsRead,
  session: AwsSession,
  revision: string,
): Promise<TaskDefinition | undefined> {
  const { client, sdk } = await session.open(ecs)
  const place = session.place('ecs:DescribeTaskDefinition', request.signal)
  const command = new sdk.DescribeTaskDefinitionCommand({ taskDefinition: revision })
  const answer = await oneCall(place, () => client.send(command, { abortSignal: request.signal }))
  if (answer.taskDefinition === undefined) throw malformed(place, 'the task definition is missing')
  return answer.taskDefinition
}
