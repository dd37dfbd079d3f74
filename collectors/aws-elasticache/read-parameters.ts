import type { CacheParameterGroup } from '@aws-sdk/client-elasticache'
import { cacheParameters } from '../../src/model/kinds/cache-parameters.ts'
import type { CollectedResource } from '../../src/model/resource.ts'
import { each } from '../_aws/paging.ts'
import { orUnknown, startReading, type AwsRead } from '../_aws/reading.ts'
import type { AwsSession } from '../_aws/session.ts'
import { concurrencyOf } from '../_aws/settings.ts'
import { cacheClusters, parameterGroups, userParameters } from './lists.ts'
import { isDefaultGroup, normaliseParameterGroup } from './normalise.ts'

/** The parameter groups of a region that people made, and the default ones that a cache uses, with what somebody set in them. */
export async function* readParameters(request: AwsRead): AsyncGenerator<CollectedResource> {
  const session = await startReading(request)
  const used = await orUnknown(request, cacheParameters, [], () => groupsInUse(request, session), undefined)
  const wanted: CacheParameterGroup[] = []
  for await (const page of parameterGroups(request, session)) {
    wanted.push(
      ...page.filter(
        ({ CacheParameterGroupName: name }) => name !== undefined && (!isDefaultGroup(name) || used?.has(name)),
      ),
    )
  }
  const found = each(wanted, concurrencyOf(request.settings), async (group) => {
    const name = group.CacheParameterGroupName ?? ''
    // Nobody can set anything in a default group, so there is nothing to ask for.
    const parameters = isDefaultGroup(name) ? [] : await userParameters(request, session, name)
    return parameters === undefined ? [] : normaliseParameterGroup(group, parameters, session)
  })
  for await (const resources of found) yield* resources
}

/** Names of the groups that caches use. Without it only the groups that people made are read, and the kind is partial. */
async function groupsInUse(request: AwsRead, session: AwsSession): Promise<ReadonlySet<string>> {
  const names = new Set<string>()
  for await (const page of cacheClusters(request, session)) {
    for (const { CacheParameterGroup: group } of page) {
      if (group?.CacheParameterGroupName !== undefined) names.add(group.CacheParameterGroupName)
    }
  }
  return names
}
