import { afterEach, describe, expect, it } from 'vitest'
import { awsElasticache } from '../../../collectors/aws-elasticache/collector.ts'
import { needsOf, type Collector } from '../../../src/collect/contract.ts'
import { awsWorld, shopRecordings, type AwsWorld } from '../../support/aws-world.ts'
import { plain, readCollector } from '../../support/read-collector.ts'
import type { Fault } from '../../support/replay-server.ts'

let world: AwsWorld

async function read(...faults: readonly Fault[]) {
  world = await awsWorld({ faults })
  return readCollector(awsElasticache, world)
}

type Outcome = Awaited<ReturnType<typeof read>>

const names = (outcome: Outcome, kind: string): readonly (string | undefined)[] =>
  outcome.resources.filter((one) => one.kind === kind).map((one) => one.name)

function named(outcome: Outcome, name: string) {
  const found = outcome.resources.find((one) => one.name === `shop-production-${name}`)
  if (found === undefined) throw new Error(`no ${name}`)
  return found
}

const api = (name: string): string => `elasticache:${name}`
const arn = (rest: string): string => `arn:aws:elasticache:eu-west-1:111111111111:${rest}`

afterEach(() => world.close())

describe('aws-elasticache', () => {
  it('reads caches once each: clusters that are nodes of a replication group are part of it', async () => {
    const outcome = await read()
    expect([outcome.errors, outcome.unknown]).toEqual([[], []])
    expect(names(outcome, 'cache')).toEqual([
      'shop-production-pages',
      'shop-production-sessions',
      'shop-production-queues',
      'shop-production-flags',
    ])
  })

  it('tells all of a sharded replication group, some of it by its members', async () => {
    expect(plain(named(await read(), 'sessions'))).toEqual({
      kind: 'cache',
      id: arn('replicationgroup:shop-production-sessions'),
      name: 'shop-production-sessions',
      address: 'shop-production/Sessions',
      identifiers: [
        arn('replicationgroup:shop-production-sessions'),
        'clustercfg.shop-production-sessions.aaaaaa.euw1.cache.amazonaws.com',
      ],
      account: '111111111111',
      region: 'eu-west-1',
      tags: { Service: 'storefront' },
      attributes: {
        engine: 'valkey',
        engineVersion: '8.0.1',
        deployment: 'sharded',
        nodeType: 'cache.r7g.large',
        shards: 2,
        replicas: 1,
        automaticFailover: true,
        multiAz: true,
        encryptedInTransit: 'required',
        encrypted: true,
        authentication: 'users',
        port: 6379,
        dataTiering: false,
        networkType: 'ipv4',
        snapshotRetention: 7,
        snapshotWindow: '01:00-02:00',
        maintenanceWindow: 'sun:04:00-sun:05:00',
        autoMinorVersionUpgrade: true,
        logs: ['slow-log json'],
        notifications: false,
        endpoint: 'clustercfg.shop-production-sessions.aaaaaa.euw1.cache.amazonaws.com',
        parameters: 'shop-production-valkey8',
        parameterStatus: 'pending-reboot',
        network: 'vpc-0aaa0000000000001',
        firewalls: ['sg-0aaa0000000000002'],
      },
    })
  })

  it('tells a group without shards: its token as a flag, what is pending by name alone', async () => {
    const { attributes, identifiers } = named(await read(), 'queues')
    expect(attributes).toMatchObject({
      ...{ engine: 'redis', deployment: 'unsharded', replicas: 0, automaticFailover: false },
      ...{ authentication: 'token', encryptedInTransit: 'preferred', notifications: true },
      ...{ parameterStatus: 'in-sync', pendingChanges: 'node type, token' },
    })
    expect(attributes['shards']).toBeUndefined()
    expect(identifiers).toContain('replica.shop-production-queues.aaaaaa.euw1.cache.amazonaws.com')
  })

  it('tells Memcached by its nodes, and a serverless cache by its limits', async () => {
    const outcome = await read()
    expect(named(outcome, 'pages').attributes).toMatchObject({
      ...{ engine: 'memcached', deployment: 'nodes', nodes: 3, port: 11211, encryptedInTransit: 'off' },
    })
    expect(named(outcome, 'flags').attributes).toMatchObject({
      ...{ deployment: 'serverless', storageLimit: 10, requestLimit: 5000, encryptedInTransit: 'required' },
      ...{ authentication: 'none', engineVersion: '8.0' },
    })
  })

  it('reads the groups that people made, and the default ones in use, with what somebody set', async () => {
    const outcome = await read()
    expect(names(outcome, 'cache-parameters')).toEqual([
      'default.redis7',
      'default.memcached1.6',
      'shop-production-valkey8',
      'shop-production-unused',
    ])
    expect(plain(named(outcome, 'valkey8').attributes)).toEqual({
      family: 'valkey8',
      description: 'Shop',
      parameters: [
        { name: 'cluster-enabled', value: 'yes', source: 'user', apply: 'requires-reboot' },
        { name: 'maxmemory-policy', value: 'noeviction', source: 'user', apply: 'immediate' },
      ],
    })
    const asked = world.replay.requests.filter(({ action }) => action === api('DescribeCacheParameters'))
    expect(asked.map(({ parameters }) => parameters['CacheParameterGroupName'])).not.toContain('default.redis7')
  })

  it.each([
    ['DescribeCacheSubnetGroups', ['/network'], 4],
    ['DescribeServerlessCaches', [], 3],
    ['ListTagsForResource', [], 4],
  ] as const)('without %s the rest is told, as partial', async (name, fields, caches) => {
    const outcome = await read({ action: api(name), does: 'denied' })
    expect(outcome.errors).toEqual([])
    expect(outcome.unknown[0]).toMatchObject({ kind: 'cache', fields })
    expect(names(outcome, 'cache')).toHaveLength(caches)
  })

  it('where replication groups are denied, never tells their nodes as caches', async () => {
    const outcome = await read({ action: api('DescribeReplicationGroups'), does: 'denied' })
    expect(outcome.errors).toMatchObject([{ code: 'collect-denied' }])
    expect(names(outcome, 'cache')).toEqual(['shop-production-pages'])
  })

  it('does not fail for a parameter group, or a cache, that was deleted while it read', async () => {
    const gone = (code: string) => ({
      ...{ status: 404 },
      body: [
        `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>gone</Message></Error></ErrorResponse>`,
      ],
    })
    const group = { CacheParameterGroupName: 'shop-production-unused', Source: 'user' }
    const cache = { ResourceName: arn('cluster:shop-production-pages') }
    world = await awsWorld({
      recordings: [
        ...shopRecordings.filter(
          ({ match }) =>
            match?.['CacheParameterGroupName'] !== group.CacheParameterGroupName &&
            match?.['ResourceName'] !== cache.ResourceName,
        ),
        { action: api('DescribeCacheParameters'), match: group, ...gone('CacheParameterGroupNotFound') },
        { action: api('ListTagsForResource'), match: cache, ...gone('CacheClusterNotFound') },
      ],
    })
    const outcome = await readCollector(awsElasticache, world)
    expect([outcome.errors, outcome.unknown]).toEqual([[], []])
    expect(names(outcome, 'cache-parameters')).not.toContain('shop-production-unused')
  })

  it('needs exactly what it calls, and only reads', async () => {
    await read()
    expect(world.replay.actions().filter((action) => !action.startsWith('sts:'))).toEqual(
      needsOf(awsElasticache as unknown as Collector),
    )
  })

  it.each([
    ['denied', 'collect-denied'],
    ['throttled', 'collect-throttled'],
    ['html-error', 'collect-malformed'],
    ['no-list', 'collect-malformed'],
    ['repeated-token', 'collect-malformed'],
    ['server-error', 'collect-failed'],
    ['reset', 'collect-unreachable'],
  ] as const)('tells %s as %s, for parameters alone', async (does, code) => {
    const outcome = await read({ action: api('DescribeCacheParameterGroups'), does })
    expect(outcome.errors).toMatchObject([{ code }])
    expect(names(outcome, 'cache')).toHaveLength(4)
  })
})
