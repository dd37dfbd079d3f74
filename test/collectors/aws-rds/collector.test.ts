import { afterEach, describe, expect, it } from 'vitest'
import { awsRds } from '../../../collectors/aws-rds/collector.ts'
import { normaliseDbInstance } from '../../../collectors/aws-rds/normalise.ts'
import { normaliseDbCluster, normaliseOptionGroup } from '../../../collectors/aws-rds/normalise-clusters.ts'
import { needsOf, type Collector } from '../../../src/collect/contract.ts'
import { awsWorld, shopRecordings, type AwsWorld } from '../../support/aws-world.ts'
import { byId, plain, readCollector } from '../../support/read-collector.ts'
import type { Fault } from '../../support/replay-server.ts'

let world: AwsWorld

async function read(faults: readonly Fault[] = [], settings: Readonly<Record<string, unknown>> = {}) {
  world = await awsWorld({ faults, settings })
  return readCollector(awsRds, world)
}

const kinds = (outcome: Awaited<ReturnType<typeof read>>, kind: string): readonly string[] =>
  outcome.resources.filter((one) => one.kind === kind).map((one) => one.id)

describe('a replica', () => {
  const place = { account: '111111111111', region: 'eu-west-1' }
  const elsewhere = 'arn:aws:rds:eu-central-1:111111111111:db:orders'

  it.each([
    ['of an instance', { ReadReplicaSourceDBInstanceIdentifier: 'orders' }, 'orders'],
    ['of one in another region', { ReadReplicaSourceDBInstanceIdentifier: elsewhere }, elsewhere],
    ['of a cluster', { ReadReplicaSourceDBClusterIdentifier: 'search' }, 'search'],
    ['of nothing', { ReadReplicaSourceDBInstanceIdentifier: '', KmsKeyId: '' }, undefined],
  ])('says what it is one %s', (_, source, of) => {
    const [found] = normaliseDbInstance(
      { DBInstanceIdentifier: 'orders-reading', Engine: 'postgres', ...source },
      place,
    )
    expect(found?.attributes).toMatchObject({ engine: 'postgres' })
    expect([found?.attributes['replicaOf'], found?.attributes['key']]).toEqual([of, undefined])
  })

  it('is a cluster too', () => {
    const source = 'arn:aws:rds:eu-west-1:111111111111:cluster:search'
    const cluster = { DBClusterIdentifier: 'search-copy', ReplicationSourceIdentifier: source, KmsKeyId: 'a-key' }
    expect(normaliseDbCluster(cluster, undefined, place)[0]?.attributes).toMatchObject({
      replicaOf: source,
      key: 'a-key',
    })
  })
})

describe('aws-rds', () => {
  afterEach(() => world.close())

  it('reads the instances of all pages, without those that are being deleted, or that an autoscaler made', async () => {
    const outcome = await read()
    expect(outcome.errors).toEqual([])
    expect(kinds(outcome, 'database-instance')).toEqual([
      'shop-production-orders',
      'shop-production-catalogue',
      'shop-production-search-1',
      'shop-production-search-2',
    ])
  })

  it('tells all of an instance', async () => {
    expect(plain(byId(await read(), 'shop-production-orders'))).toEqual({
      kind: 'database-instance',
      id: 'shop-production-orders',
      name: 'shop-production-orders',
      address: 'shop-production/OrdersDatabase',
      identifiers: [
        'shop-production-orders',
        'arn:aws:rds:eu-west-1:111111111111:db:shop-production-orders',
        'shop-production-orders.c0aaaaaaaaaa.eu-west-1.rds.amazonaws.com',
      ],
      account: '111111111111',
      region: 'eu-west-1',
      tags: { Service: 'orders' },
      attributes: {
        engine: 'postgres',
        engineVersion: '15.4',
        class: 'db.m6g.large',
        memory: 8192,
        architecture: 'arm64',
        allocatedStorage: 100,
        maxAllocatedStorage: 1000,
        storageType: 'gp3',
        iops: 3000,
        storageThroughput: 125,
        encrypted: true,
        key: 'arn:aws:kms:eu-west-1:111111111111:key/00000000-0000-4000-8000-000000000000',
        multiAz: true,
        zone: 'eu-west-1a',
        backupRetention: 14,
        backupWindow: '03:00-03:30',
        maintenanceWindow: 'sun:04:00-sun:04:30',
        autoMinorVersionUpgrade: true,
        deletionProtection: true,
        publiclyAccessible: false,
        iamAuthentication: false,
        performanceInsights: true,
        monitoringInterval: 60,
        logExports: ['postgresql', 'upgrade'],
        port: 5432,
        databaseName: 'shop',
        caCertificate: 'rds-ca-rsa2048-g1',
        licenseModel: 'postgresql-license',
        endpoint: 'shop-production-orders.c0aaaaaaaaaa.eu-west-1.rds.amazonaws.com',
        parameters: 'shop-production-pg15',
        network: 'vpc-0aaa0000000000001',
        firewalls: ['sg-0aaa0000000000002'],
        parameterStatus: 'in-sync',
        certificateNotAfter: '2027-03-01T08:00:00.000Z',
      },
    })
  })

  it('tells what waits for the maintenance window by name alone, and an option group that people made', async () => {
    const { attributes } = byId(await read(), 'shop-production-catalogue')
    expect(attributes).toMatchObject({ pendingChanges: 'class, password', options: 'shop-production-mysql80' })
  })

  it('takes derived IOPS and a bound that bounds nothing for what they are', async () => {
    const { attributes } = byId(await read(), 'shop-production-catalogue')
    expect(attributes).toMatchObject({ storageType: 'gp2', parameterStatus: 'pending-reboot', memory: 4096 })
    expect([attributes['iops'], attributes['maxAllocatedStorage']]).toEqual([undefined, undefined])
  })

  it('knows that a member of a cluster has storage, backups and firewalls from it, and its class alone', async () => {
    const { attributes } = byId(await read(), 'shop-production-search-1')
    expect(plain(attributes)).toEqual({
      engine: 'aurora-postgresql',
      engineVersion: '15.4',
      class: 'db.r6g.xlarge',
      memory: 32768,
      architecture: 'arm64',
      zone: 'eu-west-1a',
      maintenanceWindow: 'sun:04:00-sun:04:30',
      autoMinorVersionUpgrade: true,
      publiclyAccessible: false,
      performanceInsights: true,
      monitoringInterval: 60,
      caCertificate: 'rds-ca-rsa2048-g1',
      endpoint: 'shop-production-search-1.c0aaaaaaaaaa.eu-west-1.rds.amazonaws.com',
      cluster: 'shop-production-search',
      parameters: 'default.aurora-postgresql15',
      parameterStatus: 'in-sync',
    })
  })

  it('tells all of an Aurora cluster: who made a reader decides whether it counts', async () => {
    const arn = 'arn:aws:rds:eu-west-1:111111111111:cluster:shop-production-search'
    const host = (kind: string): string => `shop-production-search.${kind}-c0aaaaaaaaaa.eu-west-1.rds.amazonaws.com`
    expect(plain(byId(await read(), arn))).toEqual({
      kind: 'database-cluster',
      id: arn,
      name: 'shop-production-search',
      identifiers: ['shop-production-search', arn, host('cluster'), host('cluster-ro')],
      account: '111111111111',
      region: 'eu-west-1',
      tags: {},
      attributes: {
        engine: 'aurora-postgresql',
        engineVersion: '15.4',
        mode: 'provisioned',
        memory: 32768,
        serverless: { least: 0.5, most: 16 },
        readers: 1,
        scaledReaders: 1,
        writer: 'shop-production-search-1',
        multiAz: true,
        storageType: 'aurora',
        encrypted: true,
        backupRetention: 7,
        backupWindow: '02:00-02:30',
        maintenanceWindow: 'tue:04:00-tue:04:30',
        deletionProtection: true,
        iamAuthentication: true,
        managedPassword: true,
        httpEndpoint: false,
        logExports: ['postgresql'],
        port: 5432,
        databaseName: 'shop',
        endpoint: host('cluster'),
        parameters: 'shop-production-aurora15',
        parameterStatus: 'pending-reboot',
        pendingChanges: 'engine version, password',
        network: 'vpc-0aaa0000000000001',
        firewalls: ['sg-0aaa0000000000002'],
      },
    })
  })

  it('tells a Multi-AZ cluster by its class and storage', async () => {
    const { attributes } = byId(await read(), 'arn:aws:rds:eu-west-1:111111111111:cluster:shop-production-ledger')
    expect(attributes).toMatchObject({
      ...{ engine: 'postgres', class: 'db.m6gd.large', memory: 8192, readers: 2, allocatedStorage: 400 },
      ...{ storageType: 'io1', iops: 3000, performanceInsights: true, managedPassword: false },
    })
    expect(attributes['serverless']).toBeUndefined()
  })

  it('reads cluster parameters: what somebody set, or all that has a value', async () => {
    const outcome = await read()
    expect(kinds(outcome, 'database-cluster-parameters')).toEqual(['default.postgres16', 'shop-production-aurora15'])
    expect(plain(byId(outcome, 'shop-production-aurora15').attributes['parameters'])).toEqual([
      { name: 'rds.force_ssl', value: '1', source: 'user', apply: 'dynamic' },
      { name: 'shared_buffers', value: '{DBInstanceClassMemory/16384}', unit: '8kB', source: 'user', apply: 'static' },
    ])
    await world.close()
    const all = byId(await read([], { parameters: 'all' }), 'shop-production-aurora15').attributes['parameters']
    expect((all as readonly { readonly name: string }[]).map(({ name }) => name)).toEqual([
      'apg_plan_mgmt.max_plans',
      'shared_buffers',
    ])
  })

  it('reads the option groups in use, without defaults', async () => {
    const outcome = await read()
    expect(kinds(outcome, 'database-options')).toEqual(['shop-production-mysql80'])
    expect(plain(byId(outcome, 'shop-production-mysql80').attributes)).toEqual({
      engine: 'mysql',
      majorVersion: '8.0',
      description: 'Catalogue',
      options: [{ name: 'MARIADB_AUDIT_PLUGIN', version: '1.2', permanent: false }],
      settings: [{ option: 'MARIADB_AUDIT_PLUGIN', name: 'SERVER_AUDIT_EVENTS', value: 'CONNECT,QUERY_DDL' }],
    })
  })

  it('keeps no password of an option, and no option group that AWS made', async () => {
    expect(JSON.stringify(await read())).not.toContain('****')
    const setting = (Name: string, Value: string) => ({ Name, Value })
    const options = [
      {
        OptionName: 'OEM_AGENT',
        OptionSettings: [setting('AGENT_REGISTRATION_PASSWORD', 'a-password'), setting('OMS_HOST', 'oms.shop.example')],
      },
    ]
    const place = { account: '111111111111', region: 'eu-west-1' }
    const [group] = normaliseOptionGroup({ OptionGroupName: 'shop-oracle', Options: options }, place)
    expect(plain(group?.attributes['settings'])).toEqual([
      { option: 'OEM_AGENT', name: 'AGENT_REGISTRATION_PASSWORD' },
      { option: 'OEM_AGENT', name: 'OMS_HOST', value: 'oms.shop.example' },
    ])
    expect(normaliseOptionGroup({ OptionGroupName: 'default:oracle-ee-19' }, place)).toEqual([])
  })

  it('reads groups that people made, used or not, and the default ones in use', async () => {
    expect(kinds(await read(), 'database-parameters')).toEqual([
      'default.mysql8.0',
      'default.aurora-postgresql15',
      'shop-production-pg15',
      'shop-production-unused',
    ])
  })

  it('reads what somebody set, with units', async () => {
    expect(plain(byId(await read(), 'shop-production-pg15'))).toEqual({
      kind: 'database-parameters',
      id: 'shop-production-pg15',
      name: 'shop-production-pg15',
      identifiers: ['shop-production-pg15', 'arn:aws:rds:eu-west-1:111111111111:pg:shop-production-pg15'],
      account: '111111111111',
      region: 'eu-west-1',
      tags: {},
      attributes: {
        family: 'postgres15',
        description: 'Orders',
        parameters: [
          { name: 'max_connections', value: '500', source: 'user', apply: 'static' },
          { name: 'work_mem', value: '16384', unit: 'kB', source: 'user', apply: 'dynamic' },
        ],
      },
    })
    const asked = world.replay.requests.filter((one) => one.action === 'rds:DescribeDBParameters')
    expect(asked.map((one) => one.parameters['DBParameterGroupName'])).toEqual([
      'shop-production-pg15',
      'shop-production-unused',
    ])
    for (const { parameters } of asked) expect(parameters).toMatchObject({ Source: 'user', MaxRecords: '100' })
  })

  it('reads the engine’s defaults too where that is asked for, page by page, without those that have no value', async () => {
    const outcome = await read([], { parameters: 'all' })
    expect(outcome.errors).toEqual([])
    expect(plain(byId(outcome, 'shop-production-pg15').attributes['parameters'])).toEqual([
      { name: 'max_connections', value: '500', source: 'user', apply: 'static' },
      {
        name: 'shared_buffers',
        value: '{DBInstanceClassMemory/32768}',
        unit: '8kB',
        source: 'system',
        apply: 'static',
      },
      { name: 'work_mem', value: '16384', unit: 'kB', source: 'user', apply: 'dynamic' },
    ])
    expect(plain(byId(outcome, 'default.mysql8.0').attributes['parameters'])).toEqual([
      { name: 'innodb_flush_log_at_trx_commit', value: '1', source: 'engine-default', apply: 'dynamic' },
    ])
  })

  it('reads the groups that people made, as partial, where instances are denied', async () => {
    const outcome = await read([{ action: 'rds:DescribeDBInstances', does: 'denied' }])
    const denied = { code: 'collect-denied', parameters: { permission: 'rds:DescribeDBInstances' } }
    expect(outcome.errors).toMatchObject([denied, denied])
    expect(outcome.unknown).toMatchObject([
      { kind: 'database-parameters', fields: [] },
      { kind: 'database-cluster', fields: ['/memory', '/network'] },
    ])
    expect(kinds(outcome, 'database-options')).toEqual([])
    expect(kinds(outcome, 'database-parameters')).toEqual(['shop-production-pg15', 'shop-production-unused'])
    expect(kinds(outcome, 'database-cluster')).toHaveLength(2)
  })

  it('does not fail for a group that was deleted while it read', async () => {
    world = await awsWorld({
      recordings: [
        ...shopRecordings,
        {
          action: 'rds:DescribeDBParameters',
          match: { DBParameterGroupName: 'shop-production-unused', Source: 'user' },
          status: 404,
          body: [
            '<ErrorResponse xmlns="http://rds.amazonaws.com/doc/2014-10-31/"><Error><Type>Sender</Type>',
            '<Code>DBParameterGroupNotFound</Code><Message>gone</Message></Error></ErrorResponse>',
          ],
        },
      ],
    })
    const outcome = await readCollector(awsRds, world)
    expect(outcome.errors).toEqual([])
    expect(kinds(outcome, 'database-parameters')).not.toContain('shop-production-unused')
    expect(kinds(outcome, 'database-parameters')).toContain('shop-production-pg15')
  })

  it('needs exactly what it calls, and only reads', async () => {
    await read()
    expect(world.replay.actions().filter((action) => !action.startsWith('sts:'))).toEqual(
      needsOf(awsRds as unknown as Collector),
    )
    for (const action of world.replay.actions()) expect(action).toMatch(/^\w+:(Describe|List|Get)/)
  })

  it.each([
    ['denied', 'collect-denied'],
    ['throttled', 'collect-throttled'],
    ['html', 'collect-malformed'],
    ['html-error', 'collect-malformed'],
    ['truncated', 'collect-malformed'],
    ['no-list', 'collect-malformed'],
    ['repeated-token', 'collect-malformed'],
    ['server-error', 'collect-failed'],
    ['reset', 'collect-unreachable'],
  ] as const)('tells %s as %s, for parameters alone', async (does, code) => {
    const outcome = await read([{ action: 'rds:DescribeDBParameterGroups', does }])
    expect(outcome.errors).toMatchObject([{ code }])
    expect(kinds(outcome, 'database-instance')).toHaveLength(4)
  })
})
