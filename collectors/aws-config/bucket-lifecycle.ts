import { lifecycleRule, transitionText, type LifecycleRule } from '../_aws/shapes/bucket.ts'

/** The lifecycle of a bucket in the words of AWS Config, where -1 and 0 days mean never. */
export interface RecordedLifecycle {
  readonly Rules?: readonly RecordedRule[]
}

interface RecordedRule {
  readonly Id?: string
  readonly Prefix?: string
  readonly Status?: string
  readonly ExpirationInDays?: number
  readonly NoncurrentVersionExpirationInDays?: number
  readonly NoncurrentVersionExpiration?: { readonly NoncurrentDays?: number }
  readonly AbortIncompleteMultipartUpload?: { readonly DaysAfterInitiation?: number }
  readonly Transitions?: readonly RecordedTransition[]
  readonly NoncurrentVersionTransitions?: readonly RecordedTransition[]
  readonly Filter?: { readonly Predicate?: RecordedPredicate }
}

interface RecordedTransition {
  readonly Days?: number
  readonly Date?: string
  readonly StorageClass?: string
}

interface RecordedPredicate {
  readonly Type?: string
  readonly Prefix?: string
}

/** Whether all rules are for a prefix or for everything: of tags and sizes the schema knows nothing. */
export function isReadable(lifecycle: RecordedLifecycle | undefined): boolean {
  return (lifecycle?.Rules ?? []).every(({ Filter: filter }) => {
    const type = filter?.Predicate?.Type
    return type === undefined || type === 'LifecyclePrefixPredicate'
  })
}

/** The rules as `lifecycle`. */
export function lifecycleOf(lifecycle: RecordedLifecycle | undefined): readonly LifecycleRule[] {
  return (lifecycle?.Rules ?? []).map((rule) =>
    lifecycleRule(rule.Id, rule.Filter?.Predicate?.Prefix ?? rule.Prefix, {
      enabled: rule.Status === 'Enabled',
      expiration: rule.ExpirationInDays,
      noncurrentExpiration: rule.NoncurrentVersionExpiration?.NoncurrentDays ?? rule.NoncurrentVersionExpirationInDays,
      abortUploads: rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation,
      transitions: [
        ...(rule.Transitions ?? []).map((one) => transitionText(one.Days, dayOf(one.Date), one.StorageClass, false)),
        ...(rule.NoncurrentVersionTransitions ?? []).map((one) =>
          transitionText(one.Days, undefined, one.StorageClass, true),
        ),
      ],
    }),
  )
}

function dayOf(moment: string | undefined): string | undefined {
  return moment?.slice(0, 10)
}
