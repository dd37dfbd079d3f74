import type { DBClusterParameterGroup, DBInstance } from '@aws-sdk/client-rds'
import { databaseClusterParameters } from '../../src/model/kinds/database-cluster-parameters.ts'
import { databaseCluster } from '../../src/model/kinds/database-cluster.ts'
import type { CollectedResource } from '../../src/model/resource.ts'
import { each } from '../_aws/paging.ts'
import { orUnknown, startReading, type AwsRead } from '../_aws/reading.ts'
import type { AwsSession } from '../_aws/session.ts'
import { concurrencyOf } from '../_aws/settings.ts'
import { isDefaultOptionGroup } from '../_aws/shapes/database-options.ts'
import { takeTime } from '../_aws/take-time.ts'
import { clusterParameterGroups, clusterParameters, dbClusters, optionGroup } from './cluster-lists.ts'
import { dbInstances } from './lists.ts'
import {
  normaliseClusterParameterGroup,
  normaliseDbCluster,
  normaliseOptionGroup,
  type ClusterMembers,
} from './normalise-clusters.ts'
import { isDefaultGroup } from './normalise.ts'

/** The clusters of a region. Their network and memory are told by their members alone: without these they are unknown. */
export async function* readClusters(request: AwsRead): AsyncGenerator<CollectedResource> {
  const session = await startReading(request)
  const members = await orUnknown(
    request,
    databaseCluster,
    ['/memory', '/network'],
    () => membersOf(request, session),
    undefined,
  )
  for await (const page of dbClusters(request, session)) {
    for (const cluster of page) {
      yield* normaliseDbCluster(cluster, members?.get(cluster.DBClusterIdentifier ?? ''), session)
    }
  }
}

/** What instances tell of their clusters, by the clusters' identifiers. */
async function membersOf(request: AwsRead, session: AwsSession): Promise<ReadonlyMap<string, ClusterMembers>> {
  const members = new Map<string, ClusterMembers>()
  for await (const page of dbInstances(request, session)) {
    for (const { DBClusterIdentifier: cluster, DBInstanceClass, DBSubnetGroup } of page) {
      if (cluster === undefined) continue
      const known = members.get(cluster)
      members.set(cluster, {
        classes: [...(known?.classes ?? []), DBInstanceClass ?? ''],
        network: known?.network ?? DBSubnetGroup?.VpcId,
      })
    }
  }
  return members
}

/** The cluster parameter groups that people made, and the default ones that a cluster uses, with their values. */
export async function* readClusterParameters(request: AwsRead): AsyncGenerator<CollectedResource> {
  const session = await startReading(request)
  const used = await orUnknown(request, databaseClusterParameters, [], () => groupsInUse(request, session), undefined)
  const wanted: DBClusterParameterGroup[] = []
  for await (const page of clusterParameterGroups(request, session)) {
    wanted.push(
      ...page.filter(
        ({ DBClusterParameterGroupName: name }) => name !== undefined && (!isDefaultGroup(name) || used?.has(name)),
      ),
    )
  }
  takeTime(request, 'rds:DescribeDBClusterParameters', wanted.length)
  const which = request.settings.parameters ?? 'user'
  const found = each(wanted, concurrencyOf(request.settings), async (group) => {
    const name = group.DBClusterParameterGroupName ?? ''
    // Nobody can set anything in a default group, so there is nothing to ask for.
    const nothing = which === 'user' && isDefaultGroup(name)
    const parameters = nothing ? [] : await clusterParameters(request, session, name, which)
    return parameters === undefined ? [] : normaliseClusterParameterGroup(group, parameters, session)
  })
  for await (const resources of found) yield* resources
}

/** Names of the groups that clusters use. Without it only the groups that people made are read, and the kind is partial. */
async function groupsInUse(request: AwsRead, session: AwsSession): Promise<ReadonlySet<string>> {
  const names = new Set<string>()
  for await (const page of dbClusters(request, session)) {
    for (const { DBClusterParameterGroup: name } of page) if (name !== undefined) names.add(name)
  }
  return names
}

/** The option groups that instances use, without the default ones: those are empty. Few do, so each is asked for by its name. */
export async function* readOptions(request: AwsRead): AsyncGenerator<CollectedResource> {
  const session = await startReading(request)
  const used = new Set<string>()
  for await (const page of dbInstances(request, session)) {
    for (const instance of page) for (const name of optionGroupNames(instance)) used.add(name)
  }
  const names = [...used].filter((name) => !isDefaultOptionGroup(name)).sort()
  takeTime(request, 'rds:DescribeOptionGroups', names.length)
  const found = each(names, concurrencyOf(request.settings), (name) => optionGroup(request, session, name))
  for await (const groups of found) for (const group of groups) yield* normaliseOptionGroup(group, session)
}

function optionGroupNames(instance: DBInstance): readonly string[] {
  return (instance.OptionGroupMemberships ?? []).flatMap(({ OptionGroupName: name }) =>
    name === undefined ? [] : [name],
  )
}
