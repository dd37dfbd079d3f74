import { awsService } from '../_aws/service.ts'

export const autoscaling = awsService({
  id: 'autoscaling',
  load: async () => {
    const sdk = await import('@aws-sdk/client-auto-scaling')
    return { sdk, make: (config) => new sdk.AutoScalingClient(config) }
  },
})
