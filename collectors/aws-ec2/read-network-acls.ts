import type { CollectedResource } from '../../src/model/resource.ts'
import { startReading, type AwsRead } from '../_aws/reading.ts'
import { networkAclsOf } from './lists.ts'
import { normaliseNetworkAcl } from './normalise-network-acl.ts'

/** The network ACLs of a region, without default ones that nobody touched. */
export async function* readNetworkAcls(request: AwsRead): AsyncGenerator<CollectedResource> {
  const session = await startReading(request)
  for (const acl of await networkAclsOf(request)) yield* normaliseNetworkAcl(acl, session)
}
