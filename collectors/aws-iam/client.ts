import { awsService } from '../_aws/service.ts'

export const iam = awsService({
  id: 'iam',
  load: async () => {
    const sdk = await import('@aws-sdk/client-iam')
    return { sdk, make: (config) => new sdk.IAMClient(config) }
  },
})
