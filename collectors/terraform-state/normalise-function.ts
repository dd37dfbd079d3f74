import { serverlessFunctionResource } from '../_aws/shapes/serverless-function.ts'
import { serverlessFunction } from '../../src/model/kinds/serverless-function.ts'
import type { CollectedResource } from '../../src/model/resource.ts'
import type { AttributeReader } from './attribute-reader.ts'
import { defineMapping, type MappingContext } from './mapping.ts'
import { originOf } from './origin.ts'

/** An `aws_lambda_function` as a `serverless-function`. */
export function functionOf(reader: AttributeReader, { fingerprint }: MappingContext): CollectedResource {
  const [network] = reader.blocks('vpc_config')
  const [logging] = reader.blocks('logging_config')
  // Asked for even where it is withheld, so that it counts as unknown and not as empty.
  const environment = reader.blocks('environment')
  return serverlessFunctionResource(
    {
      ...originOf(reader),
      arn: reader.text('arn') ?? reader.required('id'),
      name: reader.required('function_name'),
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
    },
    fingerprint,
  )
}

export const serverlessFunctionMapping = defineMapping({
  kind: serverlessFunction,
  types: ['aws_lambda_function'],
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
