/** Of which API an object of a resource type is. */
export interface ObjectType {
  readonly apiVersion: string
  readonly kind: string
}

const table: readonly (readonly [apiVersion: string, kinds: Readonly<Record<string, string>>])[] = [
  [
    'v1',
    {
      config_map: 'ConfigMap',
      limit_range: 'LimitRange',
      namespace: 'Namespace',
      persistent_volume_claim: 'PersistentVolumeClaim',
      pod: 'Pod',
      replication_controller: 'ReplicationController',
      resource_quota: 'ResourceQuota',
      secret: 'Secret',
      service: 'Service',
      service_account: 'ServiceAccount',
    },
  ],
  [
    'apps/v1',
    { daemon_set: 'DaemonSet', daemonset: 'DaemonSet', deployment: 'Deployment', stateful_set: 'StatefulSet' },
  ],
  ['batch/v1', { cron_job: 'CronJob', job: 'Job' }],
  ['autoscaling/v2', { horizontal_pod_autoscaler: 'HorizontalPodAutoscaler' }],
  ['networking.k8s.io/v1', { ingress: 'Ingress', ingress_class: 'IngressClass', network_policy: 'NetworkPolicy' }],
  ['policy/v1', { pod_disruption_budget: 'PodDisruptionBudget' }],
  [
    'rbac.authorization.k8s.io/v1',
    {
      cluster_role: 'ClusterRole',
      cluster_role_binding: 'ClusterRoleBinding',
      role: 'Role',
      role_binding: 'RoleBinding',
    },
  ],
  ['scheduling.k8s.io/v1', { priority_class: 'PriorityClass' }],
  ['storage.k8s.io/v1', { storage_class: 'StorageClass' }],
]

const byName: ReadonlyMap<string, ObjectType> = new Map(
  table.flatMap(([apiVersion, kinds]) =>
    Object.entries(kinds).map(([name, kind]) => [name, { apiVersion, kind }] as const),
  ),
)

/** Types that hold an object of any kind as it is written: in an attribute, or as YAML. */
export const writtenTypes: readonly string[] = ['kubernetes_manifest', 'kubectl_manifest']

/**
 * What a resource type of the Kubernetes provider becomes in a cluster; undefined for one that is not known here. Its endings
 * (`_v1`, `_v2beta2`) say with which version the provider asks, which is nothing of the object.
 */
export function objectTypeOf(type: string): ObjectType | undefined {
  const name = /^kubernetes_(?:default_)?([a-z_]+?)(?:_v\d+(?:(?:alpha|beta)\d+)?)?$/.exec(type)?.[1]
  return name === undefined ? undefined : byName.get(name)
}

/** Whether a resource of a type is an object of a cluster. */
export function isObjectType(type: string): boolean {
  return writtenTypes.includes(type) || objectTypeOf(type) !== undefined
}
