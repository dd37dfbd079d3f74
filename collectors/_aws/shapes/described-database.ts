import type { DBCluster, DBInstance } from '@aws-sdk/client-rds'
import type { DatabaseClusterInput } from './database-cluster.ts'
import type { DatabaseInstanceInput } from './database-instance.ts'

/** Where a database is, and what it is called. */
type Origin = 'identifier' | 'arn' | 'account' | 'region' | 'tags' | 'address'

/** What RDS says of an instance, and AWS Config in the same words. */
export function describedDatabase(instance: DBInstance): Omit<DatabaseInstanceInput, Origin> {
  const [group] = instance.DBParameterGroups ?? []
  return {
    engine: instance.Engine,
    engineVersion: instance.EngineVersion,
    class: instance.DBInstanceClass,
    allocatedStorage: instance.AllocatedStorage,
    maxAllocatedStorage: instance.MaxAllocatedStorage,
    storageType: instance.StorageType,
    iops: instance.Iops,
    encrypted: instance.StorageEncrypted,
    key: instance.KmsKeyId,
    replicaOf: instance.ReadReplicaSourceDBInstanceIdentifier ?? instance.ReadReplicaSourceDBClusterIdentifier,
    multiAz: instance.MultiAZ,
    zone: instance.AvailabilityZone,
    backupRetention: instance.BackupRetentionPeriod,
    backupWindow: instance.PreferredBackupWindow,
    maintenanceWindow: instance.PreferredMaintenanceWindow,
    autoMinorVersionUpgrade: instance.AutoMinorVersionUpgrade,
    deletionProtection: instance.DeletionProtection,
    publiclyAccessible: instance.PubliclyAccessible,
    iamAuthentication: instance.IAMDatabaseAuthenticationEnabled,
    performanceInsights: instance.PerformanceInsightsEnabled,
    monitoringInterval: instance.MonitoringInterval,
    // RDS leaves the list out when nothing is exported.
    logExports: instance.EnabledCloudwatchLogsExports ?? [],
    // DbInstancePort is 0 where the endpoint has the port.
    port: instance.Endpoint?.Port ?? instance.DbInstancePort,
    databaseName: instance.DBName,
    caCertificate: instance.CACertificateIdentifier,
    licenseModel: instance.LicenseModel,
    endpoint: instance.Endpoint?.Address,
    cluster: instance.DBClusterIdentifier,
    options: instance.OptionGroupMemberships?.[0]?.OptionGroupName,
    parameters: group?.DBParameterGroupName,
    parameterStatus: group?.ParameterApplyStatus,
    network: instance.DBSubnetGroup?.VpcId,
    firewalls: (instance.VpcSecurityGroups ?? []).flatMap(({ VpcSecurityGroupId: id }) => id ?? []),
  }
}

/** What RDS and AWS Config call alike in a cluster. */
export type DescribedCluster = Pick<
  DBCluster,
  | 'Engine'
  | 'EngineVersion'
  | 'EngineMode'
  | 'MultiAZ'
  | 'StorageType'
  | 'AllocatedStorage'
  | 'Iops'
  | 'StorageEncrypted'
  | 'KmsKeyId'
  | 'ReplicationSourceIdentifier'
  | 'BackupRetentionPeriod'
  | 'PreferredBackupWindow'
  | 'BacktrackWindow'
  | 'PreferredMaintenanceWindow'
  | 'AutoMinorVersionUpgrade'
  | 'PubliclyAccessible'
  | 'PerformanceInsightsEnabled'
  | 'DeletionProtection'
  | 'HttpEndpointEnabled'
  | 'EnabledCloudwatchLogsExports'
  | 'Port'
  | 'DatabaseName'
  | 'VpcSecurityGroups'
  | 'ScalingConfigurationInfo'
  | 'ServerlessV2ScalingConfiguration'
>

/** What RDS says of a cluster of a class (undefined where its members have their own), as far as AWS Config calls it alike. */
export function describedCluster(
  cluster: DescribedCluster,
  ofClass: string | undefined,
): Omit<DatabaseClusterInput, Origin> {
  const { ScalingConfigurationInfo: first, ServerlessV2ScalingConfiguration: second } = cluster
  return {
    engine: cluster.Engine,
    engineVersion: cluster.EngineVersion,
    mode: cluster.EngineMode,
    class: ofClass,
    capacity: { least: (first ?? second)?.MinCapacity, most: (first ?? second)?.MaxCapacity },
    pauseAfter: first === undefined || first.AutoPause === true ? (first ?? second)?.SecondsUntilAutoPause : undefined,
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
    ...(ofClass === undefined
      ? {}
      : {
          autoMinorVersionUpgrade: cluster.AutoMinorVersionUpgrade,
          publiclyAccessible: cluster.PubliclyAccessible,
          performanceInsights: cluster.PerformanceInsightsEnabled,
        }),
    deletionProtection: cluster.DeletionProtection,
    httpEndpoint: cluster.HttpEndpointEnabled,
    // RDS leaves the list out when nothing is exported.
    logExports: cluster.EnabledCloudwatchLogsExports ?? [],
    port: cluster.Port,
    databaseName: cluster.DatabaseName,
    firewalls: (cluster.VpcSecurityGroups ?? []).flatMap(({ VpcSecurityGroupId: id }) => id ?? []),
  }
}

/** Cluster parameters are in force when they are on every member. */
export function statusOfMembers(statuses: readonly string[]): string | undefined {
  return statuses.includes('pending-reboot')
    ? 'pending-reboot'
    : (statuses.find((one) => one !== 'in-sync') ?? statuses[0])
}
