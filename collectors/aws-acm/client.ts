import { awsService } from '../_aws/service.ts'

export const acm = awsService({
  id: 'acm',
  load: async () => {
    const sdk = await import('@aws-sdk/client-acm')
    return { sdk, make: (config) => new sdk.ACMClient(config) }
  },
})
