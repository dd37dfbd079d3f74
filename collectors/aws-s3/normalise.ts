import type {
  GetBucketAccelerateConfigurationCommandOutput,
  GetBucketAclCommandOutput,
  GetBucketCorsCommandOutput,
  GetBucketEncryptionCommandOutput,
  GetBucketLifecycleConfigurationCommandOutput,
  GetBucketLoggingCommandOutput,
  GetBucketNotificationConfigurationCommandOutput,
  GetBucketOwnershipControlsCommandOutput,
  GetBucketPolicyCommandOutput,
  GetBucketReplicationCommandOutput,
  GetBucketVersioningCommandOutput,
  GetBucketWebsiteCommandOutput,
  GetObjectLockConfigurationCommandOutput,
  GetPublicAccessBlockCommandOutput,
  LifecycleRule as RawRule,
  NotificationConfigurationFilter,
  PublicAccessBlockConfiguration,
} from '@aws-sdk/client-s3'
import { policyStatements } from '../_aws/policy-document.ts'
import {
  lifecycleRule,
  transitionText,
  uniqueRules,
  websiteText,
  type BucketInput,
  type LifecycleRule,
  type PublicAccessBlock,
} from '../_aws/shapes/bucket.ts'
import type { NotificationInput } from '../_aws/shapes/bucket-notifications.ts'

type Part = Partial<BucketInput>

/** Undefined: what every answer has is missing, so it is none of S3. An answer for what is not set is an error, or empty by design. */
type MaybePart = Part | undefined

/** A bucket that was never versioned says nothing; one that was says `Suspended`. */
export function versioningOf(answer: GetBucketVersioningCommandOutput): Part {
  return { versioning: answer.Status ?? 'Off', mfaDelete: answer.MFADelete === 'Enabled' }
}

export function encryptionOf(answer: GetBucketEncryptionCommandOutput): MaybePart {
  const rule = answer.ServerSideEncryptionConfiguration?.Rules?.[0]
  if (rule === undefined) return undefined
  const byDefault = rule.ApplyServerSideEncryptionByDefault
  return { encryption: byDefault?.SSEAlgorithm, key: byDefault?.KMSMasterKeyID, bucketKey: rule.BucketKeyEnabled }
}

export function publicAccessOf(answer: GetPublicAccessBlockCommandOutput): MaybePart {
  const publicAccessBlock = blockOf(answer.PublicAccessBlockConfiguration)
  return publicAccessBlock && { publicAccessBlock }
}

/** What keeps a bucket, or all of an account, from being public: its parts are told together, or it is none. */
export function blockOf(block: PublicAccessBlockConfiguration | undefined): PublicAccessBlock | undefined {
  const { BlockPublicAcls: blockAcls, IgnorePublicAcls: ignoreAcls, BlockPublicPolicy: blockPolicy } = block ?? {}
  const told = { blockAcls, ignoreAcls, blockPolicy, restrictBuckets: block?.RestrictPublicBuckets }
  return Object.values(told).every((part) => part === undefined) ? undefined : told
}

/** Throws {@link import('../_aws/policy-document.ts').NotAPolicy}. */
export function policyOf(answer: GetBucketPolicyCommandOutput): MaybePart {
  return answer.Policy === undefined ? undefined : { policy: policyStatements(answer.Policy) }
}

export function ownershipOf(answer: GetBucketOwnershipControlsCommandOutput): MaybePart {
  const ownership = answer.OwnershipControls?.Rules?.[0]?.ObjectOwnership
  return ownership && { ownership }
}

/** Rights of others than the owner; without an owner, as access points have it, all. */
export function grantsOf(answer: GetBucketAclCommandOutput): MaybePart {
  if (answer.Owner === undefined && answer.Grants === undefined) return undefined
  const others = (answer.Grants ?? []).filter(
    ({ Grantee: grantee }) => grantee?.ID === undefined || grantee.ID !== answer.Owner?.ID,
  )
  return { grants: others.length }
}

export function lifecycleOf(answer: GetBucketLifecycleConfigurationCommandOutput): MaybePart {
  return answer.Rules && { lifecycle: uniqueRules(answer.Rules.map(ruleOf)) }
}

export function corsOf(answer: GetBucketCorsCommandOutput): MaybePart {
  return (
    answer.CORSRules && {
      cors: answer.CORSRules.map((rule) => ({
        methods: rule.AllowedMethods,
        origins: rule.AllowedOrigins,
        headers: rule.AllowedHeaders,
        exposed: rule.ExposeHeaders,
        maxAge: rule.MaxAgeSeconds,
      })),
    }
  )
}

export function loggingOf(answer: GetBucketLoggingCommandOutput): Part {
  const { TargetBucket: bucket, TargetPrefix: prefix } = answer.LoggingEnabled ?? {}
  return { loggingTo: bucket === undefined ? undefined : `${bucket}/${prefix ?? ''}` }
}

export function replicationOf(answer: GetBucketReplicationCommandOutput): MaybePart {
  const rules = answer.ReplicationConfiguration?.Rules
  if (rules === undefined) return undefined
  return {
    replication: rules
      .filter((rule) => rule.Status === 'Enabled')
      .map((rule) => ({ to: rule.Destination?.Bucket ?? '', prefix: rule.Filter?.Prefix ?? rule.Prefix })),
  }
}

export function websiteOf(answer: GetBucketWebsiteCommandOutput): Part {
  return {
    website: websiteText({
      index: answer.IndexDocument?.Suffix,
      error: answer.ErrorDocument?.Key,
      redirect: answer.RedirectAllRequestsTo?.HostName,
    }),
  }
}

export function objectLockOf(answer: GetObjectLockConfigurationCommandOutput): Part {
  const lock = answer.ObjectLockConfiguration
  const kept = lock?.Rule?.DefaultRetention
  const length = kept?.Years === undefined ? `${kept?.Days ?? 0} days` : `${kept.Years} years`
  return {
    objectLock: lock?.ObjectLockEnabled === 'Enabled',
    retention: kept?.Mode === undefined ? undefined : `${kept.Mode} ${length}`,
  }
}

export function accelerationOf(answer: GetBucketAccelerateConfigurationCommandOutput): Part {
  return { acceleration: answer.Status === 'Enabled' }
}

/** Without any, the answer is empty. */
export function notificationsOf(answer: GetBucketNotificationConfigurationCommandOutput): Part {
  const functions = answer.LambdaFunctionConfigurations ?? []
  const queues = answer.QueueConfigurations ?? []
  const topics = answer.TopicConfigurations ?? []
  return {
    notifications: [
      ...functions.map((one) => told('function', one.LambdaFunctionArn, one)),
      ...queues.map((one) => told('queue', one.QueueArn, one)),
      ...topics.map((one) => told('topic', one.TopicArn, one)),
    ],
    eventBridge: answer.EventBridgeConfiguration !== undefined,
  }
}

/** The names of the parts of a filter are written in either case. */
function told(
  to: NotificationInput['to'],
  target: string | undefined,
  { Events: events, Filter: filter }: Told,
): NotificationInput {
  const rules = filter?.Key?.FilterRules ?? []
  const part = (name: string): string | undefined => rules.find((rule) => rule.Name?.toLowerCase() === name)?.Value
  return { to, target, events, prefix: part('prefix'), suffix: part('suffix') }
}

interface Told {
  readonly Events?: readonly string[] | undefined
  readonly Filter?: NotificationConfigurationFilter | undefined
}

function ruleOf(rule: RawRule): LifecycleRule {
  const and = rule.Filter?.And
  const tags = [...(and?.Tags ?? []), ...(rule.Filter?.Tag === undefined ? [] : [rule.Filter.Tag])]
  const larger = rule.Filter?.ObjectSizeGreaterThan ?? and?.ObjectSizeGreaterThan
  const smaller = rule.Filter?.ObjectSizeLessThan ?? and?.ObjectSizeLessThan
  const filter = [
    ...tags.map(({ Key, Value }) => `tag:${Key ?? ''}=${Value ?? ''}`).sort(),
    ...(larger === undefined ? [] : [`larger than ${larger}`]),
    ...(smaller === undefined ? [] : [`smaller than ${smaller}`]),
  ].join(' ')
  return lifecycleRule(rule.ID, rule.Filter?.Prefix ?? and?.Prefix ?? rule.Prefix, {
    enabled: rule.Status === 'Enabled',
    filter: filter === '' ? undefined : filter,
    expiration: rule.Expiration?.Days,
    noncurrentExpiration: rule.NoncurrentVersionExpiration?.NoncurrentDays,
    abortUploads: rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation,
    transitions: [
      ...(rule.Transitions ?? []).map((one) =>
        transitionText(one.Days, one.Date?.toISOString().slice(0, 10), one.StorageClass, false),
      ),
      ...(rule.NoncurrentVersionTransitions ?? []).map((one) =>
        transitionText(one.NoncurrentDays, undefined, one.StorageClass, true),
      ),
    ],
  })
}
