import type { CollectedResource } from '../../src/model/resource.ts'
import { bucketResource, uniqueRules, websiteText } from '../_aws/shapes/bucket.ts'
import { isReadable, lifecycleOf, type RecordedLifecycle } from './bucket-lifecycle.ts'
import type { Gap } from './recorded-type.ts'
import type { ConfigRow } from './row.ts'

/** What AWS Config asks S3 for beside, in words that are not the API's. */
interface Recorded {
  readonly BucketVersioningConfiguration?: { readonly Status?: string; readonly IsMfaDeleteEnabled?: boolean }
  readonly ServerSideEncryptionConfiguration?: {
    readonly Rules?: readonly {
      readonly ApplyServerSideEncryptionByDefault?: { readonly SseAlgorithm?: string; readonly KmsMasterKeyID?: string }
      readonly BucketKeyEnabled?: boolean
    }[]
  }
  readonly PublicAccessBlockConfiguration?: {
    readonly BlockPublicAcls?: boolean
    readonly IgnorePublicAcls?: boolean
    readonly BlockPublicPolicy?: boolean
    readonly RestrictPublicBuckets?: boolean
  }
  readonly BucketCrossOriginConfiguration?: {
    readonly Rules?: readonly {
      readonly AllowedMethods?: readonly string[]
      readonly AllowedOrigins?: readonly string[]
      readonly AllowedHeaders?: readonly string[]
      readonly ExposedHeaders?: readonly string[]
      readonly MaxAgeSeconds?: number
    }[]
  }
  readonly BucketLifecycleConfiguration?: RecordedLifecycle
  readonly BucketLoggingConfiguration?: { readonly DestinationBucketName?: string; readonly LogFilePrefix?: string }
  readonly BucketWebsiteConfiguration?: {
    readonly IndexDocumentSuffix?: string
    readonly ErrorDocument?: string
    readonly RedirectAllRequestsTo?: { readonly HostName?: string }
  }
  readonly ObjectLockConfiguration?: {
    readonly ObjectLockEnabled?: string
    readonly Rule?: {
      readonly DefaultRetention?: { readonly Mode?: string; readonly Days?: number; readonly Years?: number }
    }
  }
  readonly BucketAccelerateConfiguration?: { readonly Status?: string }
}

/**
 * Neither policy nor ownership, the rules of replication nor notifications are in its schema. Source: aws-config-resource-schema,
 * AWS::S3::Bucket.
 */
export const unrecordedOfBuckets = [
  '/policy',
  '/public',
  '/accountBlock',
  '/ownership',
  '/grants',
  '/replication',
  '/notifications',
  '/eventBridge',
]

/** A recorded bucket with its settings as a `bucket`. */
export function normaliseBucket({
  supplementary,
  id: name,
  account,
  region,
  tags,
}: ConfigRow): readonly CollectedResource[] {
  const settings = supplementary as Recorded
  const encryption = settings.ServerSideEncryptionConfiguration?.Rules?.[0]
  const block = settings.PublicAccessBlockConfiguration
  const { DestinationBucketName: logs, LogFilePrefix: prefix } = settings.BucketLoggingConfiguration ?? {}
  const website = settings.BucketWebsiteConfiguration
  const acceleration = settings.BucketAccelerateConfiguration
  return [
    bucketResource({
      ...{ name, account, region, tags },
      versioning: settings.BucketVersioningConfiguration?.Status,
      mfaDelete: settings.BucketVersioningConfiguration?.IsMfaDeleteEnabled === true,
      encryption: encryption?.ApplyServerSideEncryptionByDefault?.SseAlgorithm,
      key: encryption?.ApplyServerSideEncryptionByDefault?.KmsMasterKeyID,
      bucketKey: encryption?.BucketKeyEnabled,
      publicAccessBlock: {
        blockAcls: block?.BlockPublicAcls,
        ignoreAcls: block?.IgnorePublicAcls,
        blockPolicy: block?.BlockPublicPolicy,
        restrictBuckets: block?.RestrictPublicBuckets,
      },
      lifecycle: uniqueRules(lifecycleOf(settings.BucketLifecycleConfiguration)),
      cors: settings.BucketCrossOriginConfiguration?.Rules?.map((rule) => ({
        methods: rule.AllowedMethods,
        origins: rule.AllowedOrigins,
        headers: rule.AllowedHeaders,
        exposed: rule.ExposedHeaders,
        maxAge: rule.MaxAgeSeconds,
      })),
      loggingTo: logs === undefined ? undefined : `${logs}/${prefix ?? ''}`,
      website: website === undefined ? undefined : websiteOf(website),
      ...lockOf(settings.ObjectLockConfiguration),
      acceleration: acceleration === undefined ? undefined : acceleration.Status === 'Enabled',
    }),
  ]
}

/** Rules that are narrowed by tags or sizes are not in its schema, so what they say is not relied on. */
export function unclearLifecycle({ supplementary }: ConfigRow): Gap | undefined {
  if (isReadable((supplementary as Recorded).BucketLifecycleConfiguration)) return undefined
  return {
    fields: ['/lifecycle'],
    reason: 'A bucket has a lifecycle rule for tags or sizes, which AWS Config does not record.',
  }
}

function websiteOf(website: NonNullable<Recorded['BucketWebsiteConfiguration']>): string | undefined {
  return websiteText({
    index: website.IndexDocumentSuffix,
    error: website.ErrorDocument,
    redirect: website.RedirectAllRequestsTo?.HostName,
  })
}

function lockOf(lock: Recorded['ObjectLockConfiguration']): {
  readonly objectLock?: boolean
  readonly retention?: string | undefined
} {
  if (lock === undefined) return {}
  const kept = lock.Rule?.DefaultRetention
  const length = kept?.Years === undefined ? `${kept?.Days ?? 0} days` : `${kept.Years} years`
  return {
    objectLock: lock.ObjectLockEnabled === 'Enabled',
    retention: kept?.Mode === undefined ? undefined : `${kept.Mode} ${length}`,
  }
}
