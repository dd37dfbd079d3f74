import type { FunctionConfiguration, GetFunctionCommandOutput } from '@aws-sdk/client-lambda'
import { serverlessFunction } from '../../src/model/kinds/serverless-function.ts'
import type { CollectedResource } from '../../src/model/resource.ts'
import { each } from '../_aws/paging.ts'
import { orUnknown, startReading, type AwsRead } from '../_aws/reading.ts'
import type { AwsSession } from '../_aws/session.ts'
import { concurrencyOf } from '../_aws/settings.ts'
import { takeTime } from '../_aws/take-time.ts'
import { functionDetails, functions } from './lists.ts'
import { callersOf, readTriggers } from './read-callers.ts'
import { detailFields, isManaged, normaliseFunction, variableFields } from './normalise.ts'

/** The functions of a region in their latest versions. */
export async function* readFunctions(request: AwsRead): AsyncGenerator<CollectedResource> {
  const session = await startReading(request)
  let triggers: ReturnType<typeof readTriggers> | undefined
  for await (const page of functions(request, session)) {
    const own = page.filter((one) => one.FunctionArn !== undefined && !isManaged(one))
    // Of the calls for each, two are as slow as this one, and each has a rate of its own.
    takeTime(request, 'lambda:ListAliases', own.length)
    const resources = each(own, concurrencyOf(request.settings), async (one) => {
      // One list for all functions, and none where there is no function.
      triggers ??= readTriggers(request, session)
      return withDetails(request, session, one, await triggers)
    })
    for await (const resource of resources) yield* resource
  }
}

async function withDetails(
  request: AwsRead,
  session: AwsSession,
  configuration: FunctionConfiguration,
  triggers: Awaited<ReturnType<typeof readTriggers>>,
): Promise<readonly CollectedResource[]> {
  const name = configuration.FunctionArn ?? ''
  const details = await orUnknown<GetFunctionCommandOutput | 'gone' | undefined>(
    request,
    serverlessFunction,
    detailFields,
    async () => (await functionDetails(request, session, name)) ?? ('gone' as const),
    undefined,
    name,
  )
  if (details === 'gone') return []
  // Who may list functions but not use the key of their variables is given an error in the place of the variables.
  const code = configuration.Environment?.Error?.ErrorCode
  if (code !== undefined) {
    request.unknown(
      serverlessFunction,
      variableFields,
      `The variables of a function could not be decrypted: ${word(code)}.`,
      name,
    )
  }
  const callers = await callersOf(request, session, name, triggers)
  return [normaliseFunction(configuration, details, callers, session, request.fingerprint)]
}

/** A code is a word; anything else in its place is not repeated. */
function word(code: string): string {
  return /^\w{1,80}$/.test(code) ? code : 'an error'
}
