import type { Kind } from '../kind.ts'
import { accessPolicy } from './access-policy.ts'
import { accessRole } from './access-role.ts'
import { autoscaler } from './autoscaler.ts'
import { bucket } from './bucket.ts'
import { cache } from './cache.ts'
import { cacheParameters } from './cache-parameters.ts'
import { certificate } from './certificate.ts'
import { clusterBinding } from './cluster-binding.ts'
import { clusterObject } from './cluster-object.ts'
import { clusterRole } from './cluster-role.ts'
import { computeInstance } from './compute-instance.ts'
import { containerCluster } from './container-cluster.ts'
import { databaseCluster } from './database-cluster.ts'
import { databaseClusterParameters } from './database-cluster-parameters.ts'
import { databaseInstance } from './database-instance.ts'
import { databaseOptions } from './database-options.ts'
import { databaseParameters } from './database-parameters.ts'
import { disruptionBudget } from './disruption-budget.ts'
import { encryptionKey } from './encryption-key.ts'
import { firewall } from './firewall.ts'
import { gateway } from './gateway.ts'
import { ingress } from './ingress.ts'
import { instanceGroup } from './instance-group.ts'
import { launchTemplate } from './launch-template.ts'
import { loadBalancer } from './load-balancer.ts'
import { natGateway } from './nat-gateway.ts'
import { network } from './network.ts'
import { networkAcl } from './network-acl.ts'
import { networkEndpoint } from './network-endpoint.ts'
import { networkPeering } from './network-peering.ts'
import { networkPolicy } from './network-policy.ts'
import { networkService } from './network-service.ts'
import { resourceQuota } from './resource-quota.ts'
import { routeTable } from './route-table.ts'
import { serverlessFunction } from './serverless-function.ts'
import { serviceAccount } from './service-account.ts'
import { settingGroup } from './setting-group.ts'
import { storageClass } from './storage-class.ts'
import { storedParameter } from './stored-parameter.ts'
import { storedSecret } from './stored-secret.ts'
import { subnet } from './subnet.ts'
import { targetGroup } from './target-group.ts'
import { terraformResource } from './terraform-resource.ts'
import { volumeClaim } from './volume-claim.ts'
import { workload } from './workload.ts'

/** Every kind, alphabetical. A test holds this list against the folder. */
export const kinds: readonly Kind[] = [
  accessPolicy,
  accessRole,
  autoscaler,
  bucket,
  cache,
  cacheParameters,
  certificate,
  clusterBinding,
  clusterObject,
  clusterRole,
  computeInstance,
  containerCluster,
  databaseCluster,
  databaseClusterParameters,
  databaseInstance,
  databaseOptions,
  databaseParameters,
  disruptionBudget,
  encryptionKey,
  firewall,
  gateway,
  ingress,
  instanceGroup,
  launchTemplate,
  loadBalancer,
  natGateway,
  network,
  networkAcl,
  networkEndpoint,
  networkPeering,
  networkPolicy,
  networkService,
  resourceQuota,
  routeTable,
  serverlessFunction,
  serviceAccount,
  settingGroup,
  storageClass,
  storedParameter,
  storedSecret,
  subnet,
  targetGroup,
  terraformResource,
  volumeClaim,
  workload,
] as readonly Kind[]

const byId = new Map(kinds.map((kind) => [kind.id, kind]))

/** The kind of an id; undefined when no such kind exists. */
export function kindOf(id: string): Kind | undefined {
  return byId.get(id)
}
