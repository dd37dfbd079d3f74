import { accessPolicy } from '../../src/model/kinds/access-policy.ts'
import { accessRole } from '../../src/model/kinds/access-role.ts'
import type { CollectedResource } from '../../src/model/resource.ts'
import { startReading, type AwsRead } from '../_aws/reading.ts'
import { policies, roles } from './lists.ts'
import { normalisePolicy, normaliseRole } from './normalise.ts'

/** The roles of an account. */
export async function* readRoles(request: AwsRead): AsyncGenerator<CollectedResource> {
  const session = await startReading(request)
  for await (const page of roles(request, session)) {
    for (const role of page) {
      yield* normaliseRole(role, (field, reason) => request.unknown(accessRole, [field], reason))
    }
  }
}

/** The policies of an account. */
export async function* readPolicies(request: AwsRead): AsyncGenerator<CollectedResource> {
  const session = await startReading(request)
  for await (const page of policies(request, session)) {
    for (const policy of page) {
      yield* normalisePolicy(policy, (field, reason) => request.unknown(accessPolicy, [field], reason))
    }
  }
}
