import { arnOf, digits, inOwnOrder, uuidOf } from './identity.mjs'
import { groupId } from './network.mjs'
import { instance, tagsOf } from './state.mjs'

const postgres = {
  max_connections: '500',
  shared_buffers: '{DBInstanceClassMemory/32768}',
  effective_cache_size: '{DBInstanceClassMemory/16384}',
  work_mem: '16384',
  statement_timeout: '30000',
  synchronous_commit: 'on',
}

const databases = [
  { name: 'orders', engine: 'postgres', version: '15.7', family: 'postgres15', class: 'db.r6g.large', port: 5432, storage: 200, parameters: postgres },
  {
    name: 'catalog',
    engine: 'mysql',
    version: '8.0.36',
    family: 'mysql8.0',
    class: 'db.m6g.large',
    port: 3306,
    storage: 100,
    parameters: {
      innodb_buffer_pool_size: '{DBInstanceClassMemory*3/4}',
      innodb_flush_log_at_trx_commit: '1',
      max_connections: '400',
      sync_binlog: '1',
      transaction_isolation: 'READ-COMMITTED',
    },
  },
  {
    name: 'analytics',
    engine: 'postgres',
    version: '15.7',
    family: 'postgres15',
    class: 'db.r6g.xlarge',
    port: 5432,
    storage: 400,
    parameters: { ...postgres, max_connections: '100', work_mem: '65536', statement_timeout: '600000' },
  },
]

/** The host name of a database: the provider makes the part behind the identifier. */
export function databaseHost(environment, name) {
  return `shop-${environment.name}-${name}.${environment.databaseSuffix}`
}

/** RDS instances, each with a parameter group of its own. */
export function databaseResources(environment) {
  return databases.flatMap((database) => [parameterGroup(environment, database), databaseInstance(environment, database)])
}

const groupName = (environment, database) => `shop-${environment.name}-${database.name}-${database.family.replace('.', '')}`

function parameterGroup(environment, database) {
  const name = groupName(environment, database)
  const parameters = Object.entries(database.parameters).map(([parameter, value]) => ({
    apply_method: parameter === 'shared_buffers' || parameter === 'max_connections' ? 'pending-reboot' : 'immediate',
    name: parameter,
    value,
  }))
  return instance(`module.${database.name}.aws_db_parameter_group.this`, 0, {
    arn: arnOf(environment, 'rds', `pg:${name}`),
    description: `${database.name} of shop ${environment.name}`,
    family: database.family,
    id: name,
    name,
    name_prefix: '',
    parameter: inOwnOrder(environment, parameters),
    skip_destroy: false,
    ...tagsOf(environment, name, database.name),
  })
}

function databaseInstance(environment, database) {
  const identifier = `shop-${environment.name}-${database.name}`
  const host = databaseHost(environment, database.name)
  return instance(`module.${database.name}.aws_db_instance.this`, 2, {
    address: host,
    allocated_storage: database.storage,
    apply_immediately: false,
    arn: arnOf(environment, 'rds', `db:${identifier}`),
    auto_minor_version_upgrade: false,
    availability_zone: `${environment.region}${'abc'[parseInt(digits(environment, identifier, 2), 16) % 3]}`,
    backup_retention_period: 14,
    backup_window: '02:10-02:40',
    ca_cert_identifier: 'rds-ca-rsa2048-g1',
    copy_tags_to_snapshot: true,
    db_name: database.name,
    db_subnet_group_name: `shop-${environment.name}`,
    deletion_protection: true,
    enabled_cloudwatch_logs_exports: database.engine === 'postgres' ? ['postgresql', 'upgrade'] : ['error', 'slowquery'],
    endpoint: `${host}:${database.port}`,
    engine: database.engine,
    engine_version: database.version,
    engine_version_actual: database.version,
    iam_database_authentication_enabled: false,
    id: `db-${digits(environment, `db/${identifier}`, 26).toUpperCase()}`,
    identifier,
    instance_class: database.class,
    iops: 3000,
    kms_key_id: arnOf(environment, 'kms', `key/${uuidOf(environment, 'rds')}`),
    license_model: database.engine === 'postgres' ? 'postgresql-license' : 'general-public-license',
    maintenance_window: 'sun:03:10-sun:03:40',
    manage_master_user_password: true,
    max_allocated_storage: 1000,
    monitoring_interval: 60,
    multi_az: true,
    parameter_group_name: groupName(environment, database),
    password: null,
    performance_insights_enabled: true,
    port: database.port,
    publicly_accessible: false,
    resource_id: `db-${digits(environment, `db/${identifier}`, 26).toUpperCase()}`,
    status: 'available',
    storage_encrypted: true,
    storage_throughput: 125,
    storage_type: 'gp3',
    ...tagsOf(environment, identifier, database.name),
    username: `${database.name}_owner`,
    vpc_security_group_ids: [groupId(environment, 'database')],
  }, ['password'])
}
