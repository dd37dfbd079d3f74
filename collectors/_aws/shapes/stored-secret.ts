import { storedSecret } from '../../../src/model/kinds/stored-secret.ts'
import { collected, type CollectedResource } from '../../../src/model/resource.ts'
import type { Fingerprinter } from '../../../src/platform/fingerprint.ts'
import { readTags, wordsOf } from '../names.ts'
import { given, instant, positive, sortedSet, type AwsOrigin } from './origin.ts'
import { customerKey, secretShape } from './stored-parameter.ts'

/** A secret of Secrets Manager. What the source does not know stays undefined. */
export interface StoredSecretInput extends AwsOrigin {
  readonly arn: string
  readonly name: string
  readonly description?: string | null | undefined
  readonly key?: string | null | undefined
  readonly rotation?: boolean | null | undefined
  /** Days between rotations. */
  readonly rotationDays?: number | null | undefined
  /** `cron(...)` or `rate(...)`. */
  readonly rotationSchedule?: string | null | undefined
  readonly rotator?: string | null | undefined
  /** Regions that it is copied to. */
  readonly replicas?: readonly string[] | undefined
  /** Undefined: not asked for. */
  readonly value?: string | Uint8Array | undefined
  readonly changed?: Date | string | null | undefined
  readonly rotated?: Date | string | null | undefined
  readonly created?: Date | string | null | undefined
  /** As the source tells it. */
  readonly nextRotation?: Date | string | null | undefined
}

/**
 * A secret as a `stored-secret`. The six characters that Secrets Manager appends are in its ARN and not in its name; it is known
 * by the ARN without them too, as people write it.
 */
export function storedSecretResource(
  input: StoredSecretInput,
  fingerprint: Fingerprinter,
): CollectedResource<typeof storedSecret.fields> {
  const { tags, address } = readTags(input.tags)
  const schedule = given(input.rotationSchedule)
  const days = input.rotationDays ?? rateInDays(schedule)
  return collected(storedSecret, {
    id: input.arn,
    name: input.name,
    address: input.address ?? address,
    identifiers: wordsOf(input.arn, input.name, input.arn.replace(/-[A-Za-z0-9]{6}$/, '')),
    account: input.account,
    region: input.region,
    tags,
    attributes: {
      description: given(input.description),
      key: customerKey(input.key),
      rotation: input.rotation ?? undefined,
      rotationPeriod: positive(days),
      rotationSchedule: days === undefined ? schedule : undefined,
      rotator: given(input.rotator),
      replicas: input.replicas === undefined || input.replicas.length === 0 ? undefined : sortedSet(input.replicas),
      ...(input.value === undefined ? {} : hidden(input.value, fingerprint)),
      changed: instant(input.changed),
      rotated: instant(input.rotated),
      rotationDue: input.rotation === true ? dueOf(input, days) : undefined,
    },
  })
}

/** One interval after the last rotation, or after it came to be; what the source tells where the schedule is no interval. */
function dueOf({ rotated, created, nextRotation }: StoredSecretInput, days: number | undefined): string | undefined {
  const last = instant(rotated) ?? instant(created)
  if (days === undefined || last === undefined) return instant(nextRotation)
  return new Date(Date.parse(last) + days * 24 * 60 * 60 * 1000).toISOString()
}

function hidden(
  value: string | Uint8Array,
  fingerprint: Fingerprinter,
): Pick<CollectedResource<typeof storedSecret.fields>['attributes'], 'secret' | 'shape'> {
  if (typeof value === 'string') return { secret: fingerprint(value), shape: secretShape(value) }
  return { secret: fingerprint(Buffer.from(value).toString('base64')), shape: 'binary' }
}

/** `rate(30 days)` is 30 days; other schedules are kept as they are. */
function rateInDays(schedule: string | undefined): number | undefined {
  const days = /^rate\((\d+) days?\)$/.exec(schedule ?? '')?.[1]
  return days === undefined ? undefined : Number(days)
}
