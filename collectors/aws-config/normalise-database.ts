import type { DBInstance } from '@aws-sdk/client-rds'
import type { CollectedResource } from '../../src/model/resource.ts'
import { databaseInstanceResource } from '../_aws/shapes/database-instance.ts'
import type { ConfigRow } from './row.ts'

/** A recorded database instance as a `database-instance`; nothing for one that is being deleted. */
export function normaliseDbInstance({
  configuration,
  arn,
  account,
  region,
  tags,
}: ConfigRow): readonly CollectedResource[] {
  const instance = configuration as DBInstance
  // The id of the row is the one that a rename does not change; people and other resources use the identifier.
  const identifier = instance.DBInstanceIdentifier
  if (identifier === undefined || instance.DBInstanceStatus === 'deleting') return []
  return [
    databaseInstanceResource({
      ...{ identifier, account, region, tags },
      arn: instance.DBInstanceArn ?? arn,
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
      logExports: instance.EnabledCloudwatchLogsExports ?? [],
      port: instance.Endpoint?.Port ?? instance.DbInstancePort,
      databaseName: instance.DBName,
      caCertificate: instance.CACertificateIdentifier,
      licenseModel: instance.LicenseModel,
      endpoint: instance.Endpoint?.Address,
      cluster: instance.DBClusterIdentifier,
      options: instance.OptionGroupMemberships?.[0]?.OptionGroupName,
      parameters: instance.DBParameterGroups?.[0]?.DBParameterGroupName,
      parameterStatus: instance.DBParameterGroups?.[0]?.ParameterApplyStatus,
      network: instance.DBSubnetGroup?.VpcId,
      firewalls: (instance.VpcSecurityGroups ?? []).flatMap(({ VpcSecurityGroupId: id }) =>
        id === undefined ? [] : [id],
      ),
    }),
  ]
}

/** What AWS Config does not record of a database instance. Source: aws-config-resource-schema, AWS::RDS::DBInstance. */
export const unrecorded = ['/storageThroughput', '/certificateNotAfter', '/pendingChanges']
