import { cacheParametersResource } from '../_aws/shapes/cache-parameters.ts'
import { cacheResource } from '../_aws/shapes/cache.ts'
import { cacheParameters } from '../../src/model/kinds/cache-parameters.ts'
import { cache } from '../../src/model/kinds/cache.ts'
import type { CollectedResource } from '../../src/model/resource.ts'
import type { AttributeReader } from './attribute-reader.ts'
import { defineMapping } from './mapping.ts'
import { originOf } from './origin.ts'

function groupOf(reader: AttributeReader): CollectedResource {
  const sharded =
    reader.text('configuration_endpoint_address') !== undefined || reader.text('cluster_mode') === 'enabled'
  const shards = reader.number('num_node_groups')
  const members = reader.number('num_cache_clusters')
  const replicas =
    reader.number('replicas_per_node_group') ??
    (members === undefined || members === 0 ? undefined : members / (shards ?? 1) - 1)
  return cacheResource({
    ...originOf(reader),
    ...common(reader),
    name: reader.text('replication_group_id') ?? reader.required('id'),
    deployment: sharded ? 'sharded' : 'unsharded',
    shards,
    replicas,
    automaticFailover: reader.flag('automatic_failover_enabled'),
    multiAz: reader.flag('multi_az_enabled'),
    transitEncryption: reader.flag('transit_encryption_enabled'),
    transitMode: reader.text('transit_encryption_mode'),
    encrypted: reader.switch('at_rest_encryption_enabled'),
    key: reader.text('kms_key_id'),
    token: reader.isSet('auth_token'),
    userGroups: reader.texts('user_group_ids'),
    dataTiering: reader.flag('data_tiering_enabled'),
    endpoints: [
      reader.text('configuration_endpoint_address'),
      reader.text('primary_endpoint_address'),
      reader.text('reader_endpoint_address'),
    ],
  })
}

/** A cluster that is a node of a replication group is a part of that. */
function clusterOf(reader: AttributeReader): CollectedResource | undefined {
  if (reader.text('replication_group_id') !== undefined) return undefined
  const memcached = reader.text('engine') === 'memcached'
  return cacheResource({
    ...originOf(reader),
    ...common(reader),
    name: reader.text('cluster_id') ?? reader.required('id'),
    deployment: memcached ? 'nodes' : 'unsharded',
    ...(memcached ? { nodes: reader.number('num_cache_nodes') } : { replicas: 0 }),
    transitEncryption: reader.flag('transit_encryption_enabled') ?? false,
    encrypted: false,
    token: false,
    endpoints: [reader.text('cluster_address'), ...reader.blocks('cache_nodes').map((node) => node.text('address'))],
  })
}

function common(reader: AttributeReader) {
  return {
    arn: reader.text('arn'),
    engine: reader.text('engine'),
    engineVersion: reader.text('engine_version_actual') ?? reader.text('engine_version'),
    nodeType: reader.text('node_type'),
    port: reader.number('port'),
    networkType: reader.text('network_type'),
    snapshotRetention: reader.number('snapshot_retention_limit'),
    snapshotWindow: reader.text('snapshot_window'),
    maintenanceWindow: reader.text('maintenance_window'),
    autoMinorVersionUpgrade: reader.switch('auto_minor_version_upgrade'),
    logs: reader
      .blocks('log_delivery_configuration')
      .map((log) => [log.text('log_type'), log.text('log_format')].filter((word) => word !== undefined).join(' ')),
    notifications: reader.text('notification_topic_arn') !== undefined,
    parameters: reader.text('parameter_group_name'),
    firewalls: reader.texts('security_group_ids'),
  }
}

function serverlessOf(reader: AttributeReader): CollectedResource {
  const [limits] = reader.blocks('cache_usage_limits')
  const [endpoint] = reader.blocks('endpoint')
  const [reading] = reader.blocks('reader_endpoint')
  const users = reader.text('user_group_id')
  return cacheResource({
    ...originOf(reader),
    name: reader.required('name'),
    arn: reader.text('arn'),
    engine: reader.text('engine'),
    engineVersion: reader.text('full_engine_version') ?? reader.text('major_engine_version'),
    deployment: 'serverless',
    transitEncryption: true,
    encrypted: true,
    key: reader.text('kms_key_id'),
    multiAz: true,
    token: false,
    userGroups: users === undefined ? [] : [users],
    port: endpoint?.number('port'),
    networkType: reader.text('network_type'),
    storageLimit: limits?.blocks('data_storage')[0]?.number('maximum'),
    requestLimit: limits?.blocks('ecpu_per_second')[0]?.number('maximum'),
    snapshotRetention: reader.number('snapshot_retention_limit'),
    endpoints: [endpoint?.text('address'), reading?.text('address')],
    firewalls: reader.texts('security_group_ids'),
  })
}

const fields: Readonly<Record<string, string>> = {
  at_rest_encryption_enabled: 'encrypted',
  automatic_failover_enabled: 'automaticFailover',
  cache_nodes: '',
  cache_usage_limits: 'storageLimit',
  cluster_address: 'endpoint',
  cluster_mode: 'deployment',
  configuration_endpoint_address: 'endpoint',
  data_tiering_enabled: 'dataTiering',
  full_engine_version: 'engineVersion',
  kms_key_id: 'key',
  log_delivery_configuration: 'logs',
  multi_az_enabled: 'multiAz',
  network_type: 'networkType',
  notification_topic_arn: 'notifications',
  num_cache_clusters: 'replicas',
  num_cache_nodes: 'nodes',
  num_node_groups: 'shards',
  primary_endpoint_address: 'endpoint',
  reader_endpoint: '',
  reader_endpoint_address: '',
  replicas_per_node_group: 'replicas',
  security_group_ids: 'firewalls',
  snapshot_retention_limit: 'snapshotRetention',
  transit_encryption_enabled: 'encryptedInTransit',
  transit_encryption_mode: 'encryptedInTransit',
  user_group_id: 'authentication',
  user_group_ids: 'authentication',
}

/** The subnet group knows the network; what waits, and what is in force, is a moment. */
const cannotKnow = ['/network', '/parameterStatus', '/pendingChanges'] as const

export const cacheMapping = defineMapping({
  ...{ kind: cache, types: ['aws_elasticache_replication_group'], cannotKnow, fields },
  normalise: groupOf,
})

export const cacheClusterMapping = defineMapping({
  ...{ kind: cache, types: ['aws_elasticache_cluster'], cannotKnow, fields },
  normalise: clusterOf,
})

export const serverlessCacheMapping = defineMapping({
  ...{ kind: cache, types: ['aws_elasticache_serverless_cache'], cannotKnow, fields },
  normalise: serverlessOf,
})

export const cacheParametersMapping = defineMapping({
  kind: cacheParameters,
  types: ['aws_elasticache_parameter_group'],
  cannotKnow: ['/parameters/*/apply'],
  normalise: (reader) =>
    cacheParametersResource({
      ...originOf(reader),
      name: reader.text('name') ?? reader.required('id'),
      arn: reader.text('arn'),
      family: reader.required('family'),
      description: reader.text('description'),
      parameters: reader
        .blocks('parameter')
        .map((block) => ({ name: block.required('name'), value: block.text('value'), source: 'user' })),
    }),
})
