import { CreateCacheSubnetGroupCommand, CreateReplicationGroupCommand } from '@aws-sdk/client-elasticache'
import {
  CreateDBClusterCommand,
  CreateDBClusterParameterGroupCommand,
  CreateDBInstanceCommand,
  CreateDBParameterGroupCommand,
  CreateDBSubnetGroupCommand,
  ModifyDBParameterGroupCommand,
} from '@aws-sdk/client-rds'
import { CreateSecretCommand, RotateSecretCommand } from '@aws-sdk/client-secrets-manager'
import { PutParameterCommand } from '@aws-sdk/client-ssm'
import type { Built } from './build.ts'
import type { Clients } from './clients.ts'
import type { Network } from './network.ts'
import { given, secretOf, type Place } from './place.ts'

/** The parameters that an application of the place reads, by the last part of their names. */
export const parametersOf = ({ domain, prefix, account, region }: Place): Readonly<Record<string, string>> => ({
  'database-host': `orders.${domain}`,
  'assets-bucket': `${prefix}-assets`,
  'search-url': `https://search.${domain}/v1/`,
  topic: `arn:aws:sns:${region}:${account}:${prefix}-orders`,
  'session-ttl': '1800',
  'feature-checkout': 'on',
})

/** Writes a parameter, in the place of what it was. */
export async function putParameter({ ssm }: Clients, place: Place, name: string, Value: string): Promise<void> {
  await ssm.send(
    new PutParameterCommand({ Name: `/shop/${place.environment}/${name}`, Type: 'String', Value, Overwrite: true }),
  )
}

/** Databases, a cluster, a cache, parameters and secrets. */
export async function buildData(clients: Clients, place: Place, network: Network, key: string): Promise<void> {
  const { rds, cache } = clients
  const { prefix, environment } = place
  const SubnetIds = ['data-a', 'data-b'].map((part) => given(network.subnets.get(part)))
  const inside = { DBSubnetGroupName: `${prefix}-data`, VpcSecurityGroupIds: [given(network.firewalls.get('db'))] }
  await rds.send(
    new CreateDBSubnetGroupCommand({
      DBSubnetGroupName: `${prefix}-data`,
      DBSubnetGroupDescription: 'data',
      SubnetIds,
    }),
  )
  const group = { DBParameterGroupName: `${prefix}-pg15` }
  await rds.send(
    new CreateDBParameterGroupCommand({ ...group, DBParameterGroupFamily: 'postgres15', Description: 'orders' }),
  )
  const parameters = { max_connections: '500', work_mem: '65536', log_min_duration_statement: '500' }
  await rds.send(
    new ModifyDBParameterGroupCommand({
      ...group,
      Parameters: Object.entries(parameters).map(([ParameterName, ParameterValue]) => ({
        ...{ ParameterName, ParameterValue, ApplyMethod: 'pending-reboot' as const },
      })),
    }),
  )
  await rds.send(
    new CreateDBInstanceCommand({
      ...{ DBInstanceIdentifier: `${prefix}-orders`, DBInstanceClass: 'db.m6i.large', Engine: 'postgres' },
      ...{ EngineVersion: '15.4', AllocatedStorage: 100, StorageType: 'gp3', MasterUsername: 'shop' },
      ...{
        MasterUserPassword: secretOf(place, 'orders'),
        StorageEncrypted: true,
        KmsKeyId: key,
        BackupRetentionPeriod: 7,
        MultiAZ: true,
      },
      ...{ ...group, ...inside },
    }),
  )
  const clusterGroup = `${prefix}-aurora15`
  await rds.send(
    new CreateDBClusterParameterGroupCommand({
      ...{ DBClusterParameterGroupName: clusterGroup, DBParameterGroupFamily: 'aurora-postgresql15' },
      Description: 'catalog',
    }),
  )
  const cluster = { DBClusterIdentifier: `${prefix}-catalog`, Engine: 'aurora-postgresql' }
  await rds.send(
    new CreateDBClusterCommand({
      ...{
        ...cluster,
        EngineVersion: '15.4',
        MasterUsername: 'shop',
        MasterUserPassword: secretOf(place, 'catalog'),
        ...inside,
      },
      ...{ StorageEncrypted: true, KmsKeyId: key, BackupRetentionPeriod: 14, DeletionProtection: true },
      DBClusterParameterGroupName: clusterGroup,
    }),
  )
  for (const number of [1, 2])
    await rds.send(
      new CreateDBInstanceCommand({
        ...{ ...cluster, DBInstanceIdentifier: `${prefix}-catalog-${number}`, DBInstanceClass: 'db.r6g.large' },
      }),
    )
  await cache.send(
    new CreateCacheSubnetGroupCommand({
      ...{ CacheSubnetGroupName: `${prefix}-data`, CacheSubnetGroupDescription: 'data', SubnetIds },
    }),
  )
  await createCache({ clients, place, network, key }, 'sessions', { encrypted: true })
  for (const [name, value] of Object.entries(parametersOf(place))) await putParameter(clients, place, name, value)
  await clients.ssm.send(
    new PutParameterCommand({
      Name: `/shop/${environment}/token`,
      Type: 'SecureString',
      Value: secretOf(place, 'token'),
      KeyId: key,
    }),
  )
  for (const name of ['database', 'payments']) {
    const SecretId = `shop/${environment}/${name}`
    await clients.secrets.send(
      new CreateSecretCommand({
        Name: SecretId,
        SecretString: JSON.stringify({ password: secretOf(place, name) }),
        KmsKeyId: key,
      }),
    )
    await clients.secrets.send(
      new RotateSecretCommand({
        ...{ SecretId, RotationRules: { AutomaticallyAfterDays: 30 }, RotateImmediately: false },
      }),
    )
  }
}

/** A cache of a place. */
export async function createCache(
  { clients, place, network, key }: Pick<Built, 'clients' | 'place' | 'network' | 'key'>,
  part: string,
  { encrypted }: { readonly encrypted: boolean },
): Promise<void> {
  await clients.cache.send(
    new CreateReplicationGroupCommand({
      ...{ ReplicationGroupId: `${place.prefix}-${part}`, ReplicationGroupDescription: part, Engine: 'redis' },
      ...{ EngineVersion: '7.1', CacheNodeType: 'cache.t4g.small', NumNodeGroups: 1, ReplicasPerNodeGroup: 1 },
      ...{ AutomaticFailoverEnabled: true, MultiAZEnabled: true, CacheSubnetGroupName: `${place.prefix}-data` },
      ...{ TransitEncryptionEnabled: true, AtRestEncryptionEnabled: encrypted, ...(encrypted && { KmsKeyId: key }) },
      ...{ AuthToken: secretOf(place, part), SecurityGroupIds: [given(network.firewalls.get('cache'))] },
    }),
  )
}
