import { unlessGone } from '../_aws/gone.ts'
import { oneCall, pages } from '../_aws/paging.ts'
import { awsScopes } from '../_aws/scopes.ts'
import { sessionOf, type AwsSession } from '../_aws/session.ts'
import type { AwsSettings } from '../_aws/settings.ts'
import type { EnvironmentFacts } from '../../src/collect/contract.ts'
import { fail } from '../../src/errors/catalogue.ts'
import { s3 } from './s3-client.ts'
import type { StateInS3 } from './settings.ts'
import type { StateText } from './state-places.ts'
import { textOfStream } from './stream-text.ts'

export interface S3Request {
  readonly environment: EnvironmentFacts
  readonly signal: AbortSignal
}

/** `s3://bucket/key`; a prefix ends in `*`. */
export function scopeOfS3({ bucket, key, prefix = '' }: StateInS3): string {
  return `s3://${bucket}/${key ?? `${prefix}*`}`
}

/**
 * The states that a source names in S3. Nothing is locked or written: an object of S3 is read whole or not at all. Throws
 * `collect-*`; a state that is refused fails when its text is asked for.
 */
export async function s3States(settings: StateInS3, request: S3Request): Promise<readonly StateText[]> {
  const session = await sessionFor(settings, request.environment)
  const keys = settings.key === undefined ? await statesBelow(settings, session, request.signal) : [settings.key]
  if (keys.length === 0)
    throw fail('collect-nothing-matched', { what: `${scopeOfS3(settings)} (no key ends in .tfstate)` })
  return keys.map((key) => ({
    what: scopeOfS3({ bucket: settings.bucket, key }),
    text: () => textOf(settings.bucket, key, session, request.signal),
  }))
}

const sessions = new WeakMap<StateInS3, AwsSettings>()

async function sessionFor(settings: StateInS3, environment: EnvironmentFacts): Promise<AwsSession> {
  const { bucket: _bucket, key: _key, prefix: _prefix, region, ...credentials } = settings
  const known = sessions.get(settings) ?? { ...credentials, ...(region === undefined ? {} : { regions: [region] }) }
  sessions.set(settings, known)
  const [scope, ...more] = await awsScopes(known, environment)
  if (scope === undefined || more.length > 0) {
    const detail = 'the environment has several regions: say in which one the bucket is, by `region`'
    throw fail('collect-no-place', { what: scopeOfS3(settings), detail })
  }
  return sessionOf({ settings: known, scope })
}

/** Keys below a prefix, sorted. Lock files (`.tflock`) and whatever else lies there are no states. */
async function statesBelow(settings: StateInS3, session: AwsSession, signal: AbortSignal): Promise<readonly string[]> {
  const { client, sdk } = await session.open(s3)
  const found: string[] = []
  const list = pages({
    ...session.place('s3:ListBucket', signal),
    fetch: (ContinuationToken) =>
      client.send(
        new sdk.ListObjectsV2Command({ Bucket: settings.bucket, Prefix: settings.prefix, ContinuationToken }),
        { abortSignal: signal },
      ),
    // S3 leaves out the list where it is empty, and counts.
    items: (page) => page.Contents ?? (page.KeyCount === undefined ? undefined : []),
    next: (page) => page.NextContinuationToken,
  })
  for await (const page of list)
    found.push(...page.flatMap(({ Key }) => (Key?.endsWith('.tfstate') === true ? [Key] : [])))
  return found.sort()
}

async function textOf(bucket: string, key: string, session: AwsSession, signal: AbortSignal): Promise<string> {
  const what = scopeOfS3({ bucket, key })
  const { client, sdk } = await session.open(s3)
  const found = await oneCall({ ...session.place('s3:GetObject', signal), scope: what }, () =>
    client
      .send(new sdk.GetObjectCommand({ Bucket: bucket, Key: key }), { abortSignal: signal })
      .catch(unlessGone('NoSuchKey', 'NoSuchBucket')),
  )
  if (found?.Body === undefined) throw fail('collect-nothing-matched', { what })
  const stream = found.Body.transformToWebStream()
  return oneCall({ ...session.place('s3:GetObject', signal), scope: what }, () => textOfStream(stream, what))
}
