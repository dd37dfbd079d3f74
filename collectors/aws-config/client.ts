import { awsService } from '../_aws/service.ts'

const load = (region?: string) => async () => {
  const sdk = await import('@aws-sdk/client-config-service')
  return {
    sdk,
    make: (config: ConstructorParameters<typeof sdk.ConfigServiceClient>[0]) =>
      new sdk.ConfigServiceClient({ ...config, ...(region === undefined ? {} : { region }) }),
  }
}

const here = awsService({ id: 'config', load: load() })

type ConfigService = typeof here

const elsewhere = new Map<string, ConfigService>()

/** AWS Config of the region that is read, or of the one where an aggregator is. */
export function configService(region?: string): ConfigService {
  if (region === undefined) return here
  const service = elsewhere.get(region) ?? awsService({ id: 'config', load: load(region) })
  elsewhere.set(region, service)
  return service
}
