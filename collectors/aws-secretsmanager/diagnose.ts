import type { Diagnosis, ReadRequest } from '../../src/collect/contract.ts'
import { diagnoseAws, type Probe } from '../_aws/diagnose.ts'
import type { AwsSettings } from '../_aws/settings.ts'
import { secretsManager } from './client.ts'

const probes: readonly Probe[] = [
  {
    action: 'secretsmanager:ListSecrets',
    call: async (session, options) => {
      const { client, sdk } = await session.open(secretsManager)
      return client.send(new sdk.ListSecretsCommand({ MaxResults: 1 }), options)
    },
  },
]

/** Whose credentials these are, and whether secrets may be listed. No value is asked for to find out whether one may. */
export function diagnoseSecretsManager(request: Omit<ReadRequest<AwsSettings>, 'unknown'>): AsyncIterable<Diagnosis> {
  return diagnoseAws(request, probes)
}
