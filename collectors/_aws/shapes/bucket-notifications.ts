import type { Attributes } from '../../../src/model/field.ts'
import type { bucket } from '../../../src/model/kinds/bucket.ts'
import { withoutMadeUp } from '../made-up-ids.ts'
import { given } from './origin.ts'

type Notification = Attributes<typeof bucket.fields.notifications.of>

/** Who is told of some events of some objects. */
export interface NotificationInput {
  readonly to: 'function' | 'queue' | 'topic'
  /** ARN of the one that is told; that of a function may end in an alias or a version. */
  readonly target?: string | null | undefined
  /** `s3:ObjectCreated:*`. */
  readonly events?: readonly string[] | null | undefined
  /** What the names of the objects begin and end with; empty: anything. */
  readonly prefix?: string | null | undefined
  readonly suffix?: string | null | undefined
}

/**
 * The notifications of a bucket, as `notifications`: one for each event and filter, however they were written together. S3 refuses
 * two that would be told of the same, so the order says nothing; what is there twice all the same is numbered.
 *
 * Source: Amazon S3 User Guide, "Configuring event notifications using object key name filtering".
 */
export function bucketNotifications(inputs: readonly NotificationInput[]): readonly Notification[] {
  const times = new Map<string, number>()
  return inputs
    .flatMap(notificationsOf)
    .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
    .map((one) => {
      const name = one.of ?? ''
      const time = (times.get(name) ?? 0) + 1
      times.set(name, time)
      return time === 1 ? one : { ...one, of: `${name} (${time})` }
    })
}

function notificationsOf({ to, target, events, prefix, suffix }: NotificationInput): readonly Notification[] {
  const [begin, end] = [given(prefix) ?? '', given(suffix) ?? '']
  const objects = begin === '' && end === '' ? '' : ` of ${begin}*${end}`
  const told = targetOf(to, given(target))
  return [...new Set(events ?? [])].map((event) => ({ of: `${event.replace(/^s3:/, '')}${objects}`, to, ...told }))
}

/** What software made up in the name of a queue or topic says nothing; a function is found by its ARN, and by that alone. */
function targetOf(to: NotificationInput['to'], arn: string | undefined): Notification {
  if (arn === undefined) return {}
  if (to !== 'function') return { target: withoutMadeUp(arn).text }
  const parts = arn.split(':')
  const alias = aliasOf(parts[7])
  return { function: parts.slice(0, 7).join(':'), ...(alias === undefined ? {} : { alias }) }
}

/** Versions are counted by each environment for itself. */
function aliasOf(qualifier: string | undefined): string | undefined {
  if (qualifier === undefined || qualifier === '$LATEST') return undefined
  return /^\d+$/.test(qualifier) ? 'a version' : qualifier
}
