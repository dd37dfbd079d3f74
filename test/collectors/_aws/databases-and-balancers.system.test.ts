import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateRuleCommand,
  CreateTargetGroupCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { CreateReplicationGroupCommand, ElastiCacheClient } from '@aws-sdk/client-elasticache'
import { DescribeSubnetsCommand, EC2Client } from '@aws-sdk/client-ec2'
import { CreateDBClusterCommand, CreateDBInstanceCommand, RDSClient } from '@aws-sdk/client-rds'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { awsElasticache } from '../../../collectors/aws-elasticache/collector.ts'
import { awsElbv2 } from '../../../collectors/aws-elbv2/collector.ts'
import { awsRds } from '../../../collectors/aws-rds/collector.ts'
import { awsVariables, shopEnvironment, type AwsWorld } from '../../support/aws-world.ts'
import { startMoto, type Moto } from '../../support/moto.ts'
import { plain, readCollector, type Outcome } from '../../support/read-collector.ts'

let moto: Moto
let world: AwsWorld

beforeAll(async () => {
  moto = await startMoto()
  world = {
    settings: { regions: ['eu-west-1'], endpoint: moto.url, maxAttempts: 1 },
    environment: { ...shopEnvironment, accounts: {} },
    variables: awsVariables(),
  } as unknown as AwsWorld
  const config = {
    ...{ region: 'eu-west-1', endpoint: moto.url },
    credentials: { accessKeyId: 'AKIASTART00000000000', secretAccessKey: 'a-secret-key' },
  }
  await Promise.all([makeBalancer(config), makeDatabases(config), makeCache(config)])
}, 90_000)

afterAll(() => moto.stop())

type Config = ConstructorParameters<typeof EC2Client>[0]

async function makeBalancer(config: Config): Promise<void> {
  const { Subnets = [] } = await new EC2Client(config ?? {}).send(new DescribeSubnetsCommand({}))
  const elb = new ElasticLoadBalancingV2Client(config ?? {})
  const { LoadBalancers: [balancer] = [] } = await elb.send(
    new CreateLoadBalancerCommand({ Name: 'shop-web', Subnets: Subnets.slice(0, 2).map((one) => one.SubnetId ?? '') }),
  )
  const { TargetGroups: [group] = [] } = await elb.send(
    new CreateTargetGroupCommand({ Name: 'shop-web', Protocol: 'HTTP', Port: 8080, VpcId: Subnets[0]?.VpcId }),
  )
  const forward = { Type: 'forward', TargetGroupArn: group?.TargetGroupArn } as const
  const { Listeners: [listener] = [] } = await elb.send(
    new CreateListenerCommand({
      ...{ LoadBalancerArn: balancer?.LoadBalancerArn, Protocol: 'HTTP', Port: 80 },
      DefaultActions: [
        { Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404', ContentType: 'text/plain' } },
      ],
    }),
  )
  await elb.send(
    new CreateRuleCommand({
      ...{ ListenerArn: listener?.ListenerArn, Priority: 7, Actions: [forward] },
      Conditions: [{ Field: 'path-pattern', Values: ['/v1/*'] }],
    }),
  )
}

async function makeDatabases(config: Config): Promise<void> {
  const rds = new RDSClient(config ?? {})
  const cluster = { DBClusterIdentifier: 'shop-orders', Engine: 'aurora-postgresql' }
  await rds.send(
    new CreateDBClusterCommand({ ...cluster, MasterUsername: 'shop', MasterUserPassword: 'a-long-password' }),
  )
  await rds.send(
    new CreateDBInstanceCommand({ ...cluster, DBInstanceIdentifier: 'shop-orders-1', DBInstanceClass: 'db.r6g.large' }),
  )
}

async function makeCache(config: Config): Promise<void> {
  await new ElastiCacheClient(config ?? {}).send(
    new CreateReplicationGroupCommand({
      ...{ ReplicationGroupId: 'shop-sessions', ReplicationGroupDescription: 'shop', Engine: 'redis' },
      ...{
        CacheNodeType: 'cache.t4g.small',
        NumNodeGroups: 1,
        ReplicasPerNodeGroup: 1,
        AutomaticFailoverEnabled: true,
      },
    }),
  )
}

const named = (outcome: Outcome, kind: string, name: string): unknown =>
  plain(outcome.resources.find((one) => one.kind === kind && one.name === name)?.attributes)

it('reads a load balancer with its rules, and a target group, out of moto', async () => {
  const outcome = await readCollector(awsElbv2, world)
  expect([outcome.errors, outcome.unknown]).toEqual([[], []])
  expect(named(outcome, 'load-balancer', 'shop-web')).toMatchObject({
    type: 'application',
    zones: 2,
    listeners: [{ listener: 'HTTP:80', action: 'fixed-response 404 text/plain' }],
    rules: [{ listener: 'HTTP:80', conditions: 'path-pattern /v1/*', priority: 7, action: 'forward' }],
  })
  expect(named(outcome, 'target-group', 'shop-web')).toMatchObject({ protocol: 'HTTP', port: 8080, stickiness: 'off' })
})

it('reads a cluster with its member out of moto', async () => {
  const outcome = await readCollector(awsRds, world)
  expect(outcome.errors).toEqual([])
  expect(named(outcome, 'database-cluster', 'shop-orders')).toMatchObject({ engine: 'aurora-postgresql', readers: 0 })
  expect(named(outcome, 'database-instance', 'shop-orders-1')).toMatchObject({ cluster: 'shop-orders' })
})

it('reads a replication group out of moto, which knows no serverless caches', async () => {
  const outcome = await readCollector(awsElasticache, world)
  expect(named(outcome, 'cache', 'shop-sessions')).toMatchObject({ deployment: 'unsharded', replicas: 1 })
})
