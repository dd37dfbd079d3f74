import { awsService } from '../_aws/service.ts'

export const s3 = awsService({
  id: 's3',
  load: async () => {
    const sdk = await import('@aws-sdk/client-s3')
    return {
      sdk,
      make: (config) =>
        new sdk.S3Client({
          ...config,
          // A simulator has one host for all buckets.
          forcePathStyle: config.endpoint !== undefined || process.env['AWS_ENDPOINT_URL'] !== undefined,
        }),
    }
  },
})
