import type * as sdkModule from '@aws-sdk/client-s3'
import type { S3Client } from '@aws-sdk/client-s3'
import type { Pointer } from '../../src/model/pointer.ts'
import type { BucketInput } from '../_aws/shapes/bucket.ts'
import * as told from './normalise.ts'

type Sdk = typeof sdkModule
type Options = { readonly abortSignal: AbortSignal }

/** One call for one bucket. */
export interface Aspect {
  /** The permission, which S3 often calls otherwise than the call. */
  readonly permission: string
  /** The fields that it tells. */
  readonly fields: readonly Pointer[]
  /** Names of the errors that mean "not set". */
  readonly notSet: readonly string[]
  /** Undefined: the answer lacks what every answer has. */
  readonly ask: (
    sdk: Sdk,
    client: S3Client,
    input: { readonly Bucket: string },
    options: Options,
  ) => Promise<Partial<BucketInput> | undefined>
  /** What holds where it is not set. */
  readonly unset: Partial<BucketInput>
}

/**
 * What is asked of each bucket. Source: Amazon S3 API Reference for calls and error codes, Service Authorization Reference,
 * "Actions defined by Amazon S3", for permissions.
 */
export const aspects: readonly Aspect[] = [
  {
    permission: 's3:GetBucketVersioning',
    fields: ['/versioning', '/mfaDelete'],
    notSet: [],
    ask: async (sdk, client, input, options) =>
      told.versioningOf(await client.send(new sdk.GetBucketVersioningCommand(input), options)),
    unset: {},
  },
  {
    permission: 's3:GetEncryptionConfiguration',
    fields: ['/encryption', '/key', '/bucketKey'],
    notSet: ['ServerSideEncryptionConfigurationNotFoundError'],
    ask: async (sdk, client, input, options) =>
      told.encryptionOf(await client.send(new sdk.GetBucketEncryptionCommand(input), options)),
    unset: {},
  },
  {
    permission: 's3:GetBucketPublicAccessBlock',
    fields: ['/publicAccessBlock', '/public'],
    notSet: ['NoSuchPublicAccessBlockConfiguration'],
    ask: async (sdk, client, input, options) =>
      told.publicAccessOf(await client.send(new sdk.GetPublicAccessBlockCommand(input), options)),
    unset: { publicAccessBlock: {} },
  },
  {
    permission: 's3:GetBucketPolicy',
    fields: ['/policy', '/public'],
    notSet: ['NoSuchBucketPolicy'],
    ask: async (sdk, client, input, options) =>
      told.policyOf(await client.send(new sdk.GetBucketPolicyCommand(input), options)),
    unset: { policy: [] },
  },
  {
    permission: 's3:GetBucketOwnershipControls',
    fields: ['/ownership'],
    notSet: ['OwnershipControlsNotFoundError'],
    ask: async (sdk, client, input, options) =>
      told.ownershipOf(await client.send(new sdk.GetBucketOwnershipControlsCommand(input), options)),
    unset: {},
  },
  {
    permission: 's3:GetBucketAcl',
    fields: ['/grants'],
    notSet: [],
    ask: async (sdk, client, input, options) =>
      told.grantsOf(await client.send(new sdk.GetBucketAclCommand(input), options)),
    unset: {},
  },
  {
    permission: 's3:GetLifecycleConfiguration',
    fields: ['/lifecycle'],
    notSet: ['NoSuchLifecycleConfiguration'],
    ask: async (sdk, client, input, options) =>
      told.lifecycleOf(await client.send(new sdk.GetBucketLifecycleConfigurationCommand(input), options)),
    unset: { lifecycle: [] },
  },
  {
    permission: 's3:GetBucketCORS',
    fields: ['/cors'],
    notSet: ['NoSuchCORSConfiguration'],
    ask: async (sdk, client, input, options) =>
      told.corsOf(await client.send(new sdk.GetBucketCorsCommand(input), options)),
    unset: {},
  },
  {
    permission: 's3:GetBucketLogging',
    fields: ['/loggingTo'],
    notSet: [],
    ask: async (sdk, client, input, options) =>
      told.loggingOf(await client.send(new sdk.GetBucketLoggingCommand(input), options)),
    unset: {},
  },
  {
    permission: 's3:GetReplicationConfiguration',
    fields: ['/replication'],
    notSet: ['ReplicationConfigurationNotFoundError'],
    ask: async (sdk, client, input, options) =>
      told.replicationOf(await client.send(new sdk.GetBucketReplicationCommand(input), options)),
    unset: {},
  },
  {
    permission: 's3:GetBucketWebsite',
    fields: ['/website'],
    notSet: ['NoSuchWebsiteConfiguration'],
    ask: async (sdk, client, input, options) =>
      told.websiteOf(await client.send(new sdk.GetBucketWebsiteCommand(input), options)),
    unset: {},
  },
  {
    permission: 's3:GetBucketObjectLockConfiguration',
    fields: ['/objectLock', '/retention'],
    notSet: ['ObjectLockConfigurationNotFoundError'],
    ask: async (sdk, client, input, options) =>
      told.objectLockOf(await client.send(new sdk.GetObjectLockConfigurationCommand(input), options)),
    unset: {},
  },
  {
    permission: 's3:GetAccelerateConfiguration',
    fields: ['/acceleration'],
    // Regions without acceleration answer so.
    notSet: ['UnsupportedArgument', 'MethodNotAllowed'],
    ask: async (sdk, client, input, options) =>
      told.accelerationOf(await client.send(new sdk.GetBucketAccelerateConfigurationCommand(input), options)),
    unset: {},
  },
  {
    permission: 's3:GetBucketNotification',
    fields: ['/notifications', '/eventBridge'],
    notSet: [],
    ask: async (sdk, client, input, options) =>
      told.notificationsOf(await client.send(new sdk.GetBucketNotificationConfigurationCommand(input), options)),
    unset: {},
  },
  {
    permission: 's3:GetBucketTagging',
    fields: [],
    notSet: ['NoSuchTagSet', 'NoSuchTagSetError'],
    ask: async (sdk, client, input, options) => {
      const { TagSet: tags } = await client.send(new sdk.GetBucketTaggingCommand(input), options)
      return tags && { tags }
    },
    unset: {},
  },
]
