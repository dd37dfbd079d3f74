import type { Mapping } from './mapping.ts'
import { accessPolicyMapping, accessRoleMapping } from './normalise-access.ts'
import { autoscalerMapping } from './normalise-autoscaler.ts'
import { bucketMapping } from './normalise-bucket.ts'
import { cacheClusterMapping, cacheMapping, cacheParametersMapping, serverlessCacheMapping } from './normalise-cache.ts'
import { certificateMapping } from './normalise-certificate.ts'
import { natGatewayMapping, networkEndpointMapping, networkPeeringMapping } from './normalise-connections.ts'
import { classicBalancerMapping } from './normalise-classic-balancer.ts'
import { containerClusterMapping, containerServiceMapping } from './normalise-container.ts'
import { databaseInstanceMapping, databaseParametersMapping } from './normalise-database.ts'
import {
  databaseClusterMapping,
  databaseClusterMemberMapping,
  databaseClusterParametersMapping,
} from './normalise-database-cluster.ts'
import { databaseOptionsMapping } from './normalise-database-options.ts'
import { serverlessFunctionMapping } from './normalise-function.ts'
import { computeInstanceMapping } from './normalise-instance.ts'
import { instanceGroupMapping } from './normalise-instance-group.ts'
import { launchTemplateMapping } from './normalise-launch-template.ts'
import { loadBalancerMapping } from './normalise-load-balancer.ts'
import { networkMapping, subnetMapping } from './normalise-network.ts'
import { networkAclMapping } from './normalise-network-acl.ts'
import { routeTableMapping } from './normalise-route-table.ts'
import { encryptionKeyMapping, storedParameterMapping, storedSecretMapping } from './normalise-stored.ts'
import { targetGroupMapping } from './normalise-target-group.ts'

/** What becomes of the resource types of a state, alphabetical by kind. Firewalls have a reading of their own. */
export const mappings: readonly Mapping[] = [
  accessPolicyMapping,
  accessRoleMapping,
  autoscalerMapping,
  bucketMapping,
  cacheMapping,
  cacheClusterMapping,
  serverlessCacheMapping,
  cacheParametersMapping,
  certificateMapping,
  computeInstanceMapping,
  containerClusterMapping,
  databaseClusterMapping,
  databaseClusterParametersMapping,
  databaseInstanceMapping,
  databaseClusterMemberMapping,
  databaseOptionsMapping,
  databaseParametersMapping,
  encryptionKeyMapping,
  instanceGroupMapping,
  launchTemplateMapping,
  loadBalancerMapping,
  classicBalancerMapping,
  natGatewayMapping,
  networkMapping,
  networkAclMapping,
  networkEndpointMapping,
  networkPeeringMapping,
  routeTableMapping,
  serverlessFunctionMapping,
  storedParameterMapping,
  storedSecretMapping,
  subnetMapping,
  targetGroupMapping,
  containerServiceMapping,
]
