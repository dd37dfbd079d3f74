import { describe, expect, it } from 'vitest'
import { terraformState } from '../../../collectors/terraform-state/collector.ts'
import { plain } from '../../support/read-collector.ts'
import { collectFiles } from '../_files/workspace.ts'
import { stateText, type Given } from './states.ts'

async function bucketOf(attributes: Readonly<Record<string, unknown>>, ...others: readonly Given[]): Promise<unknown> {
  const own = { type: 'aws_s3_bucket', attributes: { bucket: 'shop-assets', ...attributes } }
  const files = { 'production.tfstate': stateText(own, ...others) }
  const { resources, errors } = await collectFiles(terraformState, files, { state: 'production.tfstate' })
  expect(errors).toEqual([])
  expect(resources).toHaveLength(1)
  return plain(resources[0]?.attributes)
}

const beside = (type: string, attributes: Readonly<Record<string, unknown>>): Given => ({
  type: `aws_s3_bucket_${type}`,
  attributes: { bucket: 'shop-assets', ...attributes },
})

const cors = {
  cors_rule: [
    {
      allowed_methods: ['PUT', 'GET'],
      allowed_origins: ['https://shop.example'],
      expose_headers: [],
      max_age_seconds: 60,
    },
  ],
}

describe('what stands beside a bucket in a state', () => {
  it('is closed by what closes its account, where the state has one', async () => {
    const account = {
      type: 'aws_s3_account_public_access_block',
      attributes: { account_id: '111111111111', block_public_policy: true, restrict_public_buckets: true },
    }
    const own = beside('public_access_block', { block_public_acls: true })
    expect(await bucketOf({}, own, account)).toMatchObject({
      publicAccessBlock: ['block-acls', 'block-policy', 'restrict-buckets'],
      accountBlock: ['block-policy', 'restrict-buckets'],
    })
    const alone = await bucketOf({}, own)
    expect(alone).toMatchObject({ publicAccessBlock: ['block-acls'] })
    expect(alone).not.toHaveProperty('accountBlock')
    // Of two accounts in one state nobody can say which is the bucket’s.
    expect(await bucketOf({}, own, account, account)).not.toHaveProperty('accountBlock')
  })

  it('is a part of it, and no resource of its own', async () => {
    const found = await bucketOf(
      {},
      beside('cors_configuration', cors),
      beside('website_configuration', {
        index_document: [{ suffix: 'index.html' }],
        error_document: [{ key: 'error.html' }],
      }),
      beside('accelerate_configuration', { status: 'Enabled' }),
      beside('object_lock_configuration', { rule: [{ default_retention: [{ mode: 'COMPLIANCE', years: 2 }] }] }),
      beside('lifecycle_configuration', {
        rule: [
          {
            id: 'old',
            status: 'Disabled',
            filter: [{ and: [{ prefix: 'logs/', tags: { Keep: 'no' }, object_size_greater_than: 1024 }] }],
            noncurrent_version_transition: [{ noncurrent_days: 30, storage_class: 'GLACIER' }],
          },
        ],
      }),
    )
    expect(found).toMatchObject({
      cors: ['GET,PUT from https://shop.example for 60 s'],
      website: 'index.html error.html',
      acceleration: true,
      retention: 'COMPLIANCE 2 years',
      lifecycle: [
        {
          rule: 'old for logs/',
          enabled: false,
          filter: 'tag:Keep=no larger than 1024',
          transitions: ['noncurrent 30 GLACIER'],
        },
      ],
    })
  })

  it('is the same as blocks of the bucket, where the provider is older', async () => {
    const found = await bucketOf({
      ...cors,
      website: [{ redirect_all_requests_to: 'www.shop.example' }],
      acceleration_status: 'Enabled',
      object_lock_configuration: [{ rule: [{ default_retention: [{ mode: 'GOVERNANCE', days: 7 }] }] }],
      replication_configuration: [
        { rules: [{ status: 'Enabled', prefix: 'a/', destination: [{ bucket: 'arn:aws:s3:::shop-copy' }] }] },
      ],
      lifecycle_rule: [
        {
          id: 'old',
          enabled: true,
          prefix: 'logs/',
          expiration: [{ days: 30 }],
          noncurrent_version_expiration: [{ days: 9 }],
          abort_incomplete_multipart_upload_days: 3,
        },
      ],
    })
    expect(found).toMatchObject({
      cors: ['GET,PUT from https://shop.example for 60 s'],
      website: 'redirect to www.shop.example',
      acceleration: true,
      retention: 'GOVERNANCE 7 days',
      replication: ['to shop-copy, prefix a/'],
      lifecycle: [{ rule: 'old for logs/', enabled: true, expiration: 30, noncurrentExpiration: 9, abortUploads: 3 }],
    })
  })
})
