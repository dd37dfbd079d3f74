import type {
  AliasConfiguration,
  EventSourceMappingConfiguration,
  FunctionConfiguration,
  GetFunctionCommandOutput,
} from '@aws-sdk/client-lambda'
import type { PolicyStatement } from '../../src/model/policy-statements.ts'
import type { CollectedResource } from '../../src/model/resource.ts'
import type { Fingerprinter } from '../../src/platform/fingerprint.ts'
import type { FunctionTrigger } from '../_aws/shapes/function-callers.ts'
import { serverlessFunctionResource } from '../_aws/shapes/serverless-function.ts'

/** The account and region that were asked. */
export interface Place {
  readonly account: string | undefined
  readonly region: string
}

/** What only the call for one function tells. */
export const detailFields = ['/image', '/tag', '/reservedConcurrency'] as const

/** What only the lists beside a function tell. */
export const policyFields = ['/policy'] as const
export const aliasFields = ['/aliases', '/policy'] as const
export const triggerFields = ['/triggers'] as const
export const filterFields = ['/triggers/*/filters'] as const

/** What is asked for beside a function. Undefined: not known. */
export interface Callers {
  readonly policy: readonly PolicyStatement[] | undefined
  readonly aliases: readonly AliasConfiguration[] | undefined
  readonly triggers: readonly EventSourceMappingConfiguration[] | undefined
}

/** What is not told to who may not use the key. */
export const variableFields = ['/settings'] as const

/** A function with what only the call for it alone tells, as a `serverless-function`. */
export function normaliseFunction(
  configuration: FunctionConfiguration,
  details: Pick<GetFunctionCommandOutput, 'Code' | 'Concurrency' | 'Tags'> | undefined,
  { policy, aliases, triggers }: Callers,
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
      policy,
      aliases: aliases?.map((one) => ({
        name: one.Name ?? '',
        version: one.FunctionVersion,
        weights: one.RoutingConfig?.AdditionalVersionWeights,
      })),
      triggers: triggers?.map(triggerOf),
    },
    fingerprint,
  )
}

/** An event source mapping in the words of the shape. One that is being changed stays what it was: on, unless it says otherwise. */
function triggerOf(mapping: EventSourceMappingConfiguration): FunctionTrigger {
  return {
    source: mapping.EventSourceArn,
    topics: mapping.Topics ?? mapping.Queues,
    brokers: mapping.SelfManagedEventSource?.Endpoints?.KAFKA_BOOTSTRAP_SERVERS,
    calls: mapping.FunctionArn,
    enabled: mapping.State?.startsWith('Disabl') !== true,
    batchSize: mapping.BatchSize,
    batchWindow: mapping.MaximumBatchingWindowInSeconds,
    filters: mapping.FilterCriteria?.Filters?.flatMap(({ Pattern }) => Pattern ?? []) ?? [],
    startingPosition: mapping.StartingPosition,
    parallel: mapping.ParallelizationFactor,
    mostAtOnce: mapping.ScalingConfig?.MaximumConcurrency,
    mostRetries: mapping.MaximumRetryAttempts,
    oldest: mapping.MaximumRecordAgeInSeconds,
    bisect: mapping.BisectBatchOnFunctionError,
    partialFailures: mapping.FunctionResponseTypes?.includes('ReportBatchItemFailures') === true,
    failuresTo: mapping.DestinationConfig?.OnFailure?.Destination,
    tumblingWindow: mapping.TumblingWindowInSeconds,
  }
}

/** Functions that AWS makes in the account by itself: canaries of CloudWatch Synthetics have a layer of their own and this name. */
export function isManaged({ FunctionName: name }: FunctionConfiguration): boolean {
  return name?.startsWith('cwsyn-') === true
}
