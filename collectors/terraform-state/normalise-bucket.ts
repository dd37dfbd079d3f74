import { bucketResource, type BucketInput, type PublicAccessBlock } from '../_aws/shapes/bucket.ts'
import { bucket } from '../../src/model/kinds/bucket.ts'
import type { CollectedResource } from '../../src/model/resource.ts'
import { afterApply, AttributeReader } from './attribute-reader.ts'
import { besides } from './beside.ts'
import {
  accelerationOf,
  corsOf,
  lifecycleOf,
  notificationsOf,
  replicationOf,
  retentionOf,
  websiteOf,
} from './bucket-parts.ts'
import { managedOf } from './managed.ts'
import { defineMapping, type MappingContext } from './mapping.ts'
import { policyOf } from './normalise-access.ts'
import { originOf } from './origin.ts'

/** The settings that are a resource of their own since version 4 of the provider; before, they are blocks of the bucket. */
const beside = {
  acceleration: 'aws_s3_bucket_accelerate_configuration',
  cors: 'aws_s3_bucket_cors_configuration',
  encryption: 'aws_s3_bucket_server_side_encryption_configuration',
  lifecycle: 'aws_s3_bucket_lifecycle_configuration',
  logging: 'aws_s3_bucket_logging',
  notification: 'aws_s3_bucket_notification',
  objectLock: 'aws_s3_bucket_object_lock_configuration',
  ownership: 'aws_s3_bucket_ownership_controls',
  policy: 'aws_s3_bucket_policy',
  publicAccess: 'aws_s3_bucket_public_access_block',
  replication: 'aws_s3_bucket_replication_configuration',
  versioning: 'aws_s3_bucket_versioning',
  website: 'aws_s3_bucket_website_configuration',
} as const

/** What closes all buckets of an account: it names none, so the only one of a state is that of its buckets. */
const accountBlock = 'aws_s3_account_public_access_block'

/** An `aws_s3_bucket` with the settings that stand beside it. */
function bucketOf(reader: AttributeReader, { state }: MappingContext): CollectedResource {
  const name = reader.text('bucket') ?? reader.required('id')
  const parts = new Map<string, AttributeReader>()
  const part = (type: string): AttributeReader | undefined => {
    const [found] = besides(state, [type], 'bucket', [name])
    if (found !== undefined) parts.set(type, found)
    // Whose it is, is known only after the plan was applied: it may be this one's.
    else if (managedOf(state, [type]).some(({ pending }) => pending?.has('bucket') === true))
      reader.withheld.set(type, afterApply)
    return found
  }
  const block = part(beside.publicAccess)
  const policy = part(beside.policy)
  const [ofAccount, another] = managedOf(state, [accountBlock]).map((one) => new AttributeReader(one))
  const resource = bucketResource({
    ...originOf(reader),
    name,
    ...versioningOf(reader, part(beside.versioning)),
    ...encryptionOf(reader, part(beside.encryption)),
    publicAccessBlock: blockOf(block),
    accountBlock: ofAccount !== undefined && another === undefined ? blockOf(ofAccount) : undefined,
    policy: (policy === undefined ? policyOf(reader, 'policy') : policyOf(policy, 'policy')) ?? [],
    ownership: part(beside.ownership)?.blocks('rule')[0]?.text('object_ownership'),
    loggingTo: loggingOf(reader, part(beside.logging)),
    objectLock: reader.flag('object_lock_enabled'),
    ...lifecycleOf(reader, part(beside.lifecycle)),
    ...corsOf(reader, part(beside.cors)),
    ...replicationOf(reader, part(beside.replication)),
    ...websiteOf(reader, part(beside.website)),
    ...retentionOf(reader, part(beside.objectLock)),
    ...accelerationOf(reader, part(beside.acceleration)),
    ...notificationsOf(part(beside.notification)),
  })
  // What was withheld of a part is withheld of the bucket.
  for (const [type, { withheld }] of parts) for (const [, why] of withheld) reader.withheld.set(type, why)
  return resource
}

function blockOf(reader: AttributeReader | undefined): PublicAccessBlock {
  return {
    blockAcls: reader?.flag('block_public_acls'),
    ignoreAcls: reader?.flag('ignore_public_acls'),
    blockPolicy: reader?.flag('block_public_policy'),
    restrictBuckets: reader?.flag('restrict_public_buckets'),
  }
}

function versioningOf(own: AttributeReader, apart: AttributeReader | undefined): Partial<BucketInput> {
  const [block] = (apart ?? own).blocks(apart === undefined ? 'versioning' : 'versioning_configuration')
  if (apart !== undefined) {
    const status = block?.text('status')
    return { versioning: status === 'Disabled' ? 'Off' : status, mfaDelete: block?.text('mfa_delete') === 'Enabled' }
  }
  return {
    versioning: block?.flag('enabled') === true ? 'Enabled' : 'Off',
    mfaDelete: block?.flag('mfa_delete') === true,
  }
}

function encryptionOf(own: AttributeReader, apart: AttributeReader | undefined): Partial<BucketInput> {
  const [rule] = apart?.blocks('rule') ?? own.blocks('server_side_encryption_configuration')[0]?.blocks('rule') ?? []
  const [byDefault] = rule?.blocks('apply_server_side_encryption_by_default') ?? []
  return {
    encryption: byDefault?.text('sse_algorithm'),
    key: byDefault?.text('kms_master_key_id'),
    bucketKey: rule?.flag('bucket_key_enabled'),
  }
}

function loggingOf(own: AttributeReader, apart: AttributeReader | undefined): string | undefined {
  const from = apart ?? own.blocks('logging')[0]
  const target = from?.text('target_bucket')
  return target === undefined ? undefined : `${target}/${from?.text('target_prefix') ?? ''}`
}

/** The rights of others are left to whoever looks at the account: a state names only those that code gave. */
export const bucketMapping = defineMapping({
  kind: bucket,
  types: ['aws_s3_bucket'],
  parts: [...Object.values(beside), accountBlock],
  cannotKnow: ['/grants'],
  fields: {
    [beside.acceleration]: 'acceleration',
    [beside.cors]: 'cors',
    [beside.encryption]: 'encryption',
    [beside.lifecycle]: 'lifecycle',
    [beside.logging]: 'loggingTo',
    [beside.notification]: 'notifications',
    [beside.objectLock]: 'retention',
    [beside.ownership]: 'ownership',
    [beside.policy]: 'policy',
    [beside.publicAccess]: 'publicAccessBlock',
    [beside.replication]: 'replication',
    [beside.versioning]: 'versioning',
    [beside.website]: 'website',
    acceleration_status: 'acceleration',
    cors_rule: 'cors',
    lifecycle_rule: 'lifecycle',
    object_lock_configuration: 'retention',
    replication_configuration: 'replication',
    bucket: '',
    logging: 'loggingTo',
    object_lock_enabled: 'objectLock',
    server_side_encryption_configuration: 'encryption',
  },
  normalise: bucketOf,
})
