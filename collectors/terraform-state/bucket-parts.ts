import {
  lifecycleRule,
  transitionText,
  uniqueRules,
  websiteText,
  type BucketInput,
  type LifecycleRule,
} from '../_aws/shapes/bucket.ts'
import type { NotificationInput } from '../_aws/shapes/bucket-notifications.ts'
import type { AttributeReader } from './attribute-reader.ts'

type Part = Partial<BucketInput>

/** What becomes of old objects: an `aws_s3_bucket_lifecycle_configuration`, or blocks of the bucket. */
export function lifecycleOf(own: AttributeReader, apart: AttributeReader | undefined): Part {
  const rules = apart === undefined ? own.blocks('lifecycle_rule').map(oldRule) : apart.blocks('rule').map(ruleOf)
  return { lifecycle: uniqueRules(rules) }
}

export function corsOf(own: AttributeReader, apart: AttributeReader | undefined): Part {
  return {
    cors: (apart ?? own).blocks('cors_rule').map((rule) => ({
      methods: rule.texts('allowed_methods'),
      origins: rule.texts('allowed_origins'),
      headers: rule.texts('allowed_headers'),
      exposed: rule.texts('expose_headers'),
      maxAge: rule.number('max_age_seconds'),
    })),
  }
}

export function replicationOf(own: AttributeReader, apart: AttributeReader | undefined): Part {
  const rules = apart?.blocks('rule') ?? own.blocks('replication_configuration').flatMap((one) => one.blocks('rules'))
  return {
    replication: rules
      .filter((rule) => rule.text('status') === 'Enabled')
      .map((rule) => ({
        to: rule.blocks('destination')[0]?.text('bucket') ?? '',
        prefix: rule.blocks('filter')[0]?.text('prefix') ?? rule.text('prefix'),
      })),
  }
}

export function websiteOf(own: AttributeReader, apart: AttributeReader | undefined): Part {
  const old = own.blocks('website')[0]
  if (apart === undefined) {
    return {
      website: websiteText({
        index: old?.text('index_document'),
        error: old?.text('error_document'),
        redirect: old?.text('redirect_all_requests_to'),
      }),
    }
  }
  return {
    website: websiteText({
      index: apart.blocks('index_document')[0]?.text('suffix'),
      error: apart.blocks('error_document')[0]?.text('key'),
      redirect: apart.blocks('redirect_all_requests_to')[0]?.text('host_name'),
    }),
  }
}

/** How long no object may be deleted by default. */
export function retentionOf(own: AttributeReader, apart: AttributeReader | undefined): Part {
  const from = apart ?? own.blocks('object_lock_configuration')[0]
  const [kept] = from?.blocks('rule').flatMap((rule) => rule.blocks('default_retention')) ?? []
  const mode = kept?.text('mode')
  if (kept === undefined || mode === undefined) return {}
  const years = kept.number('years') ?? 0
  return { retention: `${mode} ${years > 0 ? `${years} years` : `${kept.number('days') ?? 0} days`}` }
}

export function accelerationOf(own: AttributeReader, apart: AttributeReader | undefined): Part {
  const status = apart === undefined ? own.text('acceleration_status') : apart.text('status')
  return { acceleration: status === 'Enabled' }
}

/** A bucket has one `aws_s3_bucket_notification`, with all that is told; it was never a block of the bucket. */
export function notificationsOf(apart: AttributeReader | undefined): Part {
  const told = (block: string, to: NotificationInput['to'], target: string): readonly NotificationInput[] =>
    (apart?.blocks(block) ?? []).map((one) => ({
      to,
      target: one.text(target),
      events: one.texts('events'),
      prefix: one.text('filter_prefix'),
      suffix: one.text('filter_suffix'),
    }))
  return {
    notifications: [
      ...told('lambda_function', 'function', 'lambda_function_arn'),
      ...told('queue', 'queue', 'queue_arn'),
      ...told('topic', 'topic', 'topic_arn'),
    ],
    eventBridge: apart?.flag('eventbridge') === true,
  }
}

function ruleOf(rule: AttributeReader): LifecycleRule {
  const [filter] = rule.blocks('filter')
  const [and] = filter?.blocks('and') ?? []
  const tags = [
    ...Object.entries(and?.map('tags') ?? {}),
    ...(filter?.blocks('tag') ?? []).map((tag) => [tag.text('key') ?? '', tag.text('value') ?? ''] as const),
  ]
  const size = (name: string): number | undefined => filter?.number(name) ?? and?.number(name)
  return lifecycleRule(rule.text('id'), filter?.text('prefix') ?? and?.text('prefix') ?? rule.text('prefix'), {
    enabled: rule.text('status') === 'Enabled',
    filter: filterText(tags, size('object_size_greater_than'), size('object_size_less_than')),
    abortUploads: rule.blocks('abort_incomplete_multipart_upload')[0]?.number('days_after_initiation'),
    ...timesOf(rule, 'noncurrent_days'),
  })
}

/** As a block of the bucket, which the provider had before version 4. */
function oldRule(rule: AttributeReader): LifecycleRule {
  return lifecycleRule(rule.text('id'), rule.text('prefix'), {
    enabled: rule.flag('enabled') === true,
    filter: filterText(Object.entries(rule.map('tags')), undefined, undefined),
    abortUploads: rule.number('abort_incomplete_multipart_upload_days'),
    ...timesOf(rule, 'days'),
  })
}

function timesOf(
  rule: AttributeReader,
  noncurrentDays: string,
): Pick<LifecycleRule, 'expiration' | 'noncurrentExpiration' | 'transitions'> {
  return {
    expiration: rule.blocks('expiration')[0]?.number('days'),
    noncurrentExpiration: rule.blocks('noncurrent_version_expiration')[0]?.number(noncurrentDays),
    transitions: [
      ...rule
        .blocks('transition')
        .map((one) =>
          transitionText(one.number('days'), one.text('date')?.slice(0, 10), one.text('storage_class'), false),
        ),
      ...rule
        .blocks('noncurrent_version_transition')
        .map((one) => transitionText(one.number(noncurrentDays), undefined, one.text('storage_class'), true)),
    ],
  }
}

function filterText(
  tags: readonly (readonly [string, string])[],
  larger: number | undefined,
  smaller: number | undefined,
): string | undefined {
  const words = [
    ...tags.map(([key, value]) => `tag:${key}=${value}`).sort(),
    ...(larger === undefined || larger === 0 ? [] : [`larger than ${larger}`]),
    ...(smaller === undefined || smaller === 0 ? [] : [`smaller than ${smaller}`]),
  ]
  return words.length === 0 ? undefined : words.join(' ')
}
