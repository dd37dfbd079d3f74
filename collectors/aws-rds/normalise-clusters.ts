import type { DBCluster, DBClusterMember, DBClusterParameterGroup, OptionGroup, Parameter } from '@aws-sdk/client-rds'
import type { CollectedResource } from '../../src/model/resource.ts'
import { databaseClusterResource } from '../_aws/shapes/database-cluster.ts'
import { databaseOptionsResource, isDefaultOptionGroup } from '../_aws/shapes/database-options.ts'
import { databaseClusterParametersResource } from '../_aws/shapes/database-parameters.ts'
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
  const first = cluster.ScalingConfigurationInfo
  const second = cluster.ServerlessV2ScalingConfiguration
  const own = cluster.DBClusterMembers ?? []
  return [
    databaseClusterResource({
      identifier,
      arn: cluster.DBClusterArn,
      account: accountOf(cluster.DBClusterArn) ?? place.account,
      region: place.region,
      tags: cluster.TagList,
      engine: cluster.Engine,
      engineVersion: cluster.EngineVersion,
      mode: cluster.EngineMode,
      class: cluster.DBClusterInstanceClass,
      memberClasses: members?.classes,
      capacity: { least: (first ?? second)?.MinCapacity, most: (first ?? second)?.MaxCapacity },
      pauseAfter:
        first === undefined || first.AutoPause === true ? (first ?? second)?.SecondsUntilAutoPause : undefined,
      readers: own.filter((one) => one.IsClusterWriter !== true).map((one) => one.DBInstanceIdentifier ?? ''),
      writer: own.find((one) => one.IsClusterWriter === true)?.DBInstanceIdentifier,
      multiAz: cluster.MultiAZ,
      storageType: cluster.StorageType,
      allocatedStorage: cluster.AllocatedStorage,
      iops: cluster.Iops,
      encrypted: cluster.StorageEncrypted,
      key: cluster.KmsKeyId,
      replicaOf: cluster.ReplicationSourceIdentifier,
      backupRetention: cluster.BackupRetentionPeriod,
      backupWindow: cluster.PreferredBackupWindow,
      backtrack: cluster.BacktrackWindow,
      maintenanceWindow: cluster.PreferredMaintenanceWindow,
      // Members of an Aurora cluster have their own; so the cluster's says something for Multi-AZ clusters alone.
      ...(cluster.DBClusterInstanceClass === undefined
        ? {}
        : {
            autoMinorVersionUpgrade: cluster.AutoMinorVersionUpgrade,
            publiclyAccessible: cluster.PubliclyAccessible,
            performanceInsights: cluster.PerformanceInsightsEnabled,
          }),
      deletionProtection: cluster.DeletionProtection,
      iamAuthentication: cluster.IAMDatabaseAuthenticationEnabled,
      managedPassword: cluster.MasterUserSecret !== undefined,
      httpEndpoint: cluster.HttpEndpointEnabled,
      // RDS leaves the list out when nothing is exported.
      logExports: cluster.EnabledCloudwatchLogsExports ?? [],
      port: cluster.Port,
      databaseName: cluster.DatabaseName,
      endpoints: [cluster.Endpoint, cluster.ReaderEndpoint, ...(cluster.CustomEndpoints ?? [])],
      parameters: cluster.DBClusterParameterGroup,
      parameterStatus: statusOf(own),
      pending: pendingWords(cluster.PendingModifiedValues),
      network: members?.network,
      firewalls: (cluster.VpcSecurityGroups ?? []).flatMap(({ VpcSecurityGroupId: id }) =>
        id === undefined ? [] : [id],
      ),
    }),
  ]
}

/** Cluster parameters are in force when they are on every member. */
function statusOf(members: readonly DBClusterMember[]): string | undefined {
  const statuses = members.flatMap(({ DBClusterParameterGroupStatus: status }) =>
    status === undefined ? [] : [status],
  )
  return statuses.includes('pending-reboot')
    ? 'pending-reboot'
    : (statuses.find((one) => one !== 'in-sync') ?? statuses[0])
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
