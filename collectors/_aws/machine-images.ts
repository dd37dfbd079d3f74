import type { Image } from '@aws-sdk/client-ec2'
import { pages } from './paging.ts'
import type { AwsRead } from './reading.ts'
import { awsService } from './service.ts'
import type { AwsSession } from './session.ts'

/** Amazon EC2. Here, because whatever starts machines names their images, which EC2 alone knows. */
export const ec2 = awsService({
  id: 'ec2',
  load: async () => {
    const sdk = await import('@aws-sdk/client-ec2')
    return { sdk, make: (config) => new sdk.EC2Client(config) }
  },
})

/** Values that one filter takes. */
const idsPerCall = 200

/**
 * Images by their ids, at most 200 a call. Asked for by a filter: `ImageIds` refuses all of them when one was deregistered.
 * One that is not there any more is not in the answer.
 */
export async function readImages(
  request: AwsRead,
  session: AwsSession,
  ids: readonly string[],
): Promise<readonly Image[]> {
  const { client, sdk } = await session.open(ec2)
  const found: Image[] = []
  for (let at = 0; at < ids.length; at += idsPerCall) {
    const Filters = [{ Name: 'image-id', Values: ids.slice(at, at + idsPerCall) }]
    const list = pages({
      ...session.place('ec2:DescribeImages', request.signal),
      fetch: (NextToken) =>
        client.send(new sdk.DescribeImagesCommand({ Filters, IncludeDeprecated: true, MaxResults: 1000, NextToken }), {
          abortSignal: request.signal,
        }),
      items: (page) => page.Images,
      next: (page) => page.NextToken,
    })
    for await (const page of list) found.push(...page)
  }
  return found
}
