import type { FunctionConfiguration, GetFunctionCommandOutput } from '@aws-sdk/client-lambda'
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
  return oneCall(place, () =>
    client
      .send(new sdk.GetFunctionCommand({ FunctionName: name }), { abortSignal: request.signal })
      .catch(unlessGone('ResourceNotFoundException')),
  )
}
