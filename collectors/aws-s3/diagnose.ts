import type { Diagnosis, ReadRequest } from '../../src/collect/contract.ts'
import { diagnoseAws, type Probe } from '../_aws/diagnose.ts'
import { oneCall } from '../_aws/paging.ts'
import type { AwsSession } from '../_aws/session.ts'
import type { AwsSettings } from '../_aws/settings.ts'
import { accountBlockPermission, askAccountBlock } from './account-block.ts'
import { aspects, type Aspect } from './aspects.ts'
import { s3 } from './client.ts'

type Options = { readonly abortSignal: AbortSignal }

async function first(session: AwsSession, options: Options): Promise<string | undefined> {
  const { client, sdk } = await session.open(s3)
  const command = new sdk.ListBucketsCommand({ BucketRegion: session.region, MaxBuckets: 1 })
  const answer = await oneCall(session.place('s3:ListAllMyBuckets', options.abortSignal), () =>
    client.send(command, options),
  )
  return answer.Buckets?.[0]?.Name
}

/** A setting can be asked for only of a bucket: the first one there is. That it is not set is an answer. */
async function trial(aspect: Aspect, session: AwsSession, options: Options): Promise<unknown> {
  const { client, sdk } = await session.open(s3)
  const name = await first(session, options)
  if (name === undefined) return undefined
  const told = await aspect.ask(sdk, client, { Bucket: name }, options).catch((error: unknown) => {
    if (error instanceof Error && aspect.notSet.includes(error.name)) return aspect.unset
    throw error
  })
  return told ?? 'allowed'
}

const probes: readonly Probe[] = [
  {
    action: 's3:ListAllMyBuckets',
    call: async (session, options) => {
      const { client, sdk } = await session.open(s3)
      return client.send(new sdk.ListBucketsCommand({ BucketRegion: session.region, MaxBuckets: 1 }), options)
    },
  },
  {
    action: accountBlockPermission,
    call: (session, { abortSignal }) => askAccountBlock(session, abortSignal),
  },
  ...aspects.map((aspect) => ({
    action: aspect.permission,
    call: (session: AwsSession, options: Options) => trial(aspect, session, options),
  })),
]

/** Whose credentials these are, and one line for each setting of a bucket. */
export function diagnoseS3(request: Omit<ReadRequest<AwsSettings>, 'unknown'>): AsyncIterable<Diagnosis> {
  return diagnoseAws(request, probes)
}
