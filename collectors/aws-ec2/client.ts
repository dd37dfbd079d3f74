import { awsService } from '../_aws/service.ts'

export const ec2 = awsService({
  id: 'ec2',
  load: async () => {
    const sdk = await import('@aws-sdk/client-ec2')
    return { sdk, make: (config) => new sdk.EC2Client(config) }
  },
})
