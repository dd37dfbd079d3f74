import type { Kind } from '../../src/model/kind.ts'
import { databaseInstance } from '../../src/model/kinds/database-instance.ts'
import { firewall } from '../../src/model/kinds/firewall.ts'
import { network } from '../../src/model/kinds/network.ts'
import { subnet } from '../../src/model/kinds/subnet.ts'
import type { Pointer } from '../../src/model/pointer.ts'
import type { CollectedResource } from '../../src/model/resource.ts'
import { normaliseDbInstance, unrecorded } from './normalise-database.ts'
import { namesPrefixLists, normaliseSecurityGroup } from './normalise-firewall.ts'
import { normaliseSubnet, normaliseVpc } from './normalise-network.ts'
import type { ConfigRow } from './row.ts'

/** One resource type of AWS Config, and the kind that it comes to. */
export interface RecordedType {
  /** `AWS::EC2::SecurityGroup`. */
  readonly type: string
  readonly kind: Kind
  /** Fields that it never records. */
  readonly cannotKnow?: readonly Pointer[]
  readonly normalise: (row: ConfigRow) => readonly CollectedResource[]
  /** Fields that it does not know of this resource, and why. */
  readonly gaps?: (row: ConfigRow) => { readonly fields: readonly Pointer[]; readonly reason: string } | undefined
}

/** The types that are read, by kind. Parameter groups, caches, parameters, images and instance types are not recorded at all. */
export const recordedTypes: readonly RecordedType[] = [
  {
    type: 'AWS::RDS::DBInstance',
    kind: databaseInstance,
    cannotKnow: unrecorded,
    normalise: normaliseDbInstance,
  },
  {
    type: 'AWS::EC2::SecurityGroup',
    kind: firewall,
    normalise: normaliseSecurityGroup,
    gaps: (row) =>
      namesPrefixLists(row)
        ? {
            fields: ['/ingress', '/egress'],
            reason: 'A security group names a prefix list, and AWS Config does not record what is in it.',
          }
        : undefined,
  },
  { type: 'AWS::EC2::VPC', kind: network, normalise: normaliseVpc },
  {
    type: 'AWS::EC2::Subnet',
    kind: subnet,
    // Recorded with the route tables and network ACLs, not with the subnet.
    cannotKnow: ['/routeTable', '/networkAcl'],
    normalise: normaliseSubnet,
  },
]
