import { awsService } from '../_aws/service.ts'

export const kms = awsService({
  id: 'kms',
  load: async () => {
    const sdk = await import('@aws-sdk/client-kms')
    return { sdk, make: (config) => new sdk.KMSClient(config) }
  },
})
