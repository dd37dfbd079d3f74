import type { DBParameterGroup } from '@aws-sdk/client-rds'
import { databaseParameters } from '../../src/model/kinds/database-parameters.ts'
import type { CollectedResource } from '../../src/model/resource.ts'
import { each } from '../_aws/paging.ts'
import { orUnknown, startReading, type AwsRead } from '../_aws/reading.ts'
import type { AwsSession } from '../_aws/session.ts'
import { concurrencyOf } from '../_aws/settings.ts'
import { takeTime } from '../_aws/take-time.ts'
import { dbInstances, dbParameterGroups, dbParameters } from './lists.ts'
import { isDefaultGroup, normaliseParameterGroup, parameterGroupNames } from './normalise.ts'

/**
 * The parameter groups of a region that people made, and the default ones that an instance uses, with their values. AWS
 * keeps a default group for every engine and version that was ever looked at; unused, they say nothing.
 */
export async function* readParameters(request: AwsRead): AsyncGenerator<CollectedResource> {
  const session = await startReading(request)
  const used = await orUnknown(request, databaseParameters, [], () => groupsInUse(request, session), undefined)
  const wanted: DBParameterGroup[] = []
  for await (const page of dbParameterGroups(request, session)) {
    wanted.push(
      ...page.filter(
        ({ DBParameterGroupName: name }) => name !== undefined && (!isDefaultGroup(name) || used?.has(name)),
      ),
    )
  }
  takeTime(request, 'rds:DescribeDBParameters', wanted.length)
  const resources = each(wanted, concurrencyOf(request.settings), (group) => withValues(request, session, group))
  for await (const resource of resources) yield* resource
}

/** Names of the groups that instances use. Without it only the groups that people made are read, and the kind is partial. */
async function groupsInUse(request: AwsRead, session: AwsSession): Promise<ReadonlySet<string>> {
  const names = new Set<string>()
  for await (const page of dbInstances(request, session)) {
    for (const instance of page) for (const name of parameterGroupNames(instance)) names.add(name)
  }
  return names
}

async function withValues(
  request: AwsRead,
  session: AwsSession,
  group: DBParameterGroup,
): Promise<readonly CollectedResource[]> {
  const name = group.DBParameterGroupName ?? ''
  const which = request.settings.parameters ?? 'user'
  // Nobody can set anything in a default group, so there is nothing to ask for.
  const nothing = which === 'user' && isDefaultGroup(name)
  const parameters = nothing ? [] : await dbParameters(request, session, name, which)
  return parameters === undefined ? [] : normaliseParameterGroup(group, parameters, session)
}
