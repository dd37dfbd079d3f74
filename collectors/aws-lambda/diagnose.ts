import type { Diagnosis, ReadRequest } from '../../src/collect/contract.ts'
import { diagnoseAws, type Probe } from '../_aws/diagnose.ts'
import { oneCall } from '../_aws/paging.ts'
import type { AwsSettings } from '../_aws/settings.ts'
import { lambda } from './client.ts'

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
    call: async (session, options) => {
      const { client, sdk } = await session.open(lambda)
      const place = session.place('lambda:ListFunctions', options.abortSignal)
      const { Functions } = await oneCall(place, () =>
        client.send(new sdk.ListFunctionsCommand({ MaxItems: 1 }), options),
      )
      const name = Functions?.[0]?.FunctionArn
      return name === undefined ? undefined : client.send(new sdk.GetFunctionCommand({ FunctionName: name }), options)
    },
  },
]

/** Whose credentials these are, and one line for each call. */
export function diagnoseLambda(request: Omit<ReadRequest<AwsSettings>, 'unknown'>): AsyncIterable<Diagnosis> {
  return diagnoseAws(request, probes)
}
