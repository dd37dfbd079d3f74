import { oneCall, pages } from '../_aws/paging.ts'
import type { AwsRead } from '../_aws/reading.ts'
import type { AwsSession } from '../_aws/session.ts'
import { s3 } from './client.ts'

/**
 * Names of the buckets of a region, page by page. A bucket belongs to one region and is read there alone; a simulator that
 * knows no regions in its list is asked for each bucket's.
 */
export async function* bucketsOf(request: AwsRead, session: AwsSession): AsyncGenerator<readonly string[]> {
  const { client, sdk } = await session.open(s3)
  const { signal } = request
  const list = pages({
    ...session.place('s3:ListAllMyBuckets', signal),
    fetch: (ContinuationToken) =>
      client.send(new sdk.ListBucketsCommand({ BucketRegion: session.region, MaxBuckets: 1000, ContinuationToken }), {
        abortSignal: signal,
      }),
    items: (page) => page.Buckets ?? (page.Owner === undefined ? undefined : []),
    next: (page) => page.ContinuationToken,
  })
  for await (const page of list) {
    const own: string[] = []
    for (const { Name: name, BucketRegion: region } of page) {
      if (name === undefined) continue
      if ((region ?? (await regionOf(request, session, name))) === session.region) own.push(name)
    }
    yield own
  }
}

async function regionOf(request: AwsRead, session: AwsSession, name: string): Promise<string> {
  const { client, sdk } = await session.open(s3)
  const place = session.place('s3:GetBucketLocation', request.signal)
  const { LocationConstraint: told } = await oneCall(place, () =>
    client.send(new sdk.GetBucketLocationCommand({ Bucket: name }), { abortSignal: request.signal }),
  )
  // The oldest region has no name here, and Ireland an old one.
  if (told === undefined || (told as string) === '') return 'us-east-1'
  return told === 'EU' ? 'eu-west-1' : told
}
