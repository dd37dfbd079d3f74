import type { Diagnosis, ReadRequest } from '../../src/collect/contract.ts'
import { diagnoseAws, type Probe } from '../_aws/diagnose.ts'
import { oneCall } from '../_aws/paging.ts'
import type { AwsSession } from '../_aws/session.ts'
import type { AwsSettings } from '../_aws/settings.ts'
import { kms } from './client.ts'

type Options = { readonly abortSignal: AbortSignal }

/** Everything else is asked of a key: the first one there is. */
async function first(session: AwsSession, options: Options): Promise<string | undefined> {
  const { client, sdk } = await session.open(kms)
  const { Keys } = await oneCall(session.place('kms:ListKeys', options.abortSignal), () =>
    client.send(new sdk.ListKeysCommand({ Limit: 1 }), options),
  )
  return Keys?.[0]?.KeyId
}

const probes: readonly Probe[] = [
  {
    action: 'kms:ListKeys',
    call: async (session, options) => {
      const { client, sdk } = await session.open(kms)
      return client.send(new sdk.ListKeysCommand({ Limit: 1 }), options)
    },
  },
  {
    action: 'kms:ListAliases',
    call: async (session, options) => {
      const { client, sdk } = await session.open(kms)
      return client.send(new sdk.ListAliasesCommand({ Limit: 1 }), options)
    },
  },
  {
    action: 'kms:DescribeKey',
    call: async (session, options) => {
      const { client, sdk } = await session.open(kms)
      const id = await first(session, options)
      return id === undefined ? undefined : client.send(new sdk.DescribeKeyCommand({ KeyId: id }), options)
    },
  },
  {
    action: 'kms:GetKeyPolicy',
    call: async (session, options) => {
      const { client, sdk } = await session.open(kms)
      const id = await first(session, options)
      if (id === undefined) return undefined
      return client.send(new sdk.GetKeyPolicyCommand({ KeyId: id, PolicyName: 'default' }), options)
    },
  },
]

/** Whose credentials these are, and one line for each list and for what is asked of the first key. */
export function diagnoseKms(request: Omit<ReadRequest<AwsSettings>, 'unknown'>): AsyncIterable<Diagnosis> {
  return diagnoseAws(request, probes)
}
