import type { FunctionConfiguration, GetFunctionCommandOutput } from '@aws-sdk/client-lambda'
import type { CollectedResource } from '../../src/model/resource.ts'
import type { Fingerprinter } from '../../src/platform/fingerprint.ts'
import { serverlessFunctionResource } from '../_aws/shapes/serverless-function.ts'

/** The account and region that were asked. */
export interface Place {
  readonly account: string | undefined
  readonly region: string
}

/** What only the call for one function tells. */
export const detailFields = ['/image', '/tag', '/reservedConcurrency'] as const

/** What is not told to who may not use the key. */
export const variableFields = ['/settings'] as const

/** A function with what only the call for it alone tells, as a `serverless-function`. */
export function normaliseFunction(
  configuration: FunctionConfiguration,
  details: Pick<GetFunctionCommandOutput, 'Code' | 'Concurrency' | 'Tags'> | undefined,
  place: Place,
  fingerprint: Fingerprinter,
): CollectedResource {
  const arn = configuration.FunctionArn ?? ''
  const [, , , region, account] = arn.split(':')
  return serverlessFunctionResource(
    {
      arn,
      name: configuration.FunctionName ?? arn,
      account: account ?? place.account,
      region: region ?? place.region,
      tags: details?.Tags,
      runtime: configuration.Runtime,
      handler: configuration.Handler,
      package: configuration.PackageType,
      architecture: configuration.Architectures?.[0],
      memory: configuration.MemorySize,
      timeout: configuration.Timeout,
      ephemeralStorage: configuration.EphemeralStorage?.Size,
      layers: configuration.Layers?.flatMap((layer) => layer.Arn ?? []),
      image: details?.Code?.ImageUri,
      code: configuration.CodeSha256,
      variables:
        configuration.Environment?.Error === undefined ? (configuration.Environment?.Variables ?? {}) : undefined,
      key: configuration.KMSKeyArn,
      role: configuration.Role,
      network: configuration.VpcConfig?.VpcId,
      subnets: configuration.VpcConfig?.SubnetIds,
      firewalls: configuration.VpcConfig?.SecurityGroupIds,
      reservedConcurrency: details?.Concurrency?.ReservedConcurrentExecutions,
      deadLetter: configuration.DeadLetterConfig?.TargetArn,
      tracing: configuration.TracingConfig?.Mode,
      snapStart: configuration.SnapStart?.ApplyOn,
      logFormat: configuration.LoggingConfig?.LogFormat,
      logGroup: configuration.LoggingConfig?.LogGroup,
      fileSystems: configuration.FileSystemConfigs?.flatMap((one) => one.LocalMountPath ?? []),
    },
    fingerprint,
  )
}

/** Functions that AWS makes in the account by itself: canaries of CloudWatch Synthetics have a layer of their own and this name. */
export function isManaged({ FunctionName: name }: FunctionConfiguration): boolean {
  return name?.startsWith('cwsyn-') === true
}
