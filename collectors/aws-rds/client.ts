import { awsService } from '../_aws/service.ts'

export const rds = awsService({
  id: 'rds',
  load: async () => {
    const sdk = await import('@aws-sdk/client-rds')
    return { sdk, make: (config) => new sdk.RDSClient(config) }
  },
})
