import { bucket } from '../../src/model/kinds/bucket.ts'
import { oneCall } from '../_aws/paging.ts'
import { orUnknown, type AwsRead } from '../_aws/reading.ts'
import type { AwsSession } from '../_aws/session.ts'
import type { PublicAccessBlock } from '../_aws/shapes/bucket.ts'
import { s3Control } from './client.ts'

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
  const answer = await oneCall(session.place(accountBlockPermission, signal), () =>
    client.send(command, { abortSignal: signal }).catch((error: unknown) => {
      if (error instanceof Error && error.name === 'NoSuchPublicAccessBlockConfiguration') return undefined
      throw error
    }),
  )
  const block = answer?.PublicAccessBlockConfiguration
  return {
    blockAcls: block?.BlockPublicAcls,
    ignoreAcls: block?.IgnorePublicAcls,
    blockPolicy: block?.BlockPublicPolicy,
    restrictBuckets: block?.RestrictPublicBuckets,
  }
}
