import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseAllDocuments } from 'yaml'
import {
  startKubeApi,
  type KubeApi,
  type KubeApiObject,
  type KubeApiOptions,
  type KubeType,
} from '../../support/kube-api.ts'
import type { Setup } from '../../contracts/collector-contract.ts'
import { factsAt, workspace } from '../_files/workspace.ts'

/** What a server of a team has: the kinds of ours, state of the cluster, and one of an operator. */
export const types: readonly KubeType[] = [
  ['v1', 'pods', 'Pod'],
  ['v1', 'configmaps', 'ConfigMap'],
  ['v1', 'secrets', 'Secret'],
  ['v1', 'services', 'Service'],
  ['v1', 'serviceaccounts', 'ServiceAccount'],
  ['v1', 'resourcequotas', 'ResourceQuota'],
  ['v1', 'persistentvolumeclaims', 'PersistentVolumeClaim'],
  ['v1', 'namespaces', 'Namespace', 'cluster'],
  ['v1', 'events', 'Event'],
  ['apps/v1', 'deployments', 'Deployment'],
  ['apps/v1', 'replicasets', 'ReplicaSet'],
  ['batch/v1', 'cronjobs', 'CronJob'],
  ['batch/v1', 'jobs', 'Job'],
  ['autoscaling/v2', 'horizontalpodautoscalers', 'HorizontalPodAutoscaler'],
  ['networking.k8s.io/v1', 'ingresses', 'Ingress'],
  ['networking.k8s.io/v1', 'networkpolicies', 'NetworkPolicy'],
  ['gateway.networking.k8s.io/v1', 'gateways', 'Gateway'],
  ['rbac.authorization.k8s.io/v1', 'roles', 'Role'],
  ['rbac.authorization.k8s.io/v1', 'clusterroles', 'ClusterRole', 'cluster'],
  ['rbac.authorization.k8s.io/v1', 'rolebindings', 'RoleBinding'],
  ['policy/v1', 'poddisruptionbudgets', 'PodDisruptionBudget'],
  ['storage.k8s.io/v1', 'storageclasses', 'StorageClass', 'cluster'],
  ['shop.example/v1', 'baskets', 'Basket'],
]

/** The objects of a YAML stream, as a cluster keeps them. */
export function served(text: string): readonly KubeApiObject[] {
  return parseAllDocuments(text).map((document, i) => {
    const object = document.toJS() as KubeApiObject
    return { ...object, metadata: { uid: `uid-${i}`, resourceVersion: String(i), ...object.metadata } }
  })
}

export interface Cluster extends Setup {
  readonly api: KubeApi
  readonly path: string
  readonly close: () => Promise<void>
}

/** A cluster with a kubeconfig that leads to it. */
export async function cluster(
  options: Partial<KubeApiOptions> & { readonly settings?: Readonly<Record<string, unknown>> } = {},
): Promise<Cluster> {
  const { settings = {}, ...rest } = options
  const api = await startKubeApi({ types, objects: [], ...rest })
  const space = workspace({})
  writeFileSync(join(space.path, 'kubeconfig'), kubeconfig(api.url, options.token ?? 'nobody asks'))
  return {
    api,
    path: space.path,
    settings: { kubeconfig: 'kubeconfig', context: 'shop', pageSize: 2, ...settings },
    environment: factsAt(space.path),
    close: async () => {
      await api.stop()
      space.remove()
    },
  }
}

function kubeconfig(server: string, token: string): string {
  return `apiVersion: v1
kind: Config
current-context: other
clusters:
  - { name: one, cluster: { server: "${server}", insecure-skip-tls-verify: true } }
users:
  - { name: reader, user: { token: "${token}" } }
contexts:
  - { name: shop, context: { cluster: one, user: reader } }
  - { name: other, context: { cluster: one, user: reader } }
`
}
