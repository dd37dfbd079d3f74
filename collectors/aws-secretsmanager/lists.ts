import type { SecretListEntry } from '@aws-sdk/client-secrets-manager'
import { malformed } from '../_aws/errors.ts'
import { unlessGone } from '../_aws/gone.ts'
import { oneCall, pages } from '../_aws/paging.ts'
import type { AwsRead } from '../_aws/reading.ts'
import type { AwsSession } from '../_aws/session.ts'
import { secretsManager } from './client.ts'

/** The secrets of a region without their values. */
export async function* secrets(request: AwsRead, session: AwsSession): AsyncGenerator<readonly SecretListEntry[]> {
  const { client, sdk } = await session.open(secretsManager)
  yield* pages({
    ...session.place('secretsmanager:ListSecrets', request.signal),
    fetch: (NextToken) =>
      client.send(new sdk.ListSecretsCommand({ MaxResults: 100, NextToken }), { abortSignal: request.signal }),
    items: (page) => page.SecretList,
    next: (page) => page.NextToken,
  })
}

/** Regions that a secret is copied to; undefined when it was deleted meanwhile. */
export async function replicasOf(
  request: AwsRead,
  session: AwsSession,
  arn: string,
): Promise<readonly string[] | undefined> {
  const { client, sdk } = await session.open(secretsManager)
  const place = session.place('secretsmanager:DescribeSecret', request.signal)
  const answer = await oneCall(place, () =>
    client
      .send(new sdk.DescribeSecretCommand({ SecretId: arn }), { abortSignal: request.signal })
      .catch(unlessGone('ResourceNotFoundException')),
  )
  if (answer === undefined) return undefined
  if (answer.ARN === undefined) throw malformed(place, 'the secret is missing')
  return (answer.ReplicationStatus ?? []).flatMap(({ Region }) => Region ?? [])
}

/** The value in force; undefined where there is none yet. */
export async function secretValue(
  request: AwsRead,
  session: AwsSession,
  arn: string,
): Promise<string | Uint8Array | undefined> {
  const { client, sdk } = await session.open(secretsManager)
  const place = session.place('secretsmanager:GetSecretValue', request.signal)
  const answer = await oneCall(place, () =>
    client
      .send(new sdk.GetSecretValueCommand({ SecretId: arn }), { abortSignal: request.signal })
      .catch(unlessGone('ResourceNotFoundException')),
  )
  const value = answer?.SecretString ?? answer?.SecretBinary
  if (answer !== undefined && value === undefined) throw malformed(place, 'the value is missing')
  return value
}
