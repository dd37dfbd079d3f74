import { accessPolicy } from '../../../src/model/kinds/access-policy.ts'
import type { PolicyStatement } from '../../../src/model/policy-statements.ts'
import { collected, type CollectedResource } from '../../../src/model/resource.ts'
import { readTags, wordsOf } from '../names.ts'
import { given, type AwsOrigin } from './origin.ts'

/** A policy of the account. What the source does not know stays undefined. */
export interface AccessPolicyInput extends AwsOrigin {
  readonly arn: string
  readonly name: string
  readonly path?: string | null | undefined
  /** Of the version in force. */
  readonly permissions?: readonly PolicyStatement[] | undefined
  readonly version?: string | null | undefined
}

/** A policy of the account as an `access-policy`. */
export function accessPolicyResource(input: AccessPolicyInput): CollectedResource<typeof accessPolicy.fields> {
  const { tags, address } = readTags(input.tags)
  return collected(accessPolicy, {
    id: input.arn,
    name: input.name,
    address: input.address ?? address,
    identifiers: wordsOf(input.arn, input.name),
    account: input.account,
    tags,
    attributes: { path: given(input.path), permissions: input.permissions, version: given(input.version) },
  })
}
