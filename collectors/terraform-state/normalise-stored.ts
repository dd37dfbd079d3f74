import { encryptionKeyResource } from '../_aws/shapes/encryption-key.ts'
import { storedParameterResource } from '../_aws/shapes/stored-parameter.ts'
import { storedSecretResource } from '../_aws/shapes/stored-secret.ts'
import { encryptionKey } from '../../src/model/kinds/encryption-key.ts'
import { storedParameter } from '../../src/model/kinds/stored-parameter.ts'
import { storedSecret } from '../../src/model/kinds/stored-secret.ts'
import type { CollectedResource } from '../../src/model/resource.ts'
import type { AttributeReader } from './attribute-reader.ts'
import { besides } from './beside.ts'
import { defineMapping, type MappingContext } from './mapping.ts'
import { policyOf } from './normalise-access.ts'
import { originOf } from './origin.ts'

/** An `aws_ssm_parameter`; its value is never asked for. */
function parameterOf(reader: AttributeReader, { fingerprint }: MappingContext): CollectedResource {
  return storedParameterResource(
    {
      ...originOf(reader),
      name: reader.required('name'),
      arn: reader.text('arn'),
      type: reader.text('type'),
      tier: reader.text('tier'),
      dataType: reader.text('data_type'),
      key: reader.text('key_id'),
      pattern: reader.text('allowed_pattern'),
      version: reader.number('version'),
    },
    fingerprint,
  )
}

/** An `aws_secretsmanager_secret` with its rotation, which stands beside it since version 4 of the provider. */
function secretOf(reader: AttributeReader, { state, fingerprint }: MappingContext): CollectedResource {
  const arn = reader.text('arn') ?? reader.required('id')
  const [beside] = besides(state, ['aws_secretsmanager_secret_rotation'], 'secret_id', [arn, reader.text('id') ?? arn])
  const rules = (beside ?? reader).blocks('rotation_rules')[0]
  const rotator = (beside ?? reader).text('rotation_lambda_arn')
  return storedSecretResource(
    {
      ...originOf(reader),
      arn,
      name: reader.required('name'),
      description: reader.text('description'),
      key: reader.text('kms_key_id'),
      rotation: (beside ?? reader).flag('rotation_enabled'),
      rotationDays: rules?.number('automatically_after_days'),
      rotationSchedule: rules?.text('schedule_expression'),
      rotator,
      replicas: reader.blocks('replica').flatMap((one) => one.text('region') ?? []),
    },
    fingerprint,
  )
}

/** An `aws_kms_key` with the aliases and the policy that stand beside it. */
function keyOf(reader: AttributeReader, { state }: MappingContext): CollectedResource {
  const id = reader.text('key_id') ?? reader.required('id')
  const own = [id, reader.text('arn') ?? id]
  const [policy] = besides(state, ['aws_kms_key_policy'], 'key_id', own)
  const enabled = reader.flag('is_enabled')
  return encryptionKeyResource({
    ...originOf(reader),
    id,
    arn: reader.text('arn'),
    description: reader.text('description'),
    aliases: besides(state, ['aws_kms_alias'], 'target_key_id', own).flatMap((one) => one.text('name') ?? []),
    spec: reader.text('customer_master_key_spec'),
    usage: reader.text('key_usage'),
    state: enabled === undefined ? undefined : enabled ? 'Enabled' : 'Disabled',
    multiRegion: reader.flag('multi_region'),
    rotation: reader.flag('enable_key_rotation'),
    rotationPeriod: reader.number('rotation_period_in_days'),
    policy: policy === undefined ? policyOf(reader, 'policy') : policyOf(policy, 'policy'),
  })
}

export const storedParameterMapping = defineMapping({
  kind: storedParameter,
  types: ['aws_ssm_parameter'],
  cannotKnow: ['/changed', '/expires', '/policies', '/secret', '/shape', '/value'],
  fields: { allowed_pattern: 'pattern', data_type: 'dataType', key_id: 'key' },
  normalise: parameterOf,
})

export const storedSecretMapping = defineMapping({
  kind: storedSecret,
  types: ['aws_secretsmanager_secret'],
  parts: ['aws_secretsmanager_secret_rotation', 'aws_secretsmanager_secret_version'],
  cannotKnow: ['/changed', '/rotated', '/rotationDue', '/secret', '/shape'],
  fields: {
    kms_key_id: 'key',
    replica: 'replicas',
    rotation_enabled: 'rotation',
    rotation_lambda_arn: 'rotator',
    rotation_rules: 'rotationPeriod',
  },
  normalise: secretOf,
})

export const encryptionKeyMapping = defineMapping({
  kind: encryptionKey,
  types: ['aws_kms_key'],
  parts: ['aws_kms_alias', 'aws_kms_key_policy'],
  cannotKnow: ['/origin'],
  fields: {
    customer_master_key_spec: 'spec',
    enable_key_rotation: 'rotation',
    is_enabled: 'state',
    key_usage: 'usage',
    rotation_period_in_days: 'rotationPeriod',
  },
  normalise: keyOf,
})
