import { NotAPolicy, policyStatements } from '../_aws/policy-document.ts'
import { accessPolicyResource } from '../_aws/shapes/access-policy.ts'
import { accessRoleResource, isServiceRole } from '../_aws/shapes/access-role.ts'
import { accessPolicy } from '../../src/model/kinds/access-policy.ts'
import { accessRole } from '../../src/model/kinds/access-role.ts'
import type { PolicyStatement } from '../../src/model/policy-statements.ts'
import type { CollectedResource } from '../../src/model/resource.ts'
import { UnusableInstance, type AttributeReader } from './attribute-reader.ts'
import { besides } from './beside.ts'
import { defineMapping, type MappingContext } from './mapping.ts'
import { originOf } from './origin.ts'

/** The permissions of a policy that an attribute holds as text. Throws {@link UnusableInstance}. */
export function policyOf(reader: AttributeReader, name: string): readonly PolicyStatement[] | undefined {
  const text = reader.text(name)
  if (text === undefined) return undefined
  try {
    return policyStatements(text)
  } catch (error) {
    if (!(error instanceof NotAPolicy)) throw error
    throw new UnusableInstance(`\`${name}\` of ${reader.address} is not a policy: ${error.message}`)
  }
}

/** An `aws_iam_role` with the policies and instance profiles that stand beside it. */
function roleOf(reader: AttributeReader, { state }: MappingContext): CollectedResource | undefined {
  const path = reader.text('path')
  if (isServiceRole(path)) return undefined
  const name = reader.required('name')
  const inline = [
    ...reader.blocks('inline_policy').filter((block) => block.text('policy') !== undefined),
    ...besides(state, ['aws_iam_role_policy'], 'role', [name]),
  ]
  const attached = besides(state, ['aws_iam_role_policy_attachment'], 'role', [name])
  const profiles = besides(state, ['aws_iam_instance_profile'], 'role', [name])
  return accessRoleResource({
    ...originOf(reader),
    arn: reader.required('arn'),
    name,
    path,
    trust: policyOf(reader, 'assume_role_policy'),
    permissions: merged(inline),
    policies: [...reader.texts('managed_policy_arns'), ...attached.flatMap((one) => one.text('policy_arn') ?? [])],
    boundary: reader.text('permissions_boundary'),
    profiles: profiles.map((one) => ({ name: one.text('name') ?? '', arn: one.text('arn') })),
  })
}

/** Several inline policies hold together: permissions of one action, principal and condition are one. */
function merged(policies: readonly AttributeReader[]): readonly PolicyStatement[] {
  const byKey = new Map<string, PolicyStatement>()
  for (const one of policies.flatMap((policy) => policyOf(policy, 'policy') ?? [])) {
    const key = JSON.stringify([one.action, one.principal, one.condition])
    const known = byKey.get(key)
    byKey.set(key, known === undefined ? one : { ...one, ...together(known, one) })
  }
  return [...byKey.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, statement]) => statement)
}

function together(a: PolicyStatement, b: PolicyStatement): Pick<PolicyStatement, 'resources' | 'targets'> {
  const both = (x: readonly string[] | undefined, y: readonly string[] | undefined): readonly string[] | undefined =>
    x === undefined && y === undefined ? undefined : [...new Set([...(x ?? []), ...(y ?? [])])].sort()
  return { resources: both(a.resources, b.resources), targets: both(a.targets, b.targets) }
}

function policyResource(reader: AttributeReader): CollectedResource {
  return accessPolicyResource({
    ...originOf(reader),
    arn: reader.required('arn'),
    name: reader.required('name'),
    path: reader.text('path'),
    permissions: policyOf(reader, 'policy'),
  })
}

export const accessRoleMapping = defineMapping({
  kind: accessRole,
  types: ['aws_iam_role'],
  parts: ['aws_iam_role_policy', 'aws_iam_role_policy_attachment', 'aws_iam_instance_profile'],
  fields: {
    assume_role_policy: 'trust',
    inline_policy: 'permissions',
    managed_policy_arns: 'policies',
    permissions_boundary: 'boundary',
  },
  normalise: roleOf,
})

export const accessPolicyMapping = defineMapping({
  kind: accessPolicy,
  types: ['aws_iam_policy'],
  fields: { policy: 'permissions' },
  normalise: policyResource,
})
