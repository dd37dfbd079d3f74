import type {
  CacheCluster,
  CacheParameterGroup,
  LogDeliveryConfiguration,
  Parameter,
  ReplicationGroup,
  ServerlessCache,
  Tag,
} from '@aws-sdk/client-elasticache'
import type { CollectedResource } from '../../src/model/resource.ts'
import { cacheParametersResource } from '../_aws/shapes/cache-parameters.ts'
import { cacheResource } from '../_aws/shapes/cache.ts'
import { pendingWords } from './pending.ts'

/** The account and region that were asked. */
export interface Place {
  readonly account: string | undefined
  readonly region: string
}

/** What is asked for beside a cache; undefined: not known. */
export interface Beside {
  readonly tags: readonly Tag[] | undefined
  /** Ids of VPCs by the name of a subnet group. */
  readonly networks: ReadonlyMap<string, string> | undefined
}

/** Whether it is on its way out. */
export function isLeaving(status: string | undefined): boolean {
  return status === 'deleting' || status === 'deleted' || status === 'create-failed'
}

/** A replication group as a `cache`; what only its members tell is told by the first of them. */
export function normaliseReplicationGroup(
  group: ReplicationGroup,
  members: readonly CacheCluster[],
  beside: Beside,
  place: Place,
): readonly CollectedResource[] {
  const name = group.ReplicationGroupId
  if (name === undefined || isLeaving(group.Status)) return []
  const [member] = [...members].sort((a, b) => ((a.CacheClusterId ?? '') < (b.CacheClusterId ?? '') ? -1 : 1))
  const shards = group.NodeGroups ?? []
  const first = shards[0]
  const primary = group.ConfigurationEndpoint ?? first?.PrimaryEndpoint
  return [
    cacheResource({
      name,
      arn: group.ARN,
      ...placed(group.ARN, place),
      tags: beside.tags,
      ...clusterParts(member, beside),
      engine: group.Engine ?? member?.Engine,
      deployment: group.ClusterEnabled === true ? 'sharded' : 'unsharded',
      nodeType: group.CacheNodeType ?? member?.CacheNodeType,
      shards: shards.length,
      replicas: replicasOf(shards.map((shard) => shard.NodeGroupMembers?.length ?? 0)),
      automaticFailover: isOn(group.AutomaticFailover),
      multiAz: isOn(group.MultiAZ),
      transitEncryption: group.TransitEncryptionEnabled,
      transitMode: group.TransitEncryptionMode,
      encrypted: group.AtRestEncryptionEnabled,
      key: group.KmsKeyId,
      token: group.AuthTokenEnabled,
      userGroups: group.UserGroupIds,
      port: primary?.Port ?? member?.CacheNodes?.[0]?.Endpoint?.Port,
      dataTiering: isOn(group.DataTiering),
      networkType: group.NetworkType ?? member?.NetworkType,
      snapshotRetention: group.SnapshotRetentionLimit,
      snapshotWindow: group.SnapshotWindow,
      autoMinorVersionUpgrade: group.AutoMinorVersionUpgrade ?? member?.AutoMinorVersionUpgrade,
      logs: logsOf(group.LogDeliveryConfigurations),
      endpoints: [
        primary?.Address,
        ...shards.flatMap((one) => [one.PrimaryEndpoint?.Address, one.ReaderEndpoint?.Address]),
      ],
      parameterStatus: members.some(waits) ? 'pending-reboot' : member?.CacheParameterGroup?.ParameterApplyStatus,
      pending: [...new Set([group, ...members].flatMap((one) => pendingWords(one.PendingModifiedValues)))],
    }),
  ]
}

/** A cluster that stands alone as a `cache`: Memcached, or one node of another engine. */
export function normaliseCluster(cluster: CacheCluster, beside: Beside, place: Place): readonly CollectedResource[] {
  const name = cluster.CacheClusterId
  if (name === undefined || isLeaving(cluster.CacheClusterStatus)) return []
  const memcached = cluster.Engine === 'memcached'
  const node = cluster.CacheNodes?.[0]?.Endpoint
  return [
    cacheResource({
      name,
      arn: cluster.ARN,
      ...placed(cluster.ARN, place),
      tags: beside.tags,
      ...clusterParts(cluster, beside),
      engine: cluster.Engine,
      deployment: memcached ? 'nodes' : 'unsharded',
      nodeType: cluster.CacheNodeType,
      ...(memcached ? { nodes: cluster.NumCacheNodes } : { replicas: 0 }),
      transitEncryption: cluster.TransitEncryptionEnabled,
      transitMode: cluster.TransitEncryptionMode,
      encrypted: cluster.AtRestEncryptionEnabled,
      token: cluster.AuthTokenEnabled,
      port: cluster.ConfigurationEndpoint?.Port ?? node?.Port,
      networkType: cluster.NetworkType,
      snapshotRetention: cluster.SnapshotRetentionLimit,
      snapshotWindow: cluster.SnapshotWindow,
      autoMinorVersionUpgrade: cluster.AutoMinorVersionUpgrade,
      logs: logsOf(cluster.LogDeliveryConfigurations),
      endpoints: [
        cluster.ConfigurationEndpoint?.Address,
        ...(cluster.CacheNodes ?? []).map((one) => one.Endpoint?.Address),
      ],
      parameterStatus: waits(cluster) ? 'pending-reboot' : cluster.CacheParameterGroup?.ParameterApplyStatus,
      pending: pendingWords(cluster.PendingModifiedValues),
    }),
  ]
}

/** A serverless cache as a `cache`: always encrypted, always spread over zones. */
export function normaliseServerless(
  cache: ServerlessCache,
  beside: Pick<Beside, 'tags'>,
  place: Place,
): readonly CollectedResource[] {
  const name = cache.ServerlessCacheName
  if (name === undefined || isLeaving(cache.Status)) return []
  return [
    cacheResource({
      name,
      arn: cache.ARN,
      ...placed(cache.ARN, place),
      tags: beside.tags,
      engine: cache.Engine,
      engineVersion: cache.FullEngineVersion ?? cache.MajorEngineVersion,
      deployment: 'serverless',
      transitEncryption: true,
      encrypted: true,
      key: cache.KmsKeyId,
      multiAz: true,
      token: false,
      userGroups: cache.UserGroupId === undefined ? [] : [cache.UserGroupId],
      port: cache.Endpoint?.Port,
      networkType: cache.NetworkType,
      storageLimit: cache.CacheUsageLimits?.DataStorage?.Maximum,
      requestLimit: cache.CacheUsageLimits?.ECPUPerSecond?.Maximum,
      snapshotRetention: cache.SnapshotRetentionLimit,
      endpoints: [cache.Endpoint?.Address, cache.ReaderEndpoint?.Address],
      firewalls: cache.SecurityGroupIds ?? [],
    }),
  ]
}

/** A parameter group with its values as `cache-parameters`. */
export function normaliseParameterGroup(
  group: CacheParameterGroup,
  parameters: readonly Parameter[],
  place: Place,
): readonly CollectedResource[] {
  const { CacheParameterGroupName: name, CacheParameterGroupFamily: family, ARN: arn } = group
  if (name === undefined || family === undefined) return []
  return [
    cacheParametersResource({
      name,
      arn,
      ...placed(arn, place),
      family,
      description: group.Description,
      parameters: parameters.flatMap(({ ParameterName, ParameterValue, Source, ChangeType }) =>
        ParameterName === undefined
          ? []
          : [{ name: ParameterName, value: ParameterValue, source: Source, apply: ChangeType }],
      ),
    }),
  ]
}

/** Whether AWS made the group: it cannot be changed. */
export function isDefaultGroup(name: string): boolean {
  return name.startsWith('default.')
}

/** What only clusters tell, also of the group that they are members of. */
function clusterParts(cluster: CacheCluster | undefined, { networks }: Beside) {
  return {
    engineVersion: cluster?.EngineVersion,
    maintenanceWindow: cluster?.PreferredMaintenanceWindow,
    notifications: cluster === undefined ? undefined : cluster.NotificationConfiguration?.TopicStatus === 'active',
    parameters: cluster?.CacheParameterGroup?.CacheParameterGroupName,
    network: networks?.get(cluster?.CacheSubnetGroupName ?? ''),
    firewalls: cluster?.SecurityGroups?.flatMap(({ SecurityGroupId: id }) => (id === undefined ? [] : [id])),
  }
}

/** Replicas of each shard, beside its primary; undefined where they differ. */
function replicasOf(sizes: readonly number[]): number | undefined {
  const [first] = sizes
  return first === undefined || first === 0 || sizes.some((size) => size !== first) ? undefined : first - 1
}

function waits(cluster: CacheCluster): boolean {
  return (cluster.CacheParameterGroup?.CacheNodeIdsToReboot ?? []).length > 0
}

/** `enabled` and `enabling`, against `disabled` and `disabling`. */
function isOn(word: string | undefined): boolean | undefined {
  return word?.startsWith('enabl')
}

function logsOf(logs: readonly LogDeliveryConfiguration[] | undefined): readonly string[] {
  return (logs ?? []).map(({ LogType, LogFormat }) =>
    [LogType, LogFormat].filter((word) => word !== undefined).join(' '),
  )
}

/** The account in `arn:aws:elasticache:eu-west-1:111111111111:replicationgroup:sessions`. */
function placed(arn: string | undefined, place: Place): Place {
  const account = arn?.split(':')[4]
  return { account: account === undefined || account === '' ? place.account : account, region: place.region }
}
