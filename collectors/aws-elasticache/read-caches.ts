import type { CacheCluster, Tag } from '@aws-sdk/client-elasticache'
import { cache } from '../../src/model/kinds/cache.ts'
import type { CollectedResource } from '../../src/model/resource.ts'
import { each } from '../_aws/paging.ts'
import { orUnknown, startReading, type AwsRead } from '../_aws/reading.ts'
import type { AwsSession } from '../_aws/session.ts'
import { concurrencyOf } from '../_aws/settings.ts'
import { takeTime } from '../_aws/take-time.ts'
import { cacheClusters, networksBySubnetGroup, replicationGroups, serverlessCaches, tagsOf } from './lists.ts'
import { isLeaving, normaliseCluster, normaliseReplicationGroup, normaliseServerless } from './normalise.ts'

/**
 * The caches of a region: replication groups, of which clusters are only the nodes; clusters that stand alone; serverless caches.
 * Where subnet groups, serverless caches or tags are denied, the rest is told, as partial.
 */
export async function* readCaches(request: AwsRead): AsyncGenerator<CollectedResource> {
  const session = await startReading(request)
  const clusters: CacheCluster[] = []
  for await (const page of cacheClusters(request, session)) clusters.push(...page)
  const networks = await orUnknown(
    request,
    cache,
    ['/network'],
    () => networksBySubnetGroup(request, session),
    undefined,
  )
  const alone = clusters.filter((one) => one.ReplicationGroupId === undefined && !isLeaving(one.CacheClusterStatus))
  yield* withTags(request, session, alone, (one, tags) => normaliseCluster(one, { tags, networks }, session))
  for await (const page of replicationGroups(request, session)) {
    const groups = page.filter((one) => !isLeaving(one.Status))
    yield* withTags(request, session, groups, (one, tags) => {
      const members = clusters.filter(({ ReplicationGroupId: group }) => group === one.ReplicationGroupId)
      return normaliseReplicationGroup(one, members, { tags, networks }, session)
    })
  }
  const serverless = await orUnknown(request, cache, [], () => serverlessCaches(request, session), [])
  yield* withTags(request, session, serverless, (one, tags) => normaliseServerless(one, { tags }, session))
}

async function* withTags<T extends { readonly ARN?: string | undefined }>(
  request: AwsRead,
  session: AwsSession,
  caches: readonly T[],
  normalise: (one: T, tags: readonly Tag[] | undefined) => readonly CollectedResource[],
): AsyncGenerator<CollectedResource> {
  takeTime(request, 'elasticache:ListTagsForResource', caches.length)
  const found = each(caches, concurrencyOf(request.settings), async (one) => {
    const arn = one.ARN
    // Without tags, a resource that `include: { tags }` asks for would seem to be missing: the kind is partial then.
    const tags =
      arn === undefined
        ? undefined
        : await orUnknown(request, cache, [], () => tagsOf(request, session, arn), undefined)
    return normalise(one, tags)
  })
  for await (const resources of found) yield* resources
}
