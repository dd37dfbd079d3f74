import { unlessGone } from '../_aws/gone.ts'
import { oneCall, pages } from '../_aws/paging.ts'
import { awsScopes } from '../_aws/scopes.ts'
import { sessionOf, type AwsSession } from '../_aws/session.ts'
import type { AwsSettings } from '../_aws/settings.ts'
import type { EnvironmentFacts } from '../../src/collect/contract.ts'
import { EvenkeelError, fail } from '../../src/errors/catalogue.ts'
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
      client
        .send(new sdk.ListObjectsV2Command({ Bucket: settings.bucket, Prefix: settings.prefix, ContinuationToken }), {
          abortSignal: signal,
        })
        .catch(tellingMore(scopeOfS3(settings))),
    // S3 leaves out the list where it is empty, and counts.
    items: (page) => page.Contents ?? (page.KeyCount === undefined ? undefined : []),
    next: (page) => page.NextContinuationToken,
  })
  for await (const page of list)
    found.push(...page.flatMap(({ Key }) => (Key?.endsWith('.tfstate') === true ? [Key] : [])))
  return found.sort()
}

/** What a bucket of another region answers, to whoever asks in the wrong one. */
const elsewhere: readonly string[] = [
  'PermanentRedirect',
  'TemporaryRedirect',
  'AuthorizationHeaderMalformed',
  'IllegalLocationConstraintException',
]

/** The answer of S3 in its own words, where it means more than a refusal of one call. */
function tellingMore(what: string): (error: unknown) => never {
  return (error) => {
    const name = error instanceof Error ? error.name : ''
    if (elsewhere.includes(name)) {
      const detail = `${name}: the bucket is in another region; say in which by \`region\``
      throw fail('collect-no-place', { what, detail }, error)
    }
    if (name === 'InvalidObjectState') {
      const detail = `${name}: the object is in an archive, and has to be restored before it can be read`
      throw fail('collect-failed', { what, detail }, error)
    }
    throw error
  }
}

/** Who may read an object of a bucket with a key of its own, and may not use the key, is refused in the same words. */
function withKey(what: string): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof EvenkeelError) || error.code !== 'collect-denied') throw error
    const permission = 's3:GetObject, and kms:Decrypt where the bucket has a key of its own'
    throw fail('collect-denied', { what: `s3:GetObject in ${what}`, detail: 'AccessDenied', permission }, error)
  }
}

async function textOf(bucket: string, key: string, session: AwsSession, signal: AbortSignal): Promise<string> {
  const what = scopeOfS3({ bucket, key })
  const { client, sdk } = await session.open(s3)
  const found = await oneCall({ ...session.place('s3:GetObject', signal), scope: what }, () =>
    client
      .send(new sdk.GetObjectCommand({ Bucket: bucket, Key: key }), { abortSignal: signal })
      .catch(unlessGone('NoSuchKey', 'NoSuchBucket'))
      .catch(tellingMore(what)),
  ).catch(withKey(what))
  if (found?.Body === undefined) throw fail('collect-nothing-matched', { what })
  const stream = found.Body.transformToWebStream()
  return oneCall({ ...session.place('s3:GetObject', signal), scope: what }, () => textOfStream(stream, what))
}
