import { awsService } from '../_aws/service.ts'

export const lambda = awsService({
  id: 'lambda',
  load: async () => {
    const sdk = await import('@aws-sdk/client-lambda')
    return { sdk, make: (config) => new sdk.LambdaClient(config) }
  },
})
