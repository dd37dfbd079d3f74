import {
  CreateClusterCommand,
  CreateServiceCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
} from '@aws-sdk/client-ecs'
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam'
import { CreateAliasCommand, CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms'
import { CreateBucketCommand, PutBucketVersioningCommand, S3Client } from '@aws-sdk/client-s3'
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { awsEcs } from '../../../collectors/aws-ecs/collector.ts'
import { awsIam } from '../../../collectors/aws-iam/collector.ts'
import { awsKms } from '../../../collectors/aws-kms/collector.ts'
import { awsLambda } from '../../../collectors/aws-lambda/collector.ts'
import { awsS3 } from '../../../collectors/aws-s3/collector.ts'
import { awsSecretsmanager } from '../../../collectors/aws-secretsmanager/collector.ts'
import { awsSsm } from '../../../collectors/aws-ssm/collector.ts'
import { canary } from '../../contracts/collector-contract.ts'
import { awsVariables, shopEnvironment, type AwsWorld } from '../../support/aws-world.ts'
import { startMoto, type Moto } from '../../support/moto.ts'
import { readCollector, type Outcome } from '../../support/read-collector.ts'

let moto: Moto
let world: AwsWorld
const region = 'eu-west-1'

beforeAll(async () => {
  moto = await startMoto()
  const credentials = { accessKeyId: '111111111111', secretAccessKey: 'x' }
  const config = { region, endpoint: moto.url, credentials }
  const variables = { ...awsVariables(), AWS_ACCESS_KEY_ID: '111111111111' }
  const settings = { account: '123456789012', regions: [region], endpoint: moto.url, values: 'fingerprint' }
  world = { settings, environment: shopEnvironment, variables, close: () => moto.stop() } as unknown as AwsWorld
  const trust = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: '222222222222' }, Action: 'sts:AssumeRole' }],
  }
  const iam = new IAMClient(config)
  await iam.send(new CreateRoleCommand({ RoleName: 'shop-api', AssumeRolePolicyDocument: JSON.stringify(trust) }))
  const permissions = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' } }
  const inline = { RoleName: 'shop-api', PolicyName: 'read', PolicyDocument: JSON.stringify(permissions) }
  await iam.send(new PutRolePolicyCommand(inline))
  const kms = new KMSClient(config)
  const { KeyMetadata: key } = await kms.send(new CreateKeyCommand({ Description: 'Orders' }))
  await kms.send(new CreateAliasCommand({ AliasName: 'alias/shop-orders', TargetKeyId: key?.KeyId }))
  const s3 = new S3Client({ ...config, forcePathStyle: true })
  const location = { LocationConstraint: region } as const
  await s3.send(new CreateBucketCommand({ Bucket: 'shop-assets', CreateBucketConfiguration: location }))
  const versioning = { Status: 'Enabled' } as const
  await s3.send(new PutBucketVersioningCommand({ Bucket: 'shop-assets', VersioningConfiguration: versioning }))
  const elsewhere = new S3Client({ ...config, region: 'us-east-1', forcePathStyle: true })
  await elsewhere.send(new CreateBucketCommand({ Bucket: 'shop-elsewhere' }))
  const secrets = new SecretsManagerClient(config)
  await secrets.send(new CreateSecretCommand({ Name: 'shop/db', SecretString: canary }))
  const ssm = new SSMClient(config)
  await ssm.send(new PutParameterCommand({ Name: '/shop/token', Type: 'SecureString', Value: canary }))
  const ecs = new ECSClient(config)
  await ecs.send(new CreateClusterCommand({ clusterName: 'shop' }))
  const environment = [{ name: 'API_SECRET', value: canary }]
  const containerDefinitions = [{ name: 'api', image: 'shop/api:1.8.2', memory: 512, environment }]
  await ecs.send(new RegisterTaskDefinitionCommand({ family: 'api', containerDefinitions }))
  await ecs.send(
    new CreateServiceCommand({ cluster: 'shop', serviceName: 'api', taskDefinition: 'api', desiredCount: 2 }),
  )
})

afterAll(() => moto.stop())

describe('services of AWS, as moto plays them', () => {
  const expected: readonly (readonly [{ readonly id: string }, readonly string[]])[] = [
    [awsEcs, ['shop', 'api']],
    [awsIam, ['shop-api']],
    [awsKms, ['shop-orders']],
    [awsLambda, []],
    [awsS3, ['shop-assets']],
    [awsSecretsmanager, ['shop/db']],
    [awsSsm, ['/shop/token']],
  ]

  it.each(expected)('$id', async (collector, names) => {
    const outcome: Outcome = await readCollector(collector, world)
    expect([outcome.errors, outcome.unknown]).toEqual([[], []])
    expect(outcome.resources.map(({ name }) => name)).toEqual(names)
    expect(JSON.stringify(outcome)).not.toContain(canary)
  })
})
