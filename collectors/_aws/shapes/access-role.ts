import { accessRole } from '../../../src/model/kinds/access-role.ts'
import type { PolicyStatement } from '../../../src/model/policy-statements.ts'
import { collected, type CollectedResource } from '../../../src/model/resource.ts'
import { readTags, wordsOf } from '../names.ts'
import { given, sortedSet, type AwsOrigin } from './origin.ts'

/** An IAM role. What the source does not know stays undefined. */
export interface AccessRoleInput extends AwsOrigin {
  readonly arn: string
  readonly name: string
  readonly path?: string | null | undefined
  readonly trust?: readonly PolicyStatement[] | undefined
  /** Of all inline policies together. */
  readonly permissions?: readonly PolicyStatement[] | undefined
  /** ARNs of attached policies, AWS's own among them. */
  readonly policies?: readonly string[] | undefined
  readonly boundary?: string | null | undefined
  /** Names of its instance profiles, with their ARNs. */
  readonly profiles?: readonly { readonly name: string; readonly arn?: string | undefined }[] | undefined
}

/**
 * An IAM role as an `access-role`. It is also known by its instance profiles, by which instances refer to it. One policy that
 * is attached and one that is written inline are kept apart: who may change them is not the same.
 */
export function accessRoleResource(input: AccessRoleInput): CollectedResource<typeof accessRole.fields> {
  const { tags, address } = readTags(input.tags)
  const policies = input.policies
  return collected(accessRole, {
    id: input.arn,
    name: input.name,
    address: input.address ?? address,
    identifiers: wordsOf(input.arn, input.name, ...(input.profiles ?? []).flatMap(({ arn }) => arn ?? [])),
    account: input.account,
    tags,
    attributes: {
      path: given(input.path),
      trust: input.trust,
      permissions: input.permissions,
      policies: some(policies?.filter((arn) => !isManagedPolicy(arn))),
      managedPolicies: some(policies?.filter(isManagedPolicy).map(policyName)),
      boundary: given(input.boundary) === undefined ? undefined : policyName(input.boundary ?? ''),
      profiles: some(input.profiles?.map(({ name }) => name)),
    },
  })
}

/** Whether AWS wrote and keeps the policy: `arn:aws:iam::aws:policy/...`. */
export function isManagedPolicy(arn: string): boolean {
  return arn.split(':')[4] === 'aws'
}

/** `ReadOnlyAccess` of `arn:aws:iam::aws:policy/ReadOnlyAccess`; with its path where it has one. */
function policyName(arn: string): string {
  return arn.replace(/^.*:policy\//, '')
}

function some(words: readonly string[] | undefined): readonly string[] | undefined {
  const sorted = sortedSet(words)
  return sorted === undefined || sorted.length === 0 ? undefined : sorted
}

/** Roles that a service of AWS, or its single sign-on, made and keeps by itself. */
export function isServiceRole(path: string | null | undefined): boolean {
  return path?.startsWith('/aws-service-role/') === true || path?.startsWith('/aws-reserved/') === true
}
