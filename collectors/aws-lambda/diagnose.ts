import type * as Sdk from '@aws-sdk/client-lambda'
import type { Diagnosis, ReadRequest } from '../../src/collect/contract.ts'
import { diagnoseAws, type Probe } from '../_aws/diagnose.ts'
import { unlessGone } from '../_aws/gone.ts'
import { oneCall } from '../_aws/paging.ts'
import type { Opened } from '../_aws/service.ts'
import type { AwsSession } from '../_aws/session.ts'
import type { AwsSettings } from '../_aws/settings.ts'
import { lambda } from './client.ts'
import { nameOf } from './lists.ts'

type Options = Parameters<Probe['call']>[1]

/** A detail can be asked for only of a function: the first one there is. That there is none of it is an answer. */
async function ofFirst(
  session: AwsSession,
  options: Options,
  ask: (opened: Opened<Sdk.LambdaClient, typeof Sdk>, name: string) => Promise<unknown>,
): Promise<unknown> {
  const opened = await session.open(lambda)
  const place = session.place('lambda:ListFunctions', options.abortSignal)
  const command = new opened.sdk.ListFunctionsCommand({ MaxItems: 1 })
  const { Functions } = await oneCall(place, () => opened.client.send(command, options))
  const name = Functions?.[0]?.FunctionArn
  if (name === undefined) return undefined
  return (await ask(opened, name).catch(unlessGone('ResourceNotFoundException'))) ?? 'none'
}

const probes: readonly Probe[] = [
  {
    action: 'lambda:ListFunctions',
    call: async (session, options) => {
      const { client, sdk } = await session.open(lambda)
      return client.send(new sdk.ListFunctionsCommand({ MaxItems: 1 }), options)
    },
  },
  {
    action: 'lambda:GetFunction',
    call: (session, options) =>
      ofFirst(session, options, ({ client, sdk }, FunctionName) =>
        client.send(new sdk.GetFunctionCommand({ FunctionName }), options),
      ),
  },
  {
    action: 'lambda:GetPolicy',
    call: (session, options) =>
      ofFirst(session, options, ({ client, sdk }, FunctionName) =>
        client.send(new sdk.GetPolicyCommand({ FunctionName }), options),
      ),
  },
  {
    action: 'lambda:ListAliases',
    call: (session, options) =>
      ofFirst(session, options, ({ client, sdk }, arn) =>
        client.send(new sdk.ListAliasesCommand({ FunctionName: nameOf(arn), MaxItems: 1 }), options),
      ),
  },
  {
    action: 'lambda:ListEventSourceMappings',
    call: async (session, options) => {
      const { client, sdk } = await session.open(lambda)
      return client.send(new sdk.ListEventSourceMappingsCommand({ MaxItems: 1 }), options)
    },
  },
]

/** Whose credentials these are, and one line for each call. */
export function diagnoseLambda(request: Omit<ReadRequest<AwsSettings>, 'unknown'>): AsyncIterable<Diagnosis> {
  return diagnoseAws(request, probes)
}
