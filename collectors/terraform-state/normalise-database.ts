import { databaseInstanceResource } from '../_aws/shapes/database-instance.ts'
import { databaseParametersResource } from '../_aws/shapes/database-parameters.ts'
import { databaseInstance } from '../../src/model/kinds/database-instance.ts'
import { databaseParameters } from '../../src/model/kinds/database-parameters.ts'
import type { CollectedResource } from '../../src/model/resource.ts'
import type { AttributeReader } from './attribute-reader.ts'
import { defineMapping } from './mapping.ts'
import { originOf } from './origin.ts'

/** An `aws_db_instance` as a `database-instance`. */
export function databaseInstanceOf(reader: AttributeReader): CollectedResource<typeof databaseInstance.fields> {
  return databaseInstanceResource({
    ...originOf(reader),
    identifier: reader.text('identifier') ?? reader.required('id'),
    arn: reader.text('arn'),
    engine: reader.text('engine'),
    // What was asked for may be `15`; what runs is the actual one, which providers before 3.63 do not keep apart.
    engineVersion: reader.text('engine_version_actual') ?? reader.text('engine_version'),
    class: reader.text('instance_class'),
    allocatedStorage: reader.number('allocated_storage'),
    maxAllocatedStorage: reader.number('max_allocated_storage'),
    storageType: reader.text('storage_type'),
    iops: reader.number('iops'),
    storageThroughput: reader.number('storage_throughput'),
    encrypted: reader.flag('storage_encrypted'),
    key: reader.text('kms_key_id'),
    replicaOf: reader.text('replicate_source_db'),
    multiAz: reader.flag('multi_az'),
    zone: reader.text('availability_zone'),
    backupRetention: reader.number('backup_retention_period'),
    backupWindow: reader.text('backup_window'),
    maintenanceWindow: reader.text('maintenance_window'),
    autoMinorVersionUpgrade: reader.flag('auto_minor_version_upgrade'),
    deletionProtection: reader.flag('deletion_protection'),
    publiclyAccessible: reader.flag('publicly_accessible'),
    iamAuthentication: reader.flag('iam_database_authentication_enabled'),
    performanceInsights: reader.flag('performance_insights_enabled'),
    monitoringInterval: reader.number('monitoring_interval'),
    logExports: reader.texts('enabled_cloudwatch_logs_exports'),
    port: reader.number('port'),
    databaseName: reader.text('db_name') ?? reader.text('name'),
    caCertificate: reader.text('ca_cert_identifier'),
    licenseModel: reader.text('license_model'),
    endpoint: reader.text('address'),
    parameters: reader.text('parameter_group_name'),
    options: reader.text('option_group_name'),
    firewalls: reader.texts('vpc_security_group_ids'),
  })
}

/** An `aws_db_parameter_group` as `database-parameters`: what is in it was set by someone. */
export function databaseParametersOf(reader: AttributeReader): CollectedResource<typeof databaseParameters.fields> {
  return databaseParametersResource({
    ...originOf(reader),
    name: reader.text('name') ?? reader.required('id'),
    arn: reader.text('arn'),
    family: reader.required('family'),
    description: reader.text('description'),
    parameters: reader
      .blocks('parameter')
      .map((block) => ({ name: block.required('name'), value: block.text('value'), source: 'user' })),
  })
}

/** The subnet group knows the network; whether the parameters are in force is a moment that Terraform does not keep. */
export const databaseInstanceMapping = defineMapping({
  kind: databaseInstance,
  types: ['aws_db_instance'],
  cannotKnow: ['/network', '/parameterStatus', '/certificateNotAfter', '/pendingChanges'],
  fields: { kms_key_id: 'key', option_group_name: 'options', replicate_source_db: 'replicaOf' },
  normalise: databaseInstanceOf,
})

/** Terraform keeps how a parameter is to be applied, not whether the engine can take it without a restart. */
export const databaseParametersMapping = defineMapping({
  kind: databaseParameters,
  types: ['aws_db_parameter_group'],
  cannotKnow: ['/parameters/*/apply'],
  normalise: databaseParametersOf,
})
