import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { awsIam } from '../../../collectors/aws-iam/collector.ts'
import { awsKms } from '../../../collectors/aws-kms/collector.ts'
import { awsLambda } from '../../../collectors/aws-lambda/collector.ts'
import { awsS3 } from '../../../collectors/aws-s3/collector.ts'
import { awsSecretsmanager } from '../../../collectors/aws-secretsmanager/collector.ts'
import { awsSsm } from '../../../collectors/aws-ssm/collector.ts'
import { terraformState } from '../../../collectors/terraform-state/collector.ts'
import { kindOf } from '../../../src/model/kinds/index.ts'
import type { CollectedResource } from '../../../src/model/resource.ts'
import { canary } from '../../contracts/collector-contract.ts'
import { awsWorld, type AwsWorld } from '../../support/aws-world.ts'
import { readCollector } from '../../support/read-collector.ts'
import { collectFiles, type Outcome } from '../_files/workspace.ts'
import { stateText, type Given } from './states.ts'

const read = (...instances: readonly Given[]): Promise<Outcome> =>
  collectFiles(terraformState, { 'production.tfstate': stateText(...instances) }, { state: 'production.tfstate' })

let world: AwsWorld
let observed: readonly CollectedResource[]

beforeAll(async () => {
  world = await awsWorld()
  const collectors = [awsIam, awsKms, awsLambda, awsS3, awsSecretsmanager, awsSsm]
  observed = (await Promise.all(collectors.map((one) => readCollector(one, world)))).flatMap((one) => one.resources)
})
afterAll(() => world.close())

const cannotKnow = Object.assign({}, ...terraformState.reads.map((one) => one.cannotKnow ?? {})) as Readonly<
  Record<string, readonly string[]>
>

/** What is compared of a resource: nothing volatile, secret or at its default, and nothing that a state cannot know. */
function compared(resource: CollectedResource | undefined): unknown {
  const fields = kindOf(resource?.kind ?? '')?.fields ?? {}
  const kept = Object.entries(resource?.attributes ?? {}).filter(([name, value]) => {
    const field = fields[name]
    const empty = Array.isArray(value) && value.length === 0
    const known = !(cannotKnow[resource?.kind ?? ''] ?? []).includes(`/${name}`)
    return known && !empty && field?.volatile !== true && value !== field?.default
  })
  // Both are fingerprinted, each by a key of its own here.
  const text = JSON.stringify(Object.fromEntries(kept)).replaceAll(/"(hmac|keyId)":"\w+"/g, '"$1":""')
  return JSON.parse(text)
}

const account = '111111111111'
const key = '00000000-1111-4222-8333-444444444444'
const keyArn = `arn:aws:kms:eu-west-1:${account}:key/${key}`

const trust = (service: string): string =>
  JSON.stringify({ Statement: [{ Effect: 'Allow', Action: ['sts:AssumeRole'], Principal: { Service: [service] } }] })

const states: Readonly<Record<string, readonly Given[]>> = {
  [`arn:aws:iam::${account}:role/shop-production-api`]: [
    {
      type: 'aws_iam_role',
      attributes: {
        arn: `arn:aws:iam::${account}:role/shop-production-api`,
        name: 'shop-production-api',
        path: '/',
        assume_role_policy: trust('ecs-tasks.amazonaws.com'),
        permissions_boundary: `arn:aws:iam::${account}:policy/boundary`,
        managed_policy_arns: ['arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess'],
      },
    },
    {
      type: 'aws_iam_role_policy_attachment',
      attributes: { role: 'shop-production-api', policy_arn: `arn:aws:iam::${account}:policy/shop-production-queue` },
    },
    {
      type: 'aws_iam_instance_profile',
      attributes: { role: 'shop-production-api', name: 'shop-production-api' },
    },
    {
      type: 'aws_iam_role_policy',
      attributes: {
        role: 'shop-production-api',
        policy: JSON.stringify({
          Statement: [
            { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::shop-production-uploads/*' },
            {
              Effect: 'Allow',
              Action: ['s3:PutObject', 's3:GetObject'],
              Resource: ['arn:aws:s3:::shop-production-assets/*'],
            },
            { Effect: 'Allow', Action: ['kms:Decrypt'], Resource: [keyArn] },
            { Effect: 'Deny', NotAction: ['sts:*', 'iam:*'], Resource: ['*'] },
          ],
        }),
      },
    },
  ],
  [key]: [
    {
      type: 'aws_kms_key',
      attributes: {
        arn: keyArn,
        key_id: key,
        description: 'Orders',
        customer_master_key_spec: 'SYMMETRIC_DEFAULT',
        key_usage: 'ENCRYPT_DECRYPT',
        is_enabled: true,
        multi_region: false,
        enable_key_rotation: true,
        rotation_period_in_days: 180,
        policy: JSON.stringify({
          Statement: [
            { Effect: 'Allow', Principal: { AWS: account }, Action: 'kms:*', Resource: '*' },
            {
              Effect: 'Allow',
              Principal: { Service: 'logs.eu-west-1.amazonaws.com' },
              Action: ['kms:Encrypt', 'kms:Decrypt'],
              Resource: '*',
            },
          ],
        }),
      },
    },
    { type: 'aws_kms_alias', attributes: { name: 'alias/shop-production-orders', target_key_id: key } },
  ],
  [`arn:aws:lambda:eu-west-1:${account}:function:shop-production-invoice`]: [
    {
      type: 'aws_lambda_function',
      attributes: {
        arn: `arn:aws:lambda:eu-west-1:${account}:function:shop-production-invoice`,
        function_name: 'shop-production-invoice',
        runtime: 'nodejs20.x',
        handler: 'index.handler',
        package_type: 'Zip',
        architectures: ['arm64'],
        memory_size: 512,
        timeout: 15,
        ephemeral_storage: [{ size: 1024 }],
        layers: [
          `arn:aws:lambda:eu-west-1:${account}:layer:shared:9`,
          'arn:aws:lambda:eu-west-1:999999999999:layer:Extension:58',
        ],
        code_sha256: 'q0+aaaa=',
        environment: [{ variables: { PAYMENT_RETRIES: '3', API_SECRET: canary } }],
        kms_key_arn: keyArn,
        role: `arn:aws:iam::${account}:role/shop-production-invoice`,
        vpc_config: [
          {
            vpc_id: 'vpc-0aaa0000000000001',
            subnet_ids: ['subnet-0aaa0000000000010'],
            security_group_ids: ['sg-0aaa0000000000001'],
          },
        ],
        reserved_concurrent_executions: 20,
        dead_letter_config: [{ target_arn: `arn:aws:sqs:eu-west-1:${account}:shop-production-dead` }],
        tracing_config: [{ mode: 'Active' }],
        logging_config: [{ log_format: 'JSON', log_group: '/aws/lambda/shop-production-invoice' }],
        file_system_config: [{ local_mount_path: '/mnt/data' }],
      },
    },
  ],
  'shop-production-assets': [
    {
      type: 'aws_s3_bucket',
      attributes: {
        arn: 'arn:aws:s3:::shop-production-assets',
        bucket: 'shop-production-assets',
        object_lock_enabled: true,
      },
    },
    {
      type: 'aws_s3_bucket_versioning',
      attributes: {
        bucket: 'shop-production-assets',
        versioning_configuration: [{ status: 'Enabled', mfa_delete: '' }],
      },
    },
    {
      type: 'aws_s3_bucket_server_side_encryption_configuration',
      attributes: {
        bucket: 'shop-production-assets',
        rule: [
          {
            apply_server_side_encryption_by_default: [{ sse_algorithm: 'aws:kms', kms_master_key_id: keyArn }],
            bucket_key_enabled: true,
          },
        ],
      },
    },
    {
      type: 'aws_s3_bucket_public_access_block',
      attributes: {
        bucket: 'shop-production-assets',
        block_public_acls: true,
        block_public_policy: true,
        ignore_public_acls: true,
        restrict_public_buckets: true,
      },
    },
    {
      type: 'aws_s3_bucket_ownership_controls',
      attributes: { bucket: 'shop-production-assets', rule: [{ object_ownership: 'BucketOwnerEnforced' }] },
    },
    {
      type: 'aws_s3_bucket_logging',
      attributes: {
        bucket: 'shop-production-assets',
        target_bucket: 'shop-production-logs',
        target_prefix: 'assets/',
      },
    },
    {
      type: 'aws_s3_bucket_policy',
      attributes: {
        bucket: 'shop-production-assets',
        policy: JSON.stringify({
          Statement: {
            Effect: 'Allow',
            Principal: { Service: 'cloudfront.amazonaws.com' },
            Action: ['s3:GetObject'],
            Resource: ['arn:aws:s3:::shop-production-assets/*'],
            Condition: {
              StringEquals: { 'AWS:SourceArn': [`arn:aws:cloudfront::${account}:distribution/E1234567890ABC`] },
            },
          },
        }),
      },
    },
  ],
  [`arn:aws:secretsmanager:eu-west-1:${account}:secret:shop/production/db-AbCdEf`]: [
    {
      type: 'aws_secretsmanager_secret',
      attributes: {
        arn: `arn:aws:secretsmanager:eu-west-1:${account}:secret:shop/production/db-AbCdEf`,
        name: 'shop/production/db',
        description: 'Orders',
        kms_key_id: keyArn,
        replica: [{ region: 'eu-central-1' }],
      },
    },
    {
      type: 'aws_secretsmanager_secret_rotation',
      attributes: {
        secret_id: `arn:aws:secretsmanager:eu-west-1:${account}:secret:shop/production/db-AbCdEf`,
        rotation_enabled: true,
        rotation_lambda_arn: `arn:aws:lambda:eu-west-1:${account}:function:shop-production-rotate`,
        rotation_rules: [{ automatically_after_days: 30 }],
      },
    },
  ],
  '/shop/production/db/password': [
    {
      type: 'aws_ssm_parameter',
      attributes: {
        arn: `arn:aws:ssm:eu-west-1:${account}:parameter/shop/production/db/password`,
        name: '/shop/production/db/password',
        type: 'SecureString',
        tier: 'Advanced',
        data_type: 'text',
        key_id: 'alias/aws/ssm',
        value: canary,
        version: 12,
      },
    },
  ],
}

describe('a state and the account say the same of', () => {
  it.each(Object.entries(states))('%s', async (id, instances) => {
    const { resources, errors } = await read(...instances)
    expect(errors).toEqual([])
    const declared = resources.find((one) => one.id === id)
    const seen = observed.find((one) => one.id === id)
    expect(compared(declared)).toEqual(compared(seen))
    expect(Object.keys(compared(declared) as object).length).toBeGreaterThan(1)
    expect(declared?.identifiers).toContain(id)
    expect(JSON.stringify(resources)).not.toContain(canary)
  })
})

it('a policy that is none costs its kind, and is told without its text', async () => {
  const { errors } = await read({
    type: 'aws_iam_policy',
    attributes: { arn: `arn:aws:iam::${account}:policy/shop`, name: 'shop', policy: `{"Statement": ${canary}` },
  })
  expect(JSON.stringify(errors)).toContain('is not a policy')
  expect(JSON.stringify(errors)).not.toContain(canary)
})
