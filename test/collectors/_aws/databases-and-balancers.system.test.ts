import {
  ConfigureHealthCheckCommand,
  CreateLoadBalancerCommand as CreateClassicCommand,
  ElasticLoadBalancingClient,
} from '@aws-sdk/client-elastic-load-balancing'
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
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam'
import { AddPermissionCommand, CreateAliasCommand, CreateFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda'
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { awsElasticache } from '../../../collectors/aws-elasticache/collector.ts'
import { awsElb } from '../../../collectors/aws-elb/collector.ts'
import { awsElbv2 } from '../../../collectors/aws-elbv2/collector.ts'
import { awsLambda } from '../../../collectors/aws-lambda/collector.ts'
import { awsRds } from '../../../collectors/aws-rds/collector.ts'
import { awsS3 } from '../../../collectors/aws-s3/collector.ts'
import { awsSsm } from '../../../collectors/aws-ssm/collector.ts'
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
  await Promise.all([
    ...[makeBalancer(config), makeClassicBalancer(config), makeDatabases(config), makeCache(config)],
    ...[makeFunction(config), makeParameter(config), makeBucket(moto.url)],
  ])
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

async function makeClassicBalancer(config: Config): Promise<void> {
  const elb = new ElasticLoadBalancingClient(config ?? {})
  const LoadBalancerName = 'shop-legacy'
  await elb.send(
    new CreateClassicCommand({
      ...{ LoadBalancerName, AvailabilityZones: ['eu-west-1a', 'eu-west-1b'] },
      Listeners: [{ Protocol: 'HTTP', LoadBalancerPort: 80, InstanceProtocol: 'HTTP', InstancePort: 8080 }],
      Tags: [{ Key: 'Service', Value: 'web' }],
    }),
  )
  const HealthCheck = {
    Target: 'HTTP:8080/health',
    Interval: 30,
    Timeout: 5,
    UnhealthyThreshold: 2,
    HealthyThreshold: 3,
  }
  await elb.send(new ConfigureHealthCheckCommand({ LoadBalancerName, HealthCheck }))
}

/** An archive that is empty, which is all that the simulator asks for. */
const emptyArchive = Buffer.concat([Buffer.from('504b0506', 'hex'), Buffer.alloc(18)])

async function makeFunction(config: Config): Promise<void> {
  const { Role } = await new IAMClient(config ?? {}).send(
    new CreateRoleCommand({
      RoleName: 'shop-invoice',
      AssumeRolePolicyDocument: '{"Version":"2012-10-17","Statement":[]}',
    }),
  )
  const lambda = new LambdaClient(config ?? {})
  const FunctionName = 'shop-invoice'
  await lambda.send(
    new CreateFunctionCommand({
      ...{ FunctionName, Role: Role?.Arn, Runtime: 'nodejs20.x', Handler: 'index.handler', Publish: true },
      Code: { ZipFile: emptyArchive },
    }),
  )
  await lambda.send(new CreateAliasCommand({ FunctionName, Name: 'live', FunctionVersion: '1' }))
  await lambda.send(
    new AddPermissionCommand({
      ...{ FunctionName, StatementId: 'nightly', Action: 'lambda:InvokeFunction', Principal: 'events.amazonaws.com' },
      SourceArn: 'arn:aws:events:eu-west-1:123456789012:rule/shop-nightly',
    }),
  )
}

async function makeParameter(config: Config): Promise<void> {
  const tags = [{ Key: 'Service', Value: 'orders' }]
  await new SSMClient(config ?? {}).send(
    new PutParameterCommand({ Name: '/shop/db/host', Type: 'String', Value: 'db.shop.example', Tags: tags }),
  )
}

async function makeBucket(endpoint: string): Promise<void> {
  const credentials = { accessKeyId: 'AKIASTART00000000000', secretAccessKey: 'a-secret-key' }
  const s3 = new S3Client({ region: 'eu-west-1', endpoint, credentials, forcePathStyle: true })
  const place = { LocationConstraint: 'eu-west-1' } as const
  await s3.send(new CreateBucketCommand({ Bucket: 'shop-assets', CreateBucketConfiguration: place }))
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

it('reads a classic load balancer out of moto', async () => {
  const outcome = await readCollector(awsElb, world)
  expect([outcome.errors, outcome.unknown]).toEqual([[], []])
  expect(outcome.resources.map(({ name, tags }) => [name, tags])).toEqual([['shop-legacy', { Service: 'web' }]])
  expect(named(outcome, 'load-balancer', 'shop-legacy')).toMatchObject({
    type: 'classic',
    zones: 2,
    listeners: [{ listener: 'HTTP:80', action: 'forward to HTTP:8080' }],
    attributes: expect.arrayContaining([{ name: 'health_check.target', value: 'HTTP:8080/health' }]) as unknown[],
  })
})

it('reads a function with its alias and who may call it out of moto', async () => {
  const outcome = await readCollector(awsLambda, world)
  expect([outcome.errors, outcome.unknown]).toEqual([[], []])
  expect(named(outcome, 'serverless-function', 'shop-invoice')).toMatchObject({
    aliases: [{ alias: 'live', version: '1' }],
    policy: [{ principal: 'service events.amazonaws.com', resources: ['itself'] }],
    triggers: [],
  })
})

it('reads a parameter with its tags, and a bucket with what its account closes, out of moto', async () => {
  const parameters = await readCollector(awsSsm, world)
  expect([parameters.errors, parameters.unknown]).toEqual([[], []])
  expect(parameters.resources.find(({ id }) => id === '/shop/db/host')?.tags).toEqual({ Service: 'orders' })
  const buckets = await readCollector(awsS3, world)
  expect([buckets.errors, buckets.unknown]).toEqual([[], []])
  expect(named(buckets, 'bucket', 'shop-assets')).toMatchObject({ accountBlock: [], public: false })
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
