import { awsService } from '../_aws/service.ts'

/** A simulator's address, if one is used. */
const simulator = (endpoint: string | undefined): string | undefined => endpoint ?? process.env['AWS_ENDPOINT_URL']

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
          forcePathStyle: simulator(config.endpoint) !== undefined,
        }),
    }
  },
})

/** What S3 keeps of the account as a whole. */
export const s3Control = awsService({
  id: 's3-control',
  load: async () => {
    const sdk = await import('@aws-sdk/client-s3-control')
    return {
      sdk,
      make: (config) => {
        const url = simulator(config.endpoint)
        if (url === undefined) return new sdk.S3ControlClient(config)
        // The account is a part of the host's name, which a simulator on an address of numbers has none of.
        const scheme = { name: 'sigv4', signingName: 's3', signingRegion: config.region, disableDoubleEncoding: true }
        const properties = { authSchemes: [{ ...scheme, properties: {} }] }
        const endpointProvider = () => ({ url: new URL(url), headers: {}, properties })
        return new sdk.S3ControlClient({ ...config, endpointProvider })
      },
    }
  },
})
