import type { SecretListEntry } from '@aws-sdk/client-secrets-manager'
import type { CollectedResource } from '../../src/model/resource.ts'
import type { Fingerprinter } from '../../src/platform/fingerprint.ts'
import { storedSecretResource } from '../_aws/shapes/stored-secret.ts'

/** The account and region that were asked. */
export interface Place {
  readonly account: string | undefined
  readonly region: string
}

/** What only the call for the value tells. */
export const valueFields = ['/secret', '/shape'] as const

/** What no list tells. */
export const detailFields = ['/replicas'] as const

/** Whether the secret belongs to the environment: not one that waits to be deleted, that another service keeps, or a copy. */
export function isOwn(secret: SecretListEntry, region: string): boolean {
  const copy = secret.PrimaryRegion !== undefined && secret.PrimaryRegion !== region
  return secret.ARN !== undefined && secret.DeletedDate === undefined && secret.OwningService === undefined && !copy
}

/** A secret, with its value where that was asked for, as a `stored-secret`. */
export function normaliseSecret(
  secret: SecretListEntry,
  known: { readonly replicas?: readonly string[]; readonly value?: string | Uint8Array | undefined },
  place: Place,
  fingerprint: Fingerprinter,
): CollectedResource {
  const arn = secret.ARN ?? ''
  const account = arn.split(':')[4]
  return storedSecretResource(
    {
      arn,
      name: secret.Name ?? arn,
      account: account === '' ? place.account : account,
      region: place.region,
      tags: secret.Tags,
      description: secret.Description,
      key: secret.KmsKeyId,
      rotation: secret.RotationEnabled,
      rotationDays: secret.RotationRules?.AutomaticallyAfterDays,
      rotationSchedule: secret.RotationRules?.ScheduleExpression,
      // What rotated it once is still named after rotation was switched off.
      rotator: secret.RotationEnabled === true ? secret.RotationLambdaARN : undefined,
      changed: secret.LastChangedDate,
      rotated: secret.LastRotatedDate,
      created: secret.CreatedDate,
      nextRotation: secret.NextRotationDate,
      ...known,
    },
    fingerprint,
  )
}
