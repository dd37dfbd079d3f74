import type { ParameterMetadata } from '@aws-sdk/client-ssm'
import { storedParameter } from '../../src/model/kinds/stored-parameter.ts'
import type { CollectedResource } from '../../src/model/resource.ts'
import { each } from '../_aws/paging.ts'
import { orUnknown, startReading, type AwsRead } from '../_aws/reading.ts'
import type { AwsSession } from '../_aws/session.ts'
import { concurrencyOf } from '../_aws/settings.ts'
import { parameters, parameterValues, valuesAtOnce } from './lists.ts'
import { normaliseParameter, valueFields } from './normalise.ts'

/** The parameters of a region; with their values, decrypted and fingerprinted at once, only where the settings ask for them. */
export async function* readParameters(request: AwsRead): AsyncGenerator<CollectedResource> {
  const session = await startReading(request)
  const asked = request.settings.values === 'fingerprint'
  for await (const page of parameters(request, session)) {
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
  const none: ReadonlyMap<string, string> = new Map()
  const values = asked
    ? await orUnknown(request, storedParameter, valueFields, () => parameterValues(request, session, names), none)
    : none
  return ten.flatMap((one) => normaliseParameter(one, values.get(one.Name ?? ''), session, request.fingerprint))
}
