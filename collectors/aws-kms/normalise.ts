import type { KeyMetadata, Tag } from '@aws-sdk/client-kms'
import type { PolicyStatement } from '../../src/model/policy-statements.ts'
import type { CollectedResource } from '../../src/model/resource.ts'
import { NotAPolicy, policyStatements } from '../_aws/policy-document.ts'
import { encryptionKeyResource } from '../_aws/shapes/encryption-key.ts'

/** The account and region that were asked. */
export interface Place {
  readonly account: string | undefined
  readonly region: string
}

/** What is told of a key beside what it is. */
export interface KeyDetails {
  readonly names: readonly string[]
  readonly rotation: { readonly rotation?: boolean | undefined; readonly rotationPeriod?: number | undefined }
  readonly policy: readonly PolicyStatement[] | undefined
  readonly tags: readonly Tag[]
}

/** Whether the account manages the key, and it is not on its way out unnoticed. */
export function isOwn(key: KeyMetadata, names: readonly string[]): boolean {
  if (key.KeyManager === 'AWS') return false
  return names.length > 0 || !['PendingDeletion', 'PendingReplicaDeletion'].includes(key.KeyState ?? '')
}

/** A key as an `encryption-key`. */
export function normaliseKey(key: KeyMetadata, details: KeyDetails, place: Place): CollectedResource {
  const [, , , region] = (key.Arn ?? '').split(':')
  return encryptionKeyResource({
    id: key.KeyId ?? '',
    arn: key.Arn,
    account: key.AWSAccountId ?? place.account,
    region: region ?? place.region,
    tags: details.tags.map(({ TagKey, TagValue }) => ({ Key: TagKey, Value: TagValue })),
    description: key.Description,
    aliases: details.names,
    spec: key.KeySpec,
    usage: key.KeyUsage,
    state: key.KeyState,
    origin: key.Origin,
    multiRegion: key.MultiRegion,
    ...details.rotation,
    policy: details.policy,
  })
}

/** The policy as permissions; undefined where there is none to read or it cannot be understood, which is said. */
export function statementsOf(
  policy: string | undefined,
  unreadable: (reason: string) => void,
): readonly PolicyStatement[] | undefined {
  if (policy === undefined) return undefined
  try {
    return policyStatements(policy)
  } catch (error) {
    if (!(error instanceof NotAPolicy)) throw error
    unreadable(`The policy of a key cannot be understood: ${error.message}.`)
    return undefined
  }
}
