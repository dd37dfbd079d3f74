import type {
  AliasConfiguration,
  EventSourceMappingConfiguration,
  FunctionConfiguration,
  GetFunctionCommandOutput,
} from '@aws-sdk/client-lambda'
import { malformed } from '../_aws/errors.ts'
import { unlessGone } from '../_aws/gone.ts'
import { oneCall, pages } from '../_aws/paging.ts'
import type { AwsRead } from '../_aws/reading.ts'
import type { AwsSession } from '../_aws/session.ts'
import { lambda } from './client.ts'

/** The functions of a region in their latest versions; 50 a page, whatever one asks. */
export async function* functions(
  request: AwsRead,
  session: AwsSession,
): AsyncGenerator<readonly FunctionConfiguration[]> {
  const { client, sdk } = await session.open(lambda)
  yield* pages({
    ...session.place('lambda:ListFunctions', request.signal),
    fetch: (Marker) =>
      client.send(new sdk.ListFunctionsCommand({ MaxItems: 50, Marker }), { abortSignal: request.signal }),
    items: (page) => page.Functions,
    next: (page) => page.NextMarker,
  })
}

/** Tags, image and reserved concurrency of a function, which no list tells. Undefined when it was deleted meanwhile. */
export async function functionDetails(
  request: AwsRead,
  session: AwsSession,
  name: string,
): Promise<GetFunctionCommandOutput | undefined> {
  const { client, sdk } = await session.open(lambda)
  const place = session.place('lambda:GetFunction', request.signal)
  const answer = await oneCall(place, () =>
    client
      .send(new sdk.GetFunctionCommand({ FunctionName: name }), { abortSignal: request.signal })
      .catch(unlessGone('ResourceNotFoundException')),
  )
  if (answer !== undefined && answer.Configuration === undefined) throw malformed(place, 'the function is missing')
  return answer
}

/** The policy of a function, or of one of its aliases, as text. Undefined where there is none. */
export async function functionPolicyText(
  request: AwsRead,
  session: AwsSession,
  name: string,
  alias?: string,
): Promise<string | undefined> {
  const { client, sdk } = await session.open(lambda)
  const command = new sdk.GetPolicyCommand({ FunctionName: name, ...(alias === undefined ? {} : { Qualifier: alias }) })
  const place = session.place('lambda:GetPolicy', request.signal)
  const answer = await oneCall(place, () =>
    client.send(command, { abortSignal: request.signal }).catch(unlessGone('ResourceNotFoundException')),
  )
  if (answer !== undefined && answer.Policy === undefined) throw malformed(place, 'the policy is missing')
  return answer?.Policy
}

/** The aliases of a function; none where it was deleted meanwhile. */
export async function aliasesOf(
  request: AwsRead,
  session: AwsSession,
  arn: string,
): Promise<readonly AliasConfiguration[]> {
  const { client, sdk } = await session.open(lambda)
  const { signal: abortSignal } = request
  const found: AliasConfiguration[] = []
  // A simulator finds them by the name alone.
  const FunctionName = nameOf(arn)
  const list = pages({
    ...session.place('lambda:ListAliases', abortSignal),
    fetch: async (Marker) => {
      const command = new sdk.ListAliasesCommand({ FunctionName, MaxItems: 50, Marker })
      const page = await client.send(command, { abortSignal }).catch(unlessGone('ResourceNotFoundException'))
      return page ?? { Aliases: [], NextMarker: undefined }
    },
    items: (page) => page.Aliases,
    next: (page) => page.NextMarker,
  })
  for await (const page of list) found.push(...page)
  return found
}

/** `shop-invoice` of `arn:aws:lambda:eu-west-1:111111111111:function:shop-invoice`. */
export function nameOf(arn: string): string {
  return arn.split(':')[6] ?? arn
}

/** The event source mappings of a region, by the ARN of the function that they call, without its alias. */
export async function triggersByFunction(
  request: AwsRead,
  session: AwsSession,
): Promise<ReadonlyMap<string, readonly EventSourceMappingConfiguration[]>> {
  const { client, sdk } = await session.open(lambda)
  const { signal: abortSignal } = request
  const found = new Map<string, EventSourceMappingConfiguration[]>()
  const list = pages({
    ...session.place('lambda:ListEventSourceMappings', abortSignal),
    fetch: (Marker) => client.send(new sdk.ListEventSourceMappingsCommand({ MaxItems: 100, Marker }), { abortSignal }),
    items: (page) => page.EventSourceMappings,
    next: (page) => page.NextMarker,
  })
  for await (const page of list) {
    for (const one of page) {
      const arn = one.FunctionArn?.split(':').slice(0, 7).join(':')
      if (arn === undefined || one.State === 'Deleting') continue
      found.set(arn, [...(found.get(arn) ?? []), one])
    }
  }
  return found
}
