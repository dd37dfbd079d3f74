/** What has to be allowed for each kind, in the words of a role: `list` and the resources with their group. */
const resources: Readonly<Record<string, readonly string[]>> = {
  workload: [
    'get pods',
    'get replicasets.apps',
    'get replicationcontrollers',
    'list cronjobs.batch',
    'list daemonsets.apps',
    'list deployments.apps',
    'list jobs.batch',
    'list pods',
    'list replicasets.apps',
    'list replicationcontrollers',
    'list statefulsets.apps',
  ],
  autoscaler: ['list horizontalpodautoscalers.autoscaling', 'list scaledobjects.keda.sh'],
  'setting-group': ['list configmaps', 'list secrets'],
  'network-service': ['list services'],
  ingress: [
    'list grpcroutes.gateway.networking.k8s.io',
    'list httproutes.gateway.networking.k8s.io',
    'list ingresses.networking.k8s.io',
    'list routes.route.openshift.io',
  ],
  gateway: ['list gateways.gateway.networking.k8s.io'],
  'network-policy': ['list networkpolicies.networking.k8s.io'],
  'cluster-role': ['list clusterroles.rbac.authorization.k8s.io', 'list roles.rbac.authorization.k8s.io'],
  'cluster-binding': [
    'list clusterrolebindings.rbac.authorization.k8s.io',
    'list rolebindings.rbac.authorization.k8s.io',
  ],
  'service-account': ['list serviceaccounts'],
  'disruption-budget': ['list poddisruptionbudgets.policy'],
  'resource-quota': ['list limitranges', 'list resourcequotas'],
  'storage-class': ['list storageclasses.storage.k8s.io'],
  'volume-claim': ['list persistentvolumeclaims'],
  'cluster-object': ['list *.*'],
}

/** The permissions of a kind, sorted. */
export function needsOfKind(kind: string): readonly string[] {
  return [...(resources[kind] ?? [])].sort()
}
