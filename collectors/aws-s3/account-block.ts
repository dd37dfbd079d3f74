import { bucket } from '../../src/model/kinds/bucket.ts'
import { malformed } from '../_aws/errors.ts'
import { unlessGone } from '../_aws/gone.ts'
import { oneCall } from '../_aws/paging.ts'
import { orUnknown, type AwsRead } from '../_aws/reading.ts'
import type { AwsSession } from '../_aws/session.ts'
import type { PublicAccessBlock } from '../_aws/shapes/bucket.ts'
import { s3Control } from './client.ts'
import { blockOf } from './normalise.ts'

/** The permission of the call, which S3 calls otherwise. */
export const accountBlockPermission = 's3:GetAccountPublicAccessBlock'

/**
 * What keeps all buckets of the account from being public. Empty where nothing was set; undefined where it is not told, and then it is
 * said: of a bucket that is not closed by itself, it is unknown whether it is closed.
 */
export async function readAccountBlock(request: AwsRead, session: AwsSession): Promise<PublicAccessBlock | undefined> {
  return orUnknown<PublicAccessBlock | undefined>(
    request,
    bucket,
    ['/accountBlock'],
    () => askAccountBlock(session, request.signal),
    undefined,
  )
}

/** Asks for it. Throws `collect-*` errors. */
export async function askAccountBlock(session: AwsSession, signal: AbortSignal): Promise<PublicAccessBlock> {
  const account = session.account ?? (await session.identity(signal)).account
  const { client, sdk } = await session.open(s3Control)
  const command = new sdk.GetPublicAccessBlockCommand({ AccountId: account })
  const place = session.place(accountBlockPermission, signal)
  const answer = await oneCall(place, () =>
    client.send(command, { abortSignal: signal }).catch(unlessGone('NoSuchPublicAccessBlockConfiguration')),
  )
  if (answer === undefined) return {}
  const block = blockOf(answer.PublicAccessBlockConfiguration)
  if (block === undefined) throw malformed(place, 'what it was asked for is missing')
  return block
}
