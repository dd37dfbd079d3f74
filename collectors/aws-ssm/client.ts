import { awsService } from '../_aws/service.ts'

export const ssm = awsService({
  id: 'ssm',
  load: async () => {
    const sdk = await import('@aws-sdk/client-ssm')
    return { sdk, make: (config) => new sdk.SSMClient(config) }
  },
})
