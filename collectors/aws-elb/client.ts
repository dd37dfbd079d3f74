import { awsService } from '../_aws/service.ts'

/** The older interface, of classic load balancers alone. Its permissions and its rate are those of the newer one. */
export const elb = awsService({
  id: 'elasticloadbalancing',
  load: async () => {
    const sdk = await import('@aws-sdk/client-elastic-load-balancing')
    return { sdk, make: (config) => new sdk.ElasticLoadBalancingClient(config) }
  },
})
