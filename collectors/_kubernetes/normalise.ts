import { autoscaler } from '../../src/model/kinds/autoscaler.ts'
import { clusterBinding } from '../../src/model/kinds/cluster-binding.ts'
import { clusterObject } from '../../src/model/kinds/cluster-object.ts'
import { clusterRole } from '../../src/model/kinds/cluster-role.ts'
import { disruptionBudget } from '../../src/model/kinds/disruption-budget.ts'
import { gateway } from '../../src/model/kinds/gateway.ts'
import { ingress } from '../../src/model/kinds/ingress.ts'
import { networkPolicy } from '../../src/model/kinds/network-policy.ts'
import { networkService } from '../../src/model/kinds/network-service.ts'
import { resourceQuota } from '../../src/model/kinds/resource-quota.ts'
import { serviceAccount } from '../../src/model/kinds/service-account.ts'
import { settingGroup } from '../../src/model/kinds/setting-group.ts'
import { storageClass } from '../../src/model/kinds/storage-class.ts'
import { volumeClaim } from '../../src/model/kinds/volume-claim.ts'
import { workload } from '../../src/model/kinds/workload.ts'
import type { Kind } from '../../src/model/kind.ts'
import type { CollectedResource } from '../../src/model/resource.ts'
import type { Fingerprinter } from '../../src/platform/fingerprint.ts'
import { clusterBindingOf, clusterRoleOf, serviceAccountOf } from './normalise-access.ts'
import { autoscalerOf } from './normalise-autoscaler.ts'
import { gatewayOf } from './normalise-gateway.ts'
import { ingressOf } from './normalise-ingress.ts'
import { clusterObjectOf } from './normalise-object.ts'
import { disruptionBudgetOf, networkPolicyOf } from './normalise-policy.ts'
import { networkServiceOf } from './normalise-service.ts'
import { settingGroupOf } from './normalise-settings.ts'
import { resourceQuotaOf, storageClassOf, volumeClaimOf } from './normalise-storage.ts'
import { workloadOf } from './normalise-workload.ts'
import type { KubeObject } from './objects.ts'
import type { ObjectSchema } from './schema.ts'
import { becomes, type Becomes } from './served-kinds.ts'

type Normalise = (object: KubeObject, fingerprint: Fingerprinter, schema?: ObjectSchema) => CollectedResource

/** What becomes of each, and the kind that it is. */
const table: Readonly<Record<Becomes, { readonly kind: unknown; readonly of: unknown }>> = {
  workload: { kind: workload, of: workloadOf },
  autoscaler: { kind: autoscaler, of: autoscalerOf },
  'setting-group': { kind: settingGroup, of: settingGroupOf },
  'network-service': { kind: networkService, of: networkServiceOf },
  ingress: { kind: ingress, of: ingressOf },
  gateway: { kind: gateway, of: gatewayOf },
  'network-policy': { kind: networkPolicy, of: networkPolicyOf },
  'cluster-role': { kind: clusterRole, of: clusterRoleOf },
  'cluster-binding': { kind: clusterBinding, of: clusterBindingOf },
  'service-account': { kind: serviceAccount, of: serviceAccountOf },
  'disruption-budget': { kind: disruptionBudget, of: disruptionBudgetOf },
  'resource-quota': { kind: resourceQuota, of: resourceQuotaOf },
  'storage-class': { kind: storageClass, of: storageClassOf },
  'volume-claim': { kind: volumeClaim, of: volumeClaimOf },
  'cluster-object': { kind: clusterObject, of: clusterObjectOf },
}

/** Every kind that an object of the API can become. */
export const kubernetesKinds: readonly Kind[] = Object.values(table).map(({ kind }) => kind as Kind)

/** The kind of ours that an object becomes. */
export function kindOfObject(object: Pick<KubeObject, 'group' | 'kind'>): Kind {
  return table[becomes(object)].kind as Kind
}

/**
 * What an object comes to; the same whether it was read from a file or from a cluster. Throws `UnusableObject` for one that
 * lacks what makes it what it is. `schema` is what is published of an object that has no kind of its own.
 */
export function normalise(object: KubeObject, fingerprint: Fingerprinter, schema?: ObjectSchema): CollectedResource {
  return (table[becomes(object)].of as Normalise)(object, fingerprint, schema)
}
