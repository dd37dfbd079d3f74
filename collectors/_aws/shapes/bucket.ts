import type { Attributes } from '../../../src/model/field.ts'
import { bucket } from '../../../src/model/kinds/bucket.ts'
import type { PolicyStatement } from '../../../src/model/policy-statements.ts'
import { collected, type CollectedResource } from '../../../src/model/resource.ts'
import { readTags, wordsOf } from '../names.ts'
import { letsAnyoneIn } from '../policy-document.ts'
import { bucketNotifications, type NotificationInput } from './bucket-notifications.ts'
import { given, positive, sortedSet, type AwsOrigin } from './origin.ts'

type BucketAttributes = Attributes<typeof bucket.fields>
export type LifecycleRule = Attributes<typeof bucket.fields.lifecycle.of>

/** What keeps a bucket from being public, each by itself. */
export interface PublicAccessBlock {
  readonly blockAcls?: boolean | null | undefined
  readonly ignoreAcls?: boolean | null | undefined
  readonly blockPolicy?: boolean | null | undefined
  readonly restrictBuckets?: boolean | null | undefined
}

/** One rule of cross-origin requests. */
export interface CorsRule {
  readonly methods?: readonly string[] | null | undefined
  readonly origins?: readonly string[] | null | undefined
  readonly headers?: readonly string[] | null | undefined
  readonly exposed?: readonly string[] | null | undefined
  readonly maxAge?: number | null | undefined
}

/** An S3 bucket. What the source does not know stays undefined; what is not set is empty. */
export interface BucketInput extends AwsOrigin {
  readonly name: string
  readonly versioning?: string | null | undefined
  readonly mfaDelete?: boolean | undefined
  readonly encryption?: string | null | undefined
  readonly key?: string | null | undefined
  readonly bucketKey?: boolean | null | undefined
  readonly publicAccessBlock?: PublicAccessBlock | undefined
  /** What the account keeps all of its buckets from. Undefined: not known. */
  readonly accountBlock?: PublicAccessBlock | undefined
  readonly policy?: readonly PolicyStatement[] | undefined
  readonly ownership?: string | null | undefined
  readonly lifecycle?: readonly LifecycleRule[] | undefined
  readonly cors?: readonly CorsRule[] | undefined
  /** Bucket and prefix. */
  readonly loggingTo?: string | null | undefined
  /** ARN of the bucket, with the prefix of what is copied. */
  readonly replication?: readonly { readonly to: string; readonly prefix?: string | undefined }[] | undefined
  readonly website?: string | null | undefined
  readonly objectLock?: boolean | null | undefined
  readonly retention?: string | null | undefined
  readonly acceleration?: boolean | undefined
  readonly grants?: number | undefined
  /** Who is told of what happens to objects. Undefined: not known. */
  readonly notifications?: readonly NotificationInput[] | undefined
  readonly eventBridge?: boolean | undefined
}

/** An S3 bucket as a `bucket`. Its id is its name, which is one for all the world; its ARN is another word for it. */
export function bucketResource(input: BucketInput): CollectedResource<typeof bucket.fields> {
  const { tags, address } = readTags(input.tags)
  const { accountBlock } = input
  const ofAccount = blocksOf(accountBlock)
  // What either closes is closed.
  const blocks = sortedSet([...blocksOf(input.publicAccessBlock), ...ofAccount]) ?? []
  return collected(bucket, {
    id: input.name,
    name: input.name,
    address: input.address ?? address,
    identifiers: wordsOf(input.name, `arn:aws:s3:::${input.name}`),
    account: input.account,
    region: input.region,
    tags,
    attributes: {
      versioning: given(input.versioning),
      mfaDelete: input.mfaDelete,
      encryption: given(input.encryption),
      key: given(input.key),
      bucketKey: input.bucketKey ?? undefined,
      publicAccessBlock: blocks.length === 0 ? undefined : blocks,
      accountBlock: accountBlock === undefined ? undefined : ofAccount,
      public: publicOf(input, blocks),
      ownership: given(input.ownership),
      policy: input.policy,
      lifecycle: input.lifecycle,
      cors: some(input.cors?.map(corsText)),
      loggingTo: given(input.loggingTo),
      replication: some(
        input.replication?.map(({ to, prefix }) => `to ${to.replace(/^arn:[^:]*:s3:::/, '')}${prefixWords(prefix)}`),
      ),
      website: given(input.website),
      objectLock: input.objectLock ?? undefined,
      retention: given(input.retention),
      acceleration: input.acceleration,
      grants: input.grants,
      notifications: input.notifications === undefined ? undefined : bucketNotifications(input.notifications),
      eventBridge: input.eventBridge,
    },
  })
}

/** How the configuration of a website reads. */
export function websiteText(parts: {
  readonly index?: string | null | undefined
  readonly error?: string | null | undefined
  readonly redirect?: string | null | undefined
}): string | undefined {
  const redirect = given(parts.redirect)
  if (redirect !== undefined) return `redirect to ${redirect}`
  return given([given(parts.index), given(parts.error)].filter((part) => part !== undefined).join(' '))
}

/** `30 STANDARD_IA`, `noncurrent 30 GLACIER`. */
export function transitionText(
  days: number | null | undefined,
  date: string | undefined,
  storage: string | null | undefined,
  noncurrent: boolean,
): string {
  return `${noncurrent ? 'noncurrent ' : ''}${date ?? days ?? 0} ${storage ?? ''}`
}

/** Rules by their id; those that nobody named by what they are for. Ids that software made up are no names. */
export function lifecycleRule(
  id: string | null | undefined,
  prefix: string | null | undefined,
  rule: Omit<LifecycleRule, 'rule'>,
): LifecycleRule {
  const name = given(id)
  const madeUp = name !== undefined && /^(?:[A-Za-z0-9+/=]{48,}|tf-s3-lifecycle-\d+|[0-9a-f-]{36})$/.test(name)
  const words = [madeUp ? undefined : name, given(prefix)].filter((word) => word !== undefined)
  return {
    rule: words.length === 0 ? 'all objects' : words.join(' for '),
    ...rule,
    expiration: positive(rule.expiration),
    noncurrentExpiration: positive(rule.noncurrentExpiration),
    abortUploads: positive(rule.abortUploads),
    transitions: some(rule.transitions),
  }
}

/** Two rules that nobody named and that are for the same are numbered. */
export function uniqueRules(rules: readonly LifecycleRule[]): readonly LifecycleRule[] {
  const times = new Map<string, number>()
  return rules.map((one) => {
    const name = one.rule ?? ''
    const time = (times.get(name) ?? 0) + 1
    times.set(name, time)
    return time === 1 ? one : { ...one, rule: `${name} (${time})` }
  })
}

function blocksOf(block: PublicAccessBlock | undefined): readonly string[] {
  return [
    ...(block?.blockAcls === true ? ['block-acls'] : []),
    ...(block?.blockPolicy === true ? ['block-policy'] : []),
    ...(block?.ignoreAcls === true ? ['ignore-acls'] : []),
    ...(block?.restrictBuckets === true ? ['restrict-buckets'] : []),
  ]
}

/** Undefined where policy or blocks are not known: an open policy behind a block, the bucket’s or the account’s, lets nobody in. */
function publicOf(input: BucketInput, blocks: readonly string[]): BucketAttributes['public'] {
  if (input.policy === undefined || input.publicAccessBlock === undefined) return undefined
  if (!letsAnyoneIn(input.policy) || blocks.includes('restrict-buckets')) return false
  return input.accountBlock === undefined ? undefined : true
}

function corsText({ methods, origins, headers, exposed, maxAge }: CorsRule): string {
  const list = (words: readonly string[] | null | undefined): string => (sortedSet(words) ?? []).join(',')
  const more = [
    ...(list(headers) === '' ? [] : [`with ${list(headers)}`]),
    ...(list(exposed) === '' ? [] : [`showing ${list(exposed)}`]),
    ...(positive(maxAge) === undefined ? [] : [`for ${maxAge ?? 0} s`]),
  ]
  return [`${list(methods)} from ${list(origins)}`, ...more].join(' ')
}

function prefixWords(prefix: string | undefined): string {
  return given(prefix) === undefined ? '' : `, prefix ${prefix ?? ''}`
}

function some(words: readonly string[] | undefined): readonly string[] | undefined {
  const sorted = sortedSet(words)
  return sorted === undefined || sorted.length === 0 ? undefined : sorted
}
