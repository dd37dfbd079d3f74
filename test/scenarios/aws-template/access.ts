import {
  AddRoleToInstanceProfileCommand,
  AttachRolePolicyCommand,
  CreateInstanceProfileCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam'
import { CreateAliasCommand, CreateKeyCommand, EnableKeyRotationCommand } from '@aws-sdk/client-kms'
import {
  CreateBucketCommand,
  PutBucketEncryptionCommand,
  PutBucketNotificationConfigurationCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutPublicAccessBlockCommand,
} from '@aws-sdk/client-s3'
import type { Clients } from './clients.ts'
import { given, type Place } from './place.ts'

export const document = (...Statement: readonly object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement })

const servedBy = (service: string): object => ({
  Effect: 'Allow',
  Principal: { Service: `${service}.amazonaws.com` },
  Action: 'sts:AssumeRole',
})

/** Whom the role that deploys trusts: a pipeline of its own account, under an external id. */
export const deployTrust = (accounts: readonly string[]): string =>
  document({
    Effect: 'Allow',
    Principal: { AWS: accounts.map((account) => `arn:aws:iam::${account}:role/pipeline`) },
    Action: 'sts:AssumeRole',
    Condition: { StringEquals: { 'sts:ExternalId': 'shop-pipeline' } },
  })

/** Roles, policies, an instance profile, a key and buckets, whose policies name the account, its buckets and its parameters. */
export async function buildAccess(clients: Clients, place: Place): Promise<{ readonly key: string }> {
  const { iam } = clients
  const { prefix, account, region, environment } = place
  const assets = `arn:aws:s3:::${prefix}-assets`
  await iam.send(
    new CreateRoleCommand({ RoleName: `${prefix}-app`, AssumeRolePolicyDocument: document(servedBy('ec2')) }),
  )
  await iam.send(
    new CreateRoleCommand({ RoleName: `${prefix}-task`, AssumeRolePolicyDocument: document(servedBy('ecs-tasks')) }),
  )
  await iam.send(
    new CreateRoleCommand({ RoleName: `${prefix}-thumbs`, AssumeRolePolicyDocument: document(servedBy('lambda')) }),
  )
  await iam.send(
    new CreateRoleCommand({ RoleName: `${prefix}-deploy`, AssumeRolePolicyDocument: deployTrust([account]) }),
  )
  await iam.send(
    new PutRolePolicyCommand({
      ...{ RoleName: `${prefix}-app`, PolicyName: 'assets' },
      PolicyDocument: document(
        { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: [assets, `${assets}/*`] },
        {
          Effect: 'Allow',
          Action: 'ssm:GetParameter*',
          Resource: `arn:aws:ssm:${region}:${account}:parameter/shop/${environment}/*`,
        },
      ),
    }),
  )
  const { Policy } = await iam.send(
    new CreatePolicyCommand({
      PolicyName: `${prefix}-secrets`,
      PolicyDocument: document({
        Effect: 'Allow',
        Action: 'secretsmanager:GetSecretValue',
        Resource: `arn:aws:secretsmanager:${region}:${account}:secret:shop/${environment}/*`,
      }),
    }),
  )
  for (const part of ['app', 'task', 'thumbs'])
    await iam.send(new AttachRolePolicyCommand({ RoleName: `${prefix}-${part}`, PolicyArn: given(Policy?.Arn) }))
  await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: `${prefix}-app` }))
  await iam.send(
    new AddRoleToInstanceProfileCommand({ InstanceProfileName: `${prefix}-app`, RoleName: `${prefix}-app` }),
  )
  const key = await buildKey(clients, place)
  await buildBuckets(clients, place, key)
  return { key }
}

async function buildKey({ kms }: Clients, { prefix, account }: Place): Promise<string> {
  const { KeyMetadata } = await kms.send(
    new CreateKeyCommand({
      Description: `data of ${prefix}`,
      Policy: document(
        {
          Sid: 'root',
          Effect: 'Allow',
          Principal: { AWS: `arn:aws:iam::${account}:root` },
          Action: 'kms:*',
          Resource: '*',
        },
        {
          ...{ Sid: 'app', Effect: 'Allow', Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: '*' },
          Principal: { AWS: `arn:aws:iam::${account}:role/${prefix}-app` },
        },
      ),
    }),
  )
  const key = given(KeyMetadata?.KeyId)
  await kms.send(new CreateAliasCommand({ AliasName: `alias/${prefix}-data`, TargetKeyId: key }))
  await kms.send(new EnableKeyRotationCommand({ KeyId: key }))
  return given(KeyMetadata?.Arn)
}

/** What keeps a bucket from being open to everybody. */
export const closed = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
}

async function buildBuckets({ s3 }: Clients, { prefix, account, region }: Place, key: string): Promise<void> {
  for (const part of ['assets', 'exports']) {
    const Bucket = `${prefix}-${part}`
    await s3.send(
      new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: region as 'eu-west-1' } }),
    )
    await s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: closed }))
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }))
    const rule = { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: key } as const
    await s3.send(
      new PutBucketEncryptionCommand({
        Bucket,
        ServerSideEncryptionConfiguration: { Rules: [{ ApplyServerSideEncryptionByDefault: rule }] },
      }),
    )
    const Resource = [`arn:aws:s3:::${Bucket}`, `arn:aws:s3:::${Bucket}/*`]
    await s3.send(
      new PutBucketPolicyCommand({
        Bucket,
        Policy: document(
          {
            ...{ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource },
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          },
          {
            ...{ Effect: 'Allow', Action: 's3:GetObject', Resource: Resource[1] },
            Principal: { AWS: `arn:aws:iam::${account}:role/${prefix}-app` },
          },
        ),
      }),
    )
  }
}

/** Lets the function that makes small pictures be told of uploads whose names end in one of these, and the bus of all of them. */
export async function tellOfUploads(
  { s3 }: Clients,
  { prefix, account, region }: Place,
  endings: readonly string[],
): Promise<void> {
  await s3.send(
    new PutBucketNotificationConfigurationCommand({
      Bucket: `${prefix}-assets`,
      NotificationConfiguration: {
        LambdaFunctionConfigurations: endings.map((Value) => ({
          LambdaFunctionArn: `arn:aws:lambda:${region}:${account}:function:${prefix}-thumbs`,
          Events: ['s3:ObjectCreated:*'],
          Filter: {
            Key: {
              FilterRules: [
                { Name: 'prefix', Value: 'uploads/' },
                { Name: 'suffix', Value },
              ],
            },
          },
        })),
        EventBridgeConfiguration: {},
      },
    }),
  )
}
