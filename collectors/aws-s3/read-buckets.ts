import { bucket } from '../../src/model/kinds/bucket.ts'
import type { CollectedResource } from '../../src/model/resource.ts'
import { malformed } from '../_aws/errors.ts'
import { each, oneCall } from '../_aws/paging.ts'
import { NotAPolicy } from '../_aws/policy-document.ts'
import { orUnknown, startReading, type AwsRead } from '../_aws/reading.ts'
import type { AwsSession } from '../_aws/session.ts'
import { concurrencyOf } from '../_aws/settings.ts'
import { bucketResource, type BucketInput, type PublicAccessBlock } from '../_aws/shapes/bucket.ts'
import { takeTime } from '../_aws/take-time.ts'
import { readAccountBlock } from './account-block.ts'
import { aspects, type Aspect } from './aspects.ts'
import { s3 } from './client.ts'
import { bucketsOf } from './lists.ts'

/** A bucket that was deleted while it was read. */
class Gone extends Error {}

/** The buckets of a region with their settings: one call for each setting of each bucket, which is how S3 tells them. */
export async function* readBuckets(request: AwsRead): AsyncGenerator<CollectedResource> {
  const session = await startReading(request)
  let block: ReturnType<typeof readAccountBlock> | undefined
  for await (const names of bucketsOf(request, session)) {
    takeTime(request, 's3:GetBucket', names.length * aspects.length)
    const resources = each(names, concurrencyOf(request.settings), async (name) => {
      // One call for the account, and none where it has no bucket here.
      block ??= readAccountBlock(request, session)
      return settingsOf(request, session, name, await block)
    })
    for await (const resource of resources) yield* resource
  }
}

/** One after the other: several buckets are under way, and together they are as many calls as the source allows. */
async function settingsOf(
  request: AwsRead,
  session: AwsSession,
  name: string,
  accountBlock: PublicAccessBlock | undefined,
): Promise<readonly CollectedResource[]> {
  try {
    let input: BucketInput = { name, account: session.account, region: session.region, accountBlock }
    for (const aspect of aspects) input = { ...input, ...(await ask(request, session, name, aspect)) }
    return [bucketResource(input)]
  } catch (error) {
    if (error instanceof Gone) return []
    throw error
  }
}

/** What was denied, or cannot be understood, is unknown for this aspect alone. */
async function ask(request: AwsRead, session: AwsSession, name: string, aspect: Aspect): Promise<Partial<BucketInput>> {
  const { client, sdk } = await session.open(s3)
  const { signal } = request
  const place = session.place(aspect.permission, signal)
  const part = async (): Promise<Partial<BucketInput>> => {
    try {
      const told = await aspect.ask(sdk, client, { Bucket: name }, { abortSignal: signal })
      if (told === undefined) throw malformed(place, 'what it was asked for is missing')
      return told
    } catch (error) {
      if (!(error instanceof Error)) throw error
      if (error.name === 'NoSuchBucket') throw new Gone()
      if (aspect.notSet.includes(error.name)) return aspect.unset
      if (!(error instanceof NotAPolicy)) throw error
      const reason = `The policy of the bucket ${name} cannot be understood: ${error.message}.`
      request.unknown(bucket, aspect.fields, reason, name)
      return {}
    }
  }
  const call = async (): Promise<Partial<BucketInput>> => {
    let gone: Gone | undefined
    const found = await oneCall(place, () =>
      part().catch((error: unknown) => {
        if (!(error instanceof Gone)) throw error
        gone = error
        return {}
      }),
    )
    if (gone !== undefined) throw gone
    return found
  }
  return orUnknown(request, bucket, aspect.fields, call, {}, name)
}
