import type { FunctionConfiguration } from '@aws-sdk/client-lambda'
import type { CollectedResource } from '../../src/model/resource.ts'
import { serverlessFunctionResource } from '../_aws/shapes/serverless-function.ts'
import type { RowContext } from './recorded-type.ts'
import type { ConfigRow } from './row.ts'
import { accountOf } from './values.ts'

/** AWS Config writes the key with another case. */
interface RecordedFunction extends Omit<FunctionConfiguration, 'KMSKeyArn'> {
  readonly KmskeyArn?: string
}

/** Source: aws-config-resource-schema, AWS::Lambda::Function: no environment, and of its network only subnets and groups. */
export const unrecordedOfFunctions = [
  ...['/settings', '/network', '/image', '/tag'],
  ...['/snapStart', '/logFormat', '/logGroup'],
  ...['/policy', '/aliases', '/triggers'],
]

/** A recorded function as a `serverless-function`; nothing for a canary, which AWS makes by itself. */
export function normaliseFunction(
  { configuration, supplementary, id, arn, account, region, tags }: ConfigRow,
  { fingerprint }: RowContext,
): readonly CollectedResource[] {
  const recorded = configuration as RecordedFunction
  const name = recorded.FunctionName ?? id
  if (name.startsWith('cwsyn-')) return []
  const functionArn = recorded.FunctionArn ?? arn ?? id
  const concurrency = supplementary['Concurrency'] as { readonly ReservedConcurrentExecutions?: number } | undefined
  return [
    serverlessFunctionResource(
      {
        ...{ name, region, tags },
        arn: functionArn,
        account: accountOf(functionArn) ?? account,
        runtime: recorded.Runtime,
        handler: recorded.Handler,
        package: recorded.PackageType,
        architecture: recorded.Architectures?.[0],
        memory: recorded.MemorySize,
        timeout: recorded.Timeout,
        ephemeralStorage: recorded.EphemeralStorage?.Size,
        layers: recorded.Layers?.flatMap((layer) => layer.Arn ?? []),
        code: recorded.CodeSha256,
        key: recorded.KmskeyArn,
        role: recorded.Role,
        subnets: recorded.VpcConfig?.SubnetIds,
        firewalls: recorded.VpcConfig?.SecurityGroupIds,
        reservedConcurrency: concurrency?.ReservedConcurrentExecutions,
        deadLetter: recorded.DeadLetterConfig?.TargetArn,
        tracing: recorded.TracingConfig?.Mode,
        fileSystems: recorded.FileSystemConfigs?.flatMap((one) => one.LocalMountPath ?? []),
      },
      fingerprint,
    ),
  ]
}
