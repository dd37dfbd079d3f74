import type { ManagedPolicyDetail, RoleDetail } from '@aws-sdk/client-iam'
import type { PolicyStatement } from '../../src/model/policy-statements.ts'
import type { CollectedResource } from '../../src/model/resource.ts'
import { NotAPolicy, policyStatements } from '../_aws/policy-document.ts'
import { accessPolicyResource } from '../_aws/shapes/access-policy.ts'
import { accessRoleResource, isServiceRole } from '../_aws/shapes/access-role.ts'

/** Says that a field could not be understood, with a clause that holds nothing of it. */
export type Unreadable = (field: string, reason: string) => void

/** A role as an `access-role`; nothing for one that AWS made and keeps. */
export function normaliseRole(role: RoleDetail, unreadable: Unreadable): readonly CollectedResource[] {
  const { Arn: arn, RoleName: name } = role
  if (arn === undefined || name === undefined || isServiceRole(role.Path)) return []
  const read = (field: string, documents: readonly (string | undefined)[]): readonly PolicyStatement[] | undefined =>
    readAll(documents, (reason) =>
      unreadable(field, `${field.slice(1)} of the role ${name} cannot be understood: ${reason}.`),
    )
  return [
    accessRoleResource({
      arn,
      name,
      account: accountOf(arn),
      tags: role.Tags,
      path: role.Path,
      trust: read('/trust', [role.AssumeRolePolicyDocument]),
      permissions: read(
        '/permissions',
        (role.RolePolicyList ?? []).map((policy) => policy.PolicyDocument),
      ),
      policies: (role.AttachedManagedPolicies ?? []).flatMap((policy) => policy.PolicyArn ?? []),
      boundary: role.PermissionsBoundary?.PermissionsBoundaryArn,
      profiles: (role.InstanceProfileList ?? []).map((profile) => ({
        name: profile.InstanceProfileName ?? '',
        arn: profile.Arn,
      })),
    }),
  ]
}

/** A policy of the account as an `access-policy`, by its version in force. */
export function normalisePolicy(policy: ManagedPolicyDetail, unreadable: Unreadable): readonly CollectedResource[] {
  const { Arn: arn, PolicyName: name } = policy
  if (arn === undefined || name === undefined) return []
  const current = policy.PolicyVersionList?.find(
    (version) => version.IsDefaultVersion === true || version.VersionId === policy.DefaultVersionId,
  )
  const permissions = readAll([current?.Document], (reason) =>
    unreadable('/permissions', `The policy ${name} cannot be understood: ${reason}.`),
  )
  return [
    accessPolicyResource({
      arn,
      name,
      account: accountOf(arn),
      path: policy.Path,
      permissions,
      version: policy.DefaultVersionId,
    }),
  ]
}

/** The permissions of several policies together, as they hold; undefined where one of them cannot be understood. */
function readAll(
  documents: readonly (string | undefined)[],
  unreadable: (reason: string) => void,
): readonly PolicyStatement[] | undefined {
  try {
    const statements = documents.flatMap((document) => listOf(document))
    return policyStatements({ Statement: statements })
  } catch (error) {
    if (!(error instanceof NotAPolicy)) throw error
    unreadable(error.message)
    return undefined
  }
}

/** IAM encodes policies as URLs. */
function listOf(document: string | undefined): readonly unknown[] {
  if (document === undefined) throw new NotAPolicy('it is missing')
  let parsed: unknown
  try {
    parsed = JSON.parse(document.trimStart().startsWith('{') ? document : decodeURIComponent(document))
  } catch {
    throw new NotAPolicy('it is no JSON that is encoded as a URL')
  }
  const { Statement: statement } = (typeof parsed === 'object' && parsed !== null ? parsed : {}) as {
    readonly Statement?: unknown
  }
  if (statement === undefined) throw new NotAPolicy('it has no statements')
  return Array.isArray(statement) ? (statement as readonly unknown[]) : [statement]
}

/** The account in `arn:aws:iam::111111111111:role/shop-web`. */
function accountOf(arn: string): string | undefined {
  const account = arn.split(':')[4]
  return account === '' ? undefined : account
}
