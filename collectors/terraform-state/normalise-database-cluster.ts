import { databaseClusterResource } from '../_aws/shapes/database-cluster.ts'
import { databaseInstanceResource } from '../_aws/shapes/database-instance.ts'
import { databaseClusterParametersResource } from '../_aws/shapes/database-parameters.ts'
import { databaseClusterParameters } from '../../src/model/kinds/database-cluster-parameters.ts'
import { databaseCluster } from '../../src/model/kinds/database-cluster.ts'
import { databaseInstance } from '../../src/model/kinds/database-instance.ts'
import type { CollectedResource } from '../../src/model/resource.ts'
import type { AttributeReader } from './attribute-reader.ts'
import { besides } from './beside.ts'
import { defineMapping } from './mapping.ts'
import { originOf } from './origin.ts'
import type { State } from './state.ts'

function clusterOf(reader: AttributeReader, state: State): CollectedResource {
  const identifier = reader.text('cluster_identifier') ?? reader.required('id')
  const members = besides(state, ['aws_rds_cluster_instance'], 'cluster_identifier', [identifier])
  const [first] = reader.blocks('scaling_configuration')
  const [second] = reader.blocks('serverlessv2_scaling_configuration')
  const scaling = first ?? second
  const classOfAll = reader.text('db_cluster_instance_class')
  return databaseClusterResource({
    ...originOf(reader),
    identifier,
    arn: reader.text('arn'),
    engine: reader.text('engine'),
    engineVersion: reader.text('engine_version_actual') ?? reader.text('engine_version'),
    mode: reader.text('engine_mode'),
    class: classOfAll,
    memberClasses: members.flatMap((member) => member.text('instance_class') ?? []),
    capacity: { least: scaling?.number('min_capacity'), most: scaling?.number('max_capacity') },
    pauseAfter:
      first === undefined || first.flag('auto_pause') === true
        ? scaling?.number('seconds_until_auto_pause')
        : undefined,
    readers: readersOf(reader, members),
    writer: members.find((member) => member.flag('writer') === true)?.text('identifier'),
    storageType: reader.text('storage_type'),
    allocatedStorage: reader.number('allocated_storage'),
    iops: reader.number('iops'),
    encrypted: reader.flag('storage_encrypted'),
    key: reader.text('kms_key_id'),
    replicaOf: reader.text('replication_source_identifier'),
    backupRetention: reader.number('backup_retention_period'),
    backupWindow: reader.text('preferred_backup_window'),
    backtrack: reader.number('backtrack_window'),
    maintenanceWindow: reader.text('preferred_maintenance_window'),
    performanceInsights: classOfAll === undefined ? undefined : reader.flag('performance_insights_enabled'),
    deletionProtection: reader.flag('deletion_protection'),
    iamAuthentication: reader.flag('iam_database_authentication_enabled'),
    managedPassword: reader.flag('manage_master_user_password') ?? false,
    httpEndpoint: reader.flag('enable_http_endpoint'),
    logExports: reader.texts('enabled_cloudwatch_logs_exports'),
    port: reader.number('port'),
    databaseName: reader.text('database_name'),
    endpoints: [reader.text('endpoint'), reader.text('reader_endpoint')],
    parameters: reader.text('db_cluster_parameter_group_name'),
    firewalls: reader.texts('vpc_security_group_ids'),
  })
}

/** All members but one, which writes. The list of the cluster has those too that another state, or an autoscaler, made. */
function readersOf(reader: AttributeReader, members: readonly AttributeReader[]): readonly string[] | undefined {
  const listed = reader.texts('cluster_members')
  const named = members.map((member) => member.text('identifier') ?? member.address)
  const all = [...new Set([...listed, ...(listed.length === 0 ? named : [])])].sort()
  const scaled = all.filter((one) => one.startsWith('application-autoscaling-'))
  return [...all.filter((one) => !scaled.includes(one)).slice(1), ...scaled]
}

/** The subnet group knows the network, the members the zones; what waits, and what is in force, is a moment. */
export const databaseClusterMapping = defineMapping({
  kind: databaseCluster,
  types: ['aws_rds_cluster'],
  cannotKnow: [
    '/network',
    '/multiAz',
    '/parameterStatus',
    '/pendingChanges',
    '/publiclyAccessible',
    '/autoMinorVersionUpgrade',
  ],
  fields: {
    backtrack_window: 'backtrack',
    cluster_members: 'readers',
    database_name: 'databaseName',
    db_cluster_instance_class: 'class',
    db_cluster_parameter_group_name: 'parameters',
    enable_http_endpoint: 'httpEndpoint',
    engine_mode: 'mode',
    kms_key_id: 'key',
    manage_master_user_password: 'managedPassword',
    preferred_backup_window: 'backupWindow',
    preferred_maintenance_window: 'maintenanceWindow',
    reader_endpoint: '',
    replication_source_identifier: 'replicaOf',
    scaling_configuration: 'serverless',
    serverlessv2_scaling_configuration: 'serverless',
  },
  normalise: (reader, { state }) => clusterOf(reader, state),
})

/** What a member has from its cluster is told there. */
export const databaseClusterMemberMapping = defineMapping({
  kind: databaseInstance,
  types: ['aws_rds_cluster_instance'],
  fields: {
    preferred_maintenance_window: 'maintenanceWindow',
    db_parameter_group_name: 'parameters',
    cluster_identifier: 'cluster',
  },
  normalise: (reader) =>
    databaseInstanceResource({
      ...originOf(reader),
      identifier: reader.text('identifier') ?? reader.required('id'),
      arn: reader.text('arn'),
      cluster: reader.required('cluster_identifier'),
      engine: reader.text('engine'),
      engineVersion: reader.text('engine_version_actual') ?? reader.text('engine_version'),
      class: reader.text('instance_class'),
      zone: reader.text('availability_zone'),
      maintenanceWindow: reader.text('preferred_maintenance_window'),
      autoMinorVersionUpgrade: reader.flag('auto_minor_version_upgrade'),
      publiclyAccessible: reader.flag('publicly_accessible'),
      performanceInsights: reader.flag('performance_insights_enabled'),
      monitoringInterval: reader.number('monitoring_interval'),
      caCertificate: reader.text('ca_cert_identifier'),
      endpoint: reader.text('endpoint'),
      parameters: reader.text('db_parameter_group_name'),
    }),
})

/** Terraform keeps how a parameter is to be applied, not whether the engine can take it without a restart. */
export const databaseClusterParametersMapping = defineMapping({
  kind: databaseClusterParameters,
  types: ['aws_rds_cluster_parameter_group'],
  cannotKnow: ['/parameters/*/apply'],
  normalise: (reader) =>
    databaseClusterParametersResource({
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
