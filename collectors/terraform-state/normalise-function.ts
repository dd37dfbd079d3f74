import { functionPolicy } from '../_aws/shapes/function-callers.ts'
import { serverlessFunctionResource } from '../_aws/shapes/serverless-function.ts'
import { serverlessFunction } from '../../src/model/kinds/serverless-function.ts'
import type { CollectedResource } from '../../src/model/resource.ts'
import type { AttributeReader } from './attribute-reader.ts'
import { aliasesOf, permissionOf, triggersOf } from './function-callers.ts'
import { besides } from './beside.ts'
import { defineMapping, type MappingContext } from './mapping.ts'
import { originOf } from './origin.ts'

/** What is a resource of its own, and says who calls a function. */
const beside = {
  alias: 'aws_lambda_alias',
  permission: 'aws_lambda_permission',
  trigger: 'aws_lambda_event_source_mapping',
} as const

/** An `aws_lambda_function` as a `serverless-function`, with its aliases and who calls it. */
export function functionOf(reader: AttributeReader, { state, fingerprint }: MappingContext): CollectedResource {
  const arn = reader.text('arn') ?? reader.required('id')
  const name = reader.required('function_name')
  const aliases = besides(state, [beside.alias], 'function_name', [name, arn])
  // A permission or a mapping names the function, or with its ARN an alias of it.
  const names = [arn, ...aliases.map((one) => `${arn}:${one.text('name') ?? ''}`)]
  const permissions = besides(state, [beside.permission], 'function_name', [name, ...names])
  const [network] = reader.blocks('vpc_config')
  const [logging] = reader.blocks('logging_config')
  // Asked for even where it is withheld, so that it counts as unknown and not as empty.
  const environment = reader.blocks('environment')
  return serverlessFunctionResource(
    {
      ...originOf(reader),
      arn,
      name,
      runtime: reader.text('runtime'),
      handler: reader.text('handler'),
      package: reader.text('package_type'),
      architecture: reader.texts('architectures')[0],
      memory: reader.number('memory_size'),
      timeout: reader.number('timeout'),
      ephemeralStorage: reader.blocks('ephemeral_storage')[0]?.number('size'),
      layers: reader.texts('layers'),
      image: reader.text('image_uri'),
      code: reader.text('code_sha256') ?? reader.text('source_code_hash'),
      variables: reader.withheld.has('environment') ? undefined : (environment[0]?.map('variables') ?? {}),
      key: reader.text('kms_key_arn'),
      role: reader.text('role'),
      network: network?.text('vpc_id'),
      subnets: network?.texts('subnet_ids'),
      firewalls: network?.texts('security_group_ids'),
      reservedConcurrency: reader.number('reserved_concurrent_executions'),
      deadLetter: reader.blocks('dead_letter_config')[0]?.text('target_arn'),
      tracing: reader.blocks('tracing_config')[0]?.text('mode'),
      snapStart: reader.blocks('snap_start')[0]?.text('apply_on'),
      logFormat: logging?.text('log_format'),
      logGroup: logging?.text('log_group'),
      fileSystems: reader.blocks('file_system_config').flatMap((one) => one.text('local_mount_path') ?? []),
      policy: functionPolicy(arn, [{ Statement: permissions.map((one) => permissionOf(one, arn)) }]),
      aliases: aliasesOf(aliases),
      triggers: triggersOf(besides(state, [beside.trigger], 'function_arn', names)),
    },
    fingerprint,
  )
}

export const serverlessFunctionMapping = defineMapping({
  kind: serverlessFunction,
  types: ['aws_lambda_function'],
  parts: Object.values(beside),
  fields: {
    architectures: 'architecture',
    code_sha256: 'code',
    dead_letter_config: 'deadLetter',
    environment: 'settings',
    file_system_config: 'fileSystems',
    image_uri: 'image',
    kms_key_arn: 'key',
    logging_config: 'logGroup',
    memory_size: 'memory',
    package_type: 'package',
    reserved_concurrent_executions: 'reservedConcurrency',
    source_code_hash: 'code',
    tracing_config: 'tracing',
    vpc_config: 'network',
  },
  normalise: functionOf,
})
