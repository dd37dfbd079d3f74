import type { DBCluster, DBClusterParameterGroup, OptionGroup, Parameter } from '@aws-sdk/client-rds'
import type { CollectedResource } from '../../src/model/resource.ts'
import { databaseClusterResource } from '../_aws/shapes/database-cluster.ts'
import { databaseOptionsResource, isDefaultOptionGroup } from '../_aws/shapes/database-options.ts'
import { databaseClusterParametersResource } from '../_aws/shapes/database-parameters.ts'
import { describedCluster, statusOfMembers } from '../_aws/shapes/described-database.ts'
import { accountOf, parameterInputs, type Place } from './normalise.ts'
import { pendingWords } from './pending.ts'

/** What instances tell of a cluster; undefined: not known. */
export interface ClusterMembers {
  readonly classes: readonly string[]
  /** Id of the VPC of their subnet group, which a cluster does not tell. */
  readonly network: string | undefined
}

/** A cluster as a `database-cluster`; nothing for one that is being deleted. */
export function normaliseDbCluster(
  cluster: DBCluster,
  members: ClusterMembers | undefined,
  place: Place,
): readonly CollectedResource[] {
  const identifier = cluster.DBClusterIdentifier
  if (identifier === undefined || cluster.Status === 'deleting') return []
  const own = cluster.DBClusterMembers ?? []
  return [
    databaseClusterResource({
      identifier,
      arn: cluster.DBClusterArn,
      account: accountOf(cluster.DBClusterArn) ?? place.account,
      region: place.region,
      tags: cluster.TagList,
      ...describedCluster(cluster, cluster.DBClusterInstanceClass),
      memberClasses: members?.classes,
      readers: own.filter((one) => one.IsClusterWriter !== true).map((one) => one.DBInstanceIdentifier ?? ''),
      writer: own.find((one) => one.IsClusterWriter === true)?.DBInstanceIdentifier,
      iamAuthentication: cluster.IAMDatabaseAuthenticationEnabled,
      managedPassword: cluster.MasterUserSecret !== undefined,
      endpoints: [cluster.Endpoint, cluster.ReaderEndpoint, ...(cluster.CustomEndpoints ?? [])],
      parameters: cluster.DBClusterParameterGroup,
      parameterStatus: statusOfMembers(own.flatMap(({ DBClusterParameterGroupStatus: status }) => status ?? [])),
      pending: pendingWords(cluster.PendingModifiedValues),
      network: members?.network,
    }),
  ]
}

/** A cluster parameter group with its values as `database-cluster-parameters`. */
export function normaliseClusterParameterGroup(
  group: DBClusterParameterGroup,
  parameters: readonly Parameter[],
  place: Place,
): readonly CollectedResource[] {
  const { DBClusterParameterGroupName: name, DBParameterGroupFamily: family, DBClusterParameterGroupArn: arn } = group
  if (name === undefined || family === undefined) return []
  return [
    databaseClusterParametersResource({
      name,
      arn,
      account: accountOf(arn) ?? place.account,
      region: place.region,
      family,
      description: group.Description,
      parameters: parameterInputs(parameters),
    }),
  ]
}

/** An option group as `database-options`; nothing for a default one. */
export function normaliseOptionGroup(group: OptionGroup, place: Place): readonly CollectedResource[] {
  const { OptionGroupName: name, OptionGroupArn: arn } = group
  if (name === undefined || isDefaultOptionGroup(name)) return []
  return [
    databaseOptionsResource({
      name,
      arn,
      account: accountOf(arn) ?? place.account,
      region: place.region,
      engine: group.EngineName,
      majorVersion: group.MajorEngineVersion,
      description: group.OptionGroupDescription,
      options: (group.Options ?? []).flatMap((option) =>
        option.OptionName === undefined
          ? []
          : [
              {
                name: option.OptionName,
                version: option.OptionVersion,
                port: option.Port,
                permanent: option.Permanent,
                settings: (option.OptionSettings ?? []).flatMap(({ Name, Value, DefaultValue }) =>
                  Name === undefined || Value === DefaultValue ? [] : [{ name: Name, value: Value }],
                ),
              },
            ],
      ),
    }),
  ]
}
