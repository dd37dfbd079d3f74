import type { Kind } from '../kind.ts'
import { accessPolicy } from './access-policy.ts'
import { accessRole } from './access-role.ts'
import { autoscaler } from './autoscaler.ts'
import { bucket } from './bucket.ts'
import { cache } from './cache.ts'
import { cacheParameters } from './cache-parameters.ts'
import { certificate } from './certificate.ts'
import { computeInstance } from './compute-instance.ts'
import { containerCluster } from './container-cluster.ts'
import { databaseCluster } from './database-cluster.ts'
import { databaseClusterParameters } from './database-cluster-parameters.ts'
import { databaseInstance } from './database-instance.ts'
import { databaseOptions } from './database-options.ts'
import { databaseParameters } from './database-parameters.ts'
import { encryptionKey } from './encryption-key.ts'
import { firewall } from './firewall.ts'
import { loadBalancer } from './load-balancer.ts'
import { network } from './network.ts'
import { serverlessFunction } from './serverless-function.ts'
import { settingGroup } from './setting-group.ts'
import { storedParameter } from './stored-parameter.ts'
import { storedSecret } from './stored-secret.ts'
import { subnet } from './subnet.ts'
import { targetGroup } from './target-group.ts'
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
  computeInstance,
  containerCluster,
  databaseCluster,
  databaseClusterParameters,
  databaseInstance,
  databaseOptions,
  databaseParameters,
  encryptionKey,
  firewall,
  loadBalancer,
  network,
  serverlessFunction,
  settingGroup,
  storedParameter,
  storedSecret,
  subnet,
  targetGroup,
  workload,
] as readonly Kind[]

const byId = new Map(kinds.map((kind) => [kind.id, kind]))

/** The kind of an id; undefined when no such kind exists. */
export function kindOf(id: string): Kind | undefined {
  return byId.get(id)
}
