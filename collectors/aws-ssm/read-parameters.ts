import type { ParameterMetadata, Tag } from '@aws-sdk/client-ssm'
import { storedParameter } from '../../src/model/kinds/stored-parameter.ts'
import type { CollectedResource } from '../../src/model/resource.ts'
import { each } from '../_aws/paging.ts'
import { orUnknown, startReading, type AwsRead } from '../_aws/reading.ts'
import type { AwsSession } from '../_aws/session.ts'
import { concurrencyOf } from '../_aws/settings.ts'
import { takeTime } from '../_aws/take-time.ts'
import { parameters, parameterTags, parameterValues, valuesAtOnce } from './lists.ts'
import { normaliseParameter, valueFields } from './normalise.ts'

/** The parameters of a region; with their values, decrypted and fingerprinted at once, only where the settings ask for them. */
export async function* readParameters(request: AwsRead): AsyncGenerator<CollectedResource> {
  const session = await startReading(request)
  const asked = request.settings.values === 'fingerprint'
  for await (const page of parameters(request, session)) {
    takeTime(request, 'ssm:ListTagsForResource', page.length)
    if (asked) takeTime(request, 'ssm:GetParameters', Math.ceil(page.length / valuesAtOnce))
    const tens = Array.from({ length: Math.ceil(page.length / valuesAtOnce) }, (_, ten) =>
      page.slice(ten * valuesAtOnce, (ten + 1) * valuesAtOnce),
    )
    const read = each(tens, concurrencyOf(request.settings), (ten) => withValues(request, session, ten, asked))
    for await (const resources of read) yield* resources
  }
}

async function withValues(
  request: AwsRead,
  session: AwsSession,
  ten: readonly ParameterMetadata[],
  asked: boolean,
): Promise<readonly CollectedResource[]> {
  const names = ten.flatMap(({ Name }) => Name ?? [])
  const none: ReadonlyMap<string, string | undefined> = new Map()
  const read = (): Promise<typeof none> => parameterValues(request, session, names)
  const values = asked ? await orUnknown(request, storedParameter, valueFields, read, none, names) : none
  // One after the other: several tens are under way, and together they are as many calls as the source allows.
  const found: CollectedResource[] = []
  for (const one of ten) {
    const name = one.Name ?? ''
    if (values.has(name) && values.get(name) === undefined) continue
    const tags = await tagsOf(request, session, name)
    found.push(...normaliseParameter(one, values.get(name), tags, session, request.fingerprint))
  }
  return found
}

/** Without them, none is named: what is chosen by tags may then be missing, and the kind is partial. */
async function tagsOf(request: AwsRead, session: AwsSession, name: string): Promise<readonly Tag[]> {
  return orUnknown<readonly Tag[]>(request, storedParameter, [], () => parameterTags(request, session, name), [], name)
}
