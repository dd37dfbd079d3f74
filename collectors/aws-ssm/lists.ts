import type { ParameterMetadata, Tag } from '@aws-sdk/client-ssm'
import { unlessGone } from '../_aws/gone.ts'
import { malformed } from '../_aws/errors.ts'
import { oneCall, pages } from '../_aws/paging.ts'
import type { AwsRead } from '../_aws/reading.ts'
import type { AwsSession } from '../_aws/session.ts'
import { ssm } from './client.ts'

/** How many values one call tells. */
export const valuesAtOnce = 10

/** The parameters of a region without their values; short pages, empty ones too, are legal. */
export async function* parameters(request: AwsRead, session: AwsSession): AsyncGenerator<readonly ParameterMetadata[]> {
  const { client, sdk } = await session.open(ssm)
  yield* pages({
    ...session.place('ssm:DescribeParameters', request.signal),
    fetch: (NextToken) =>
      client.send(new sdk.DescribeParametersCommand({ MaxResults: 50, NextToken }), { abortSignal: request.signal }),
    items: (page) => page.Parameters,
    next: (page) => page.NextToken,
  })
}

/** Values by name, decrypted; undefined of one that was deleted meanwhile. */
export async function parameterValues(
  request: AwsRead,
  session: AwsSession,
  names: readonly string[],
): Promise<ReadonlyMap<string, string | undefined>> {
  const { client, sdk } = await session.open(ssm)
  const place = session.place('ssm:GetParameters', request.signal)
  const command = new sdk.GetParametersCommand({ Names: [...names], WithDecryption: true })
  const { Parameters: found, InvalidParameters: gone = [] } = await oneCall(place, () =>
    client.send(command, { abortSignal: request.signal }),
  )
  if (found === undefined) throw malformed(place, 'its list is missing')
  const values = new Map<string, string | undefined>(gone.map((name) => [name, undefined]))
  for (const { Name, Value } of found) if (Name !== undefined && Value !== undefined) values.set(Name, Value)
  if (!names.every((name) => values.has(name))) throw malformed(place, 'it does not tell all that it was asked for')
  return values
}

/** The tags of a parameter, which no list tells. None where it was deleted meanwhile. */
export async function parameterTags(request: AwsRead, session: AwsSession, name: string): Promise<readonly Tag[]> {
  const { client, sdk } = await session.open(ssm)
  const command = new sdk.ListTagsForResourceCommand({ ResourceType: 'Parameter', ResourceId: name })
  const answer = await oneCall(session.place('ssm:ListTagsForResource', request.signal), () =>
    client.send(command, { abortSignal: request.signal }).catch(unlessGone('InvalidResourceId')),
  )
  return answer?.TagList ?? []
}
