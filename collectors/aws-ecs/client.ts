import { awsService } from '../_aws/service.ts'

export const ecs = awsService({
  id: 'ecs',
  load: async () => {
    const sdk = await import('@aws-sdk/client-ecs')
    return { sdk, make: (config) => new sdk.ECSClient(config) }
  },
})
