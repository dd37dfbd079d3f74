import type { Diagnosis, ReadRequest } from '../../src/collect/contract.ts'
import { diagnoseAws, type Probe } from '../_aws/diagnose.ts'
import type { AwsSettings } from '../_aws/settings.ts'
import { iam } from './client.ts'

const probes: readonly Probe[] = [
  {
    action: 'iam:GetAccountAuthorizationDetails',
    call: async (session, options) => {
      const { client, sdk } = await session.open(iam)
      return client.send(new sdk.GetAccountAuthorizationDetailsCommand({ Filter: ['Role'], MaxItems: 1 }), options)
    },
  },
]

/** Whose credentials these are, and whether they may read roles and policies. */
export function diagnoseIam(request: Omit<ReadRequest<AwsSettings>, 'unknown'>): AsyncIterable<Diagnosis> {
  return diagnoseAws(request, probes)
}
