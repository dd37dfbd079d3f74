import { awsService } from '../_aws/service.ts'

export const elbv2 = awsService({
  id: 'elasticloadbalancing',
  load: async () => {
    const sdk = await import('@aws-sdk/client-elastic-load-balancing-v2')
    return { sdk, make: (config) => new sdk.ElasticLoadBalancingV2Client(config) }
  },
})
