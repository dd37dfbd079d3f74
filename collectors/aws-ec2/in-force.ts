import type { NetworkAcl, RouteTable, Subnet } from '@aws-sdk/client-ec2'
import { normaliseNetworkAcl } from './normalise-network-acl.ts'

/** What decides on the traffic of a subnet. */
export interface InForce {
  readonly routeTable: string | undefined
  /** Undefined too where it is the default one as AWS makes it, which is no resource of ours. */
  readonly networkAcl: string | undefined
}

/** Looks up what is in force on a subnet: the table that it names, or else the main one of its network. */
export function inForce(
  tables: readonly RouteTable[],
  acls: readonly NetworkAcl[],
): (subnet: Pick<Subnet, 'SubnetId' | 'VpcId'>) => InForce {
  const tableOf = new Map<string, string>()
  for (const { RouteTableId: id, VpcId: network, Associations: associations = [] } of tables) {
    if (id === undefined) continue
    for (const { SubnetId: subnet, Main: main } of associations) {
      if (subnet !== undefined) tableOf.set(subnet, id)
      else if (main === true && network !== undefined) tableOf.set(network, id)
    }
  }
  const aclOf = new Map<string, string>()
  const nowhere = { account: undefined, region: '' }
  for (const acl of acls.filter((one) => normaliseNetworkAcl(one, nowhere).length > 0)) {
    for (const { SubnetId: subnet } of acl.Associations ?? []) {
      if (subnet !== undefined && acl.NetworkAclId !== undefined) aclOf.set(subnet, acl.NetworkAclId)
    }
  }
  return ({ SubnetId: id = '', VpcId: network = '' }) => ({
    routeTable: tableOf.get(id) ?? tableOf.get(network),
    networkAcl: aclOf.get(id),
  })
}
