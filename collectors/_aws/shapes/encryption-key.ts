import { encryptionKey } from '../../../src/model/kinds/encryption-key.ts'
import type { PolicyStatement } from '../../../src/model/policy-statements.ts'
import { collected, type CollectedResource } from '../../../src/model/resource.ts'
import { readTags, wordsOf } from '../names.ts'
import { given, positive, sortedSet, type AwsOrigin } from './origin.ts'

/** A key of KMS. What the source does not know stays undefined. */
export interface EncryptionKeyInput extends AwsOrigin {
  readonly id: string
  readonly arn?: string | null | undefined
  readonly description?: string | null | undefined
  /** With `alias/` before them. Undefined: not known. */
  readonly aliases?: readonly string[] | undefined
  readonly spec?: string | null | undefined
  readonly usage?: string | null | undefined
  readonly state?: string | null | undefined
  readonly origin?: string | null | undefined
  readonly multiRegion?: boolean | null | undefined
  readonly rotation?: boolean | null | undefined
  /** Days. */
  readonly rotationPeriod?: number | null | undefined
  readonly policy?: readonly PolicyStatement[] | undefined
}

/** A key as an `encryption-key`, called by its first alias; without one by its Name tag, or by what it is for. */
export function encryptionKeyResource(input: EncryptionKeyInput): CollectedResource<typeof encryptionKey.fields> {
  const { tags, name, address } = readTags(input.tags)
  const aliases = sortedSet(input.aliases) ?? []
  const names = aliases.map((alias) => alias.replace(/^alias\//, ''))
  const base = input.arn?.replace(/:key\/.*$/, '')
  return collected(encryptionKey, {
    id: input.id,
    name: names[0] ?? name ?? given(input.description),
    address: input.address ?? address,
    identifiers: wordsOf(
      input.id,
      input.arn,
      ...aliases.flatMap((alias) => [alias, base === undefined ? undefined : `${base}:${alias}`]),
    ),
    account: input.account,
    region: input.region,
    tags,
    attributes: {
      description: given(input.description),
      aliases: names.length === 0 ? undefined : names,
      spec: given(input.spec),
      usage: given(input.usage),
      state: given(input.state),
      origin: given(input.origin),
      multiRegion: input.multiRegion ?? undefined,
      rotation: input.rotation ?? undefined,
      rotationPeriod: positive(input.rotationPeriod),
      policy: input.policy,
    },
  })
}
