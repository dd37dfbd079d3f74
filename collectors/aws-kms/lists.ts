import type { AliasListEntry, KeyListEntry, KeyMetadata, Tag } from '@aws-sdk/client-kms'
import { malformed } from '../_aws/errors.ts'
import { unlessGone } from '../_aws/gone.ts'
import { oneCall, pages } from '../_aws/paging.ts'
import type { AwsRead } from '../_aws/reading.ts'
import type { AwsSession } from '../_aws/session.ts'
import { kms } from './client.ts'

/** The keys of a region, AWS's own among them. */
export async function* keys(request: AwsRead, session: AwsSession): AsyncGenerator<readonly KeyListEntry[]> {
  const { client, sdk } = await session.open(kms)
  yield* pages({
    ...session.place('kms:ListKeys', request.signal),
    fetch: (Marker) => client.send(new sdk.ListKeysCommand({ Limit: 1000, Marker }), { abortSignal: request.signal }),
    items: (page) => page.Keys,
    next: (page) => page.NextMarker,
  })
}

/** The aliases of a region, in one list: a hundred a page. */
export async function* aliases(request: AwsRead, session: AwsSession): AsyncGenerator<readonly AliasListEntry[]> {
  const { client, sdk } = await session.open(kms)
  yield* pages({
    ...session.place('kms:ListAliases', request.signal),
    fetch: (Marker) => client.send(new sdk.ListAliasesCommand({ Limit: 100, Marker }), { abortSignal: request.signal }),
    items: (page) => page.Aliases,
    next: (page) => page.NextMarker,
  })
}

/** What a key is; undefined when it was deleted meanwhile. */
export async function keyMetadata(request: AwsRead, session: AwsSession, id: string): Promise<KeyMetadata | undefined> {
  const { client, sdk } = await session.open(kms)
  const place = session.place('kms:DescribeKey', request.signal)
  const answer = await oneCall(place, () =>
    client
      .send(new sdk.DescribeKeyCommand({ KeyId: id }), { abortSignal: request.signal })
      .catch(unlessGone('NotFoundException')),
  )
  if (answer !== undefined && answer.KeyMetadata === undefined) throw malformed(place, 'the key is missing')
  return answer?.KeyMetadata
}

/** Whether a key is replaced by itself, and how often. What cannot be, is not. */
export async function rotationOf(
  request: AwsRead,
  session: AwsSession,
  id: string,
): Promise<{ readonly rotation?: boolean; readonly rotationPeriod?: number | undefined }> {
  const { client, sdk } = await session.open(kms)
  const place = session.place('kms:GetKeyRotationStatus', request.signal)
  const answer = await oneCall(place, () =>
    client
      .send(new sdk.GetKeyRotationStatusCommand({ KeyId: id }), { abortSignal: request.signal })
      .catch(unlessGone('UnsupportedOperationException', 'KMSInvalidStateException', 'NotFoundException')),
  )
  if (answer !== undefined && answer.KeyRotationEnabled === undefined) throw malformed(place, 'it does not tell it')
  return { rotation: answer?.KeyRotationEnabled === true, rotationPeriod: answer?.RotationPeriodInDays }
}

/** The policy of a key, which has this one name. */
export async function policyOf(request: AwsRead, session: AwsSession, id: string): Promise<string | undefined> {
  const { client, sdk } = await session.open(kms)
  const place = session.place('kms:GetKeyPolicy', request.signal)
  const answer = await oneCall(place, () =>
    client
      .send(new sdk.GetKeyPolicyCommand({ KeyId: id, PolicyName: 'default' }), { abortSignal: request.signal })
      .catch(unlessGone('NotFoundException')),
  )
  if (answer !== undefined && answer.Policy === undefined) throw malformed(place, 'the policy is missing')
  return answer?.Policy
}

/** The tags of a key: at most fifty, in one page. */
export async function tagsOf(request: AwsRead, session: AwsSession, id: string): Promise<readonly Tag[]> {
  const { client, sdk } = await session.open(kms)
  const answer = await oneCall(session.place('kms:ListResourceTags', request.signal), () =>
    client
      .send(new sdk.ListResourceTagsCommand({ KeyId: id, Limit: 50 }), { abortSignal: request.signal })
      .catch(unlessGone('NotFoundException')),
  )
  return answer?.Tags ?? []
}
