import type { NetworkAcl } from '@aws-sdk/client-ec2'
import type { CollectedResource } from '../../src/model/resource.ts'
import { aclEntries } from '../_aws/shapes/described-network.ts'
import { networkAclResource } from '../_aws/shapes/network-acl.ts'
import type { Place } from './normalise.ts'

/** A network ACL as a `network-acl`; nothing for a default one that nobody touched. */
export function normaliseNetworkAcl(acl: NetworkAcl, place: Place): readonly CollectedResource[] {
  if (acl.NetworkAclId === undefined) return []
  const found = networkAclResource({
    id: acl.NetworkAclId,
    account: acl.OwnerId ?? place.account,
    region: place.region,
    tags: acl.Tags,
    network: acl.VpcId,
    default: acl.IsDefault ?? false,
    ...aclEntries(acl),
  })
  return found === undefined ? [] : [found]
}
