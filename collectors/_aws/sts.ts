import { awsService } from './service.ts'

export const sts = awsService({
  id: 'sts',
  load: async () => {
    const sdk = await import('@aws-sdk/client-sts')
    return { sdk, make: (config) => new sdk.STSClient(config) }
  },
})
