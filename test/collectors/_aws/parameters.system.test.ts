import {
  CreateCacheParameterGroupCommand,
  ElastiCacheClient,
  ModifyCacheParameterGroupCommand,
} from '@aws-sdk/client-elasticache'
import {
  CreateDBClusterParameterGroupCommand,
  CreateDBInstanceCommand,
  CreateDBParameterGroupCommand,
  ModifyDBClusterParameterGroupCommand,
  ModifyDBParameterGroupCommand,
  RDSClient,
} from '@aws-sdk/client-rds'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { awsElasticache } from '../../../collectors/aws-elasticache/collector.ts'
import { awsRds } from '../../../collectors/aws-rds/collector.ts'
import { awsVariables, shopEnvironment, type AwsWorld } from '../../support/aws-world.ts'
import { startMinistack, type Ministack } from '../../support/ministack.ts'
import { byId, readCollector, type Outcome } from '../../support/read-collector.ts'

const production = '111111111111'
const staging = '222222222222'

let ministack: Ministack

beforeAll(async () => {
  ministack = await startMinistack()
  await Promise.all([fill(production, '500'), fill(staging, '100')])
}, 90_000)

afterAll(() => ministack.stop())

/** The same parameter groups in both accounts, with another `max_connections` in each. */
async function fill(account: string, connections: string): Promise<void> {
  const config = {
    ...{ region: 'eu-west-1', endpoint: ministack.url },
    credentials: { accessKeyId: account, secretAccessKey: 'a-secret-key' },
  }
  const rds = new RDSClient(config)
  const group = { DBParameterGroupName: 'shop-postgres15' }
  const family = { DBParameterGroupFamily: 'postgres15', Description: 'Of the shop' }
  await rds.send(new CreateDBParameterGroupCommand({ ...group, ...family }))
  const set = (ParameterName: string, ParameterValue: string) =>
    ({ ParameterName, ParameterValue, ApplyMethod: 'pending-reboot' }) as const
  const Parameters = [set('work_mem', '65536'), set('max_connections', connections)]
  await rds.send(new ModifyDBParameterGroupCommand({ ...group, Parameters }))
  await rds.send(
    new CreateDBInstanceCommand({
      ...{ DBInstanceIdentifier: 'shop-orders', DBInstanceClass: 'db.m6g.large', Engine: 'postgres', ...group },
      ...{ AllocatedStorage: 100, MasterUsername: 'shop', MasterUserPassword: 'not-a-secret-of-anybody' },
    }),
  )
  const clusters = { DBClusterParameterGroupName: 'shop-aurora15' }
  const aurora = { DBParameterGroupFamily: 'aurora-postgresql15', Description: 'Of the shop' }
  await rds.send(new CreateDBClusterParameterGroupCommand({ ...clusters, ...aurora }))
  await rds.send(new ModifyDBClusterParameterGroupCommand({ ...clusters, Parameters: [set('work_mem', '8192')] }))
  const cache = new ElastiCacheClient(config)
  const own = { CacheParameterGroupName: 'shop-redis7' }
  const redis = { CacheParameterGroupFamily: 'redis7', Description: 'Of the shop' }
  await cache.send(new CreateCacheParameterGroupCommand({ ...own, ...redis }))
  const ParameterNameValues = [{ ParameterName: 'maxmemory-policy', ParameterValue: 'allkeys-lru' }]
  await cache.send(new ModifyCacheParameterGroupCommand({ ...own, ParameterNameValues }))
}

function read(collector: unknown, account: string, settings: object = {}, key = account): Promise<Outcome> {
  return readCollector(collector, {
    settings: { account, regions: ['eu-west-1'], endpoint: ministack.url, maxAttempts: 1, ...settings },
    environment: { ...shopEnvironment, accounts: { main: account } },
    variables: { ...awsVariables(), AWS_ACCESS_KEY_ID: key },
  } as unknown as AwsWorld)
}

interface Parameter {
  readonly name: string
  readonly value?: string
  readonly unit?: string
  readonly source?: string
}

const parametersOf = (outcome: Outcome, id: string): readonly Parameter[] =>
  byId(outcome, id).attributes['parameters'] as unknown as readonly Parameter[]

describe('parameters of databases and caches, of a server that knows sources and defaults', () => {
  it('are those that somebody set, where nothing else is asked for', async () => {
    const outcome = await read(awsRds, production)
    expect(outcome.errors).toEqual([])
    expect(outcome.unknown).toEqual([])
    const found = parametersOf(outcome, 'shop-postgres15')
    expect(found.map(({ name, value, source }) => [name, value, source])).toEqual([
      ['max_connections', '500', 'user'],
      ['work_mem', '65536', 'user'],
    ])
    expect(found.find(({ name }) => name === 'work_mem')).toMatchObject({ unit: 'kB' })
    expect(parametersOf(outcome, 'shop-aurora15').map(({ name, value }) => [name, value])).toEqual([
      ['work_mem', '8192'],
    ])
    expect(byId(outcome, 'shop-orders').attributes).toMatchObject({ parameters: 'shop-postgres15' })
  })

  it('are the defaults of the engine too, where they are asked for', async () => {
    const found = parametersOf(await read(awsRds, production, { parameters: 'all' }), 'shop-postgres15')
    const sources = new Map(found.map(({ name, source }) => [name, source]))
    expect(sources.get('work_mem')).toBe('user')
    expect(sources.get('shared_buffers')).toBe('engine-default')
  })

  it('of a cache are without those of the system, also where a server tells more than it was asked for', async () => {
    const outcome = await read(awsElasticache, production)
    expect(outcome.errors).toEqual([])
    expect(parametersOf(outcome, 'shop-redis7').map(({ name, value }) => [name, value])).toEqual([
      ['maxmemory-policy', 'allkeys-lru'],
    ])
  })

  it('are those of the account that is meant, and nothing is read with the keys of another', async () => {
    const own = parametersOf(await read(awsRds, staging), 'shop-postgres15')
    expect(own.find(({ name }) => name === 'max_connections')).toMatchObject({ value: '100' })
    const { errors, resources } = await read(awsRds, staging, {}, production)
    expect(resources).toEqual([])
    expect(errors).toMatchObject(awsRds.reads.map(() => ({ code: 'collect-credentials' })))
    expect(String(errors[0])).toContain(`these belong to account ${production}`)
  })
})
