import type { SecretListEntry } from '@aws-sdk/client-secrets-manager'
import { storedSecret } from '../../src/model/kinds/stored-secret.ts'
import type { CollectedResource } from '../../src/model/resource.ts'
import { each } from '../_aws/paging.ts'
import { orUnknown, startReading, type AwsRead } from '../_aws/reading.ts'
import type { AwsSession } from '../_aws/session.ts'
import { concurrencyOf } from '../_aws/settings.ts'
import { takeTime } from '../_aws/take-time.ts'
import { replicasOf, secrets, secretValue } from './lists.ts'
import { detailFields, isOwn, normaliseSecret, valueFields } from './normalise.ts'

/** The secrets of a region; with their values, fingerprinted at once, only where the settings ask for them. */
export async function* readSecrets(request: AwsRead): AsyncGenerator<CollectedResource> {
  const session = await startReading(request)
  for await (const page of secrets(request, session)) {
    const own = page.filter((secret) => isOwn(secret, session.region))
    if (request.settings.values === 'fingerprint') takeTime(request, 'secretsmanager:GetSecretValue', own.length)
    yield* each(own, concurrencyOf(request.settings), (secret) => withDetails(request, session, secret))
  }
}

async function withDetails(request: AwsRead, session: AwsSession, secret: SecretListEntry): Promise<CollectedResource> {
  const arn = secret.ARN ?? ''
  // Only a secret that names its first region has copies.
  const replicas =
    secret.PrimaryRegion === undefined
      ? []
      : await orUnknown(request, storedSecret, detailFields, () => replicasOf(request, session, arn), [], arn)
  const value =
    request.settings.values === 'fingerprint'
      ? await orUnknown(request, storedSecret, valueFields, () => secretValue(request, session, arn), undefined, arn)
      : undefined
  return normaliseSecret(secret, { replicas: replicas ?? [], value }, session, request.fingerprint)
}
