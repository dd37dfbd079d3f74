import { awsService } from '../_aws/service.ts'

/** An endpoint that stands for AWS (a simulator, a store of one's own) seldom has a name for each bucket. */
export const s3 = awsService({
  id: 's3',
  load: async () => {
    const sdk = await import('@aws-sdk/client-s3')
    return { sdk, make: (config) => new sdk.S3Client({ ...config, forcePathStyle: 'endpoint' in config }) }
  },
})
