import type { DBInstance } from '@aws-sdk/client-rds'
import type { CollectedResource } from '../../src/model/resource.ts'
import { databaseClusterResource } from '../_aws/shapes/database-cluster.ts'
import type { Beside, RowContext } from './recorded-type.ts'
import type { ConfigRow } from './row.ts'
import { accountOf, wordOf, wordsOf } from './values.ts'

/** The words of AWS Config for a cluster: nothing in them is as the API of RDS writes it. */
interface RecordedCluster {
  readonly DbclusterIdentifier?: string
  readonly DbclusterArn?: string
  readonly DbclusterInstanceClass?: string
  readonly DbclusterParameterGroup?: string
  readonly DbclusterMembers?: readonly Member[]
  readonly IamdatabaseAuthenticationEnabled?: boolean
  readonly Status?: string
  readonly Engine?: string
  readonly EngineVersion?: string
  readonly EngineMode?: string
  readonly ScalingConfigurationInfo?: Scaling
  readonly ServerlessV2ScalingConfiguration?: Scaling
  readonly MultiAZ?: boolean
  readonly StorageType?: string
  readonly AllocatedStorage?: number
  readonly Iops?: number
  readonly StorageEncrypted?: boolean
  readonly KmsKeyId?: string
  readonly ReplicationSourceIdentifier?: string
  readonly BackupRetentionPeriod?: number
  readonly PreferredBackupWindow?: string
  readonly BacktrackWindow?: number
  readonly PreferredMaintenanceWindow?: string
  readonly AutoMinorVersionUpgrade?: boolean
  readonly PubliclyAccessible?: boolean
  readonly PerformanceInsightsEnabled?: boolean
  readonly DeletionProtection?: boolean
  readonly HttpEndpointEnabled?: boolean
  readonly EnabledCloudwatchLogsExports?: readonly string[]
  readonly Port?: number
  readonly DatabaseName?: string
  readonly Endpoint?: unknown
  readonly ReaderEndpoint?: unknown
  readonly CustomEndpoints?: unknown
  readonly VpcSecurityGroups?: readonly { readonly VpcSecurityGroupId?: string }[]
}

interface Member {
  readonly DbinstanceIdentifier?: string
  readonly IsClusterWriter?: boolean
  readonly ClusterWriter?: boolean
  readonly DbclusterParameterGroupStatus?: string
}

interface Scaling {
  readonly MinCapacity?: number
  readonly MaxCapacity?: number
  readonly SecondsUntilAutoPause?: number
  readonly AutoPause?: boolean
}

const instanceType = 'AWS::RDS::DBInstance'

/** A cluster tells neither its network nor the classes of its members. */
export const membersBeside: Beside = {
  type: instanceType,
  fields: ['/network', '/memory'],
  keys: ({ configuration }) => {
    const { DBClusterIdentifier: cluster } = configuration as DBInstance
    return cluster === undefined ? [] : [cluster]
  },
}

/** Of changes that wait only a few are recorded. Source: aws-config-resource-schema, AWS::RDS::DBCluster. */
export const unrecordedOfClusters = ['/managedPassword', '/pendingChanges']

/** A recorded cluster as a `database-cluster`; nothing for one that is being deleted. */
export function normaliseDbCluster(
  { configuration, arn, account, region, tags }: ConfigRow,
  context: RowContext,
): readonly CollectedResource[] {
  const cluster = configuration as RecordedCluster
  const identifier = cluster.DbclusterIdentifier
  if (identifier === undefined || cluster.Status === 'deleting') return []
  const { ScalingConfigurationInfo: first, ServerlessV2ScalingConfiguration: second } = cluster
  const own = cluster.DbclusterMembers ?? []
  const members = context.beside(instanceType, identifier)?.map((row): DBInstance => row.configuration)
  return [
    databaseClusterResource({
      ...{ identifier, region, tags },
      arn: cluster.DbclusterArn ?? arn,
      account: accountOf(cluster.DbclusterArn) ?? account,
      engine: cluster.Engine,
      engineVersion: cluster.EngineVersion,
      mode: cluster.EngineMode,
      class: cluster.DbclusterInstanceClass,
      memberClasses: members?.map((one) => one.DBInstanceClass ?? ''),
      capacity: { least: (first ?? second)?.MinCapacity, most: (first ?? second)?.MaxCapacity },
      pauseAfter:
        first === undefined || first.AutoPause === true ? (first ?? second)?.SecondsUntilAutoPause : undefined,
      readers: own.filter((one) => !isWriter(one)).map((one) => one.DbinstanceIdentifier ?? ''),
      writer: own.find(isWriter)?.DbinstanceIdentifier,
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
      ...(cluster.DbclusterInstanceClass === undefined
        ? {}
        : {
            autoMinorVersionUpgrade: cluster.AutoMinorVersionUpgrade,
            publiclyAccessible: cluster.PubliclyAccessible,
            performanceInsights: cluster.PerformanceInsightsEnabled,
          }),
      deletionProtection: cluster.DeletionProtection,
      iamAuthentication: cluster.IamdatabaseAuthenticationEnabled,
      httpEndpoint: cluster.HttpEndpointEnabled,
      logExports: cluster.EnabledCloudwatchLogsExports ?? [],
      port: cluster.Port,
      databaseName: cluster.DatabaseName,
      endpoints: [wordOf(cluster.Endpoint), wordOf(cluster.ReaderEndpoint), ...wordsOf(cluster.CustomEndpoints)],
      parameters: cluster.DbclusterParameterGroup,
      parameterStatus: statusOf(own),
      network: members?.find((one) => one.DBSubnetGroup?.VpcId !== undefined)?.DBSubnetGroup?.VpcId,
      firewalls: (cluster.VpcSecurityGroups ?? []).flatMap(({ VpcSecurityGroupId: id }) => id ?? []),
    }),
  ]
}

/** Older items have the one word, newer ones both. */
function isWriter(member: Member): boolean {
  return member.IsClusterWriter === true || member.ClusterWriter === true
}

/** Cluster parameters are in force when they are on every member. */
function statusOf(members: readonly Member[]): string | undefined {
  const statuses = members.flatMap(({ DbclusterParameterGroupStatus: status }) => status ?? [])
  return statuses.includes('pending-reboot')
    ? 'pending-reboot'
    : (statuses.find((one) => one !== 'in-sync') ?? statuses[0])
}
