import { awsService } from '../_aws/service.ts'

export const secretsManager = awsService({
  id: 'secretsmanager',
  load: async () => {
    const sdk = await import('@aws-sdk/client-secrets-manager')
    return { sdk, make: (config) => new sdk.SecretsManagerClient(config) }
  },
})
