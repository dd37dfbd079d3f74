import { awsService } from '../_aws/service.ts'

export const elasticache = awsService({
  id: 'elasticache',
  load: async () => {
    const sdk = await import('@aws-sdk/client-elasticache')
    return { sdk, make: (config) => new sdk.ElastiCacheClient(config) }
  },
})
