import type { KubeObject } from './objects.ts'

/** Which of our kinds an object of the API becomes. */
export type Becomes =
  | 'workload'
  | 'autoscaler'
  | 'setting-group'
  | 'network-service'
  | 'ingress'
  | 'gateway'
  | 'network-policy'
  | 'cluster-role'
  | 'cluster-binding'
  | 'service-account'
  | 'disruption-budget'
  | 'resource-quota'
  | 'storage-class'
  | 'volume-claim'
  | 'cluster-object'

/** Groups that a kind is served in, also the old ones, still met in repositories. */
const table: readonly (readonly [Becomes, RegExp, readonly string[]])[] = [
  ['workload', /^(?:apps|extensions)$/, ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet']],
  ['workload', /^(?:batch)$/, ['CronJob', 'Job']],
  ['workload', /^$/, ['Pod', 'ReplicationController']],
  ['setting-group', /^$/, ['ConfigMap', 'Secret']],
  ['autoscaler', /^autoscaling$/, ['HorizontalPodAutoscaler']],
  ['autoscaler', /^keda\.sh$/, ['ScaledObject']],
  ['network-service', /^$/, ['Service']],
  ['ingress', /^(?:networking\.k8s\.io|extensions)$/, ['Ingress']],
  ['ingress', /^gateway\.networking\.k8s\.io$/, ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute']],
  ['ingress', /^route\.openshift\.io$/, ['Route']],
  ['gateway', /^gateway\.networking\.k8s\.io$/, ['Gateway']],
  ['network-policy', /^(?:networking\.k8s\.io|extensions)$/, ['NetworkPolicy']],
  ['cluster-role', /^rbac\.authorization\.k8s\.io$/, ['Role', 'ClusterRole']],
  ['cluster-binding', /^rbac\.authorization\.k8s\.io$/, ['RoleBinding', 'ClusterRoleBinding']],
  ['service-account', /^$/, ['ServiceAccount']],
  ['disruption-budget', /^policy$/, ['PodDisruptionBudget']],
  ['resource-quota', /^$/, ['ResourceQuota', 'LimitRange']],
  ['storage-class', /^storage\.k8s\.io$/, ['StorageClass']],
  ['volume-claim', /^$/, ['PersistentVolumeClaim']],
]

/** Groups whose old name is another's new one. */
const builtIn = /^(?:|apps|batch|autoscaling|policy|extensions|[a-z]+(?:\.[a-z]+)*\.k8s\.io|authentication\.k8s\.io)$/

/**
 * Names that objects have in files, of groups that do not serve them: `kind: Deployment` of some operator is not ours to
 * understand, and is kept as any other object.
 */
export function becomes({ group, kind }: Pick<KubeObject, 'group' | 'kind'>): Becomes {
  return table.find(([, groups, kinds]) => kinds.includes(kind) && groups.test(group))?.[0] ?? 'cluster-object'
}

/** Whether a group comes with every cluster. */
export function isBuiltIn(group: string): boolean {
  return builtIn.test(group)
}

/**
 * What a cluster makes by itself, or writes all the time: state and bookkeeping, which nobody deploys. `group/Kind`, the
 * core group is ''.
 *
 * Source: Kubernetes API reference; the kinds of OpenShift and of operators by their own references.
 */
const state: ReadonlySet<string> = new Set([
  '/Event',
  '/Endpoints',
  '/Node',
  '/PersistentVolume',
  '/ComponentStatus',
  '/Binding',
  '/PodTemplate',
  'events.k8s.io/Event',
  'discovery.k8s.io/EndpointSlice',
  'coordination.k8s.io/Lease',
  'coordination.k8s.io/LeaseCandidate',
  'apps/ControllerRevision',
  'apiregistration.k8s.io/APIService',
  'storage.k8s.io/CSINode',
  'storage.k8s.io/CSIStorageCapacity',
  'storage.k8s.io/VolumeAttachment',
  'storage.k8s.io/CSIDriver',
  'certificates.k8s.io/CertificateSigningRequest',
  'flowcontrol.apiserver.k8s.io/FlowSchema',
  'flowcontrol.apiserver.k8s.io/PriorityLevelConfiguration',
  'internal.apiserver.k8s.io/StorageVersion',
  'networking.k8s.io/IPAddress',
  'networking.k8s.io/ServiceCIDR',
  'node.k8s.io/RuntimeClass',
  'resource.k8s.io/ResourceSlice',
  'metrics.k8s.io/NodeMetrics',
  'metrics.k8s.io/PodMetrics',
  'acme.cert-manager.io/Challenge',
  'acme.cert-manager.io/Order',
  'cert-manager.io/CertificateRequest',
  'cilium.io/CiliumEndpoint',
  'cilium.io/CiliumIdentity',
  'cilium.io/CiliumNode',
  'crd.projectcalico.org/BlockAffinity',
  'crd.projectcalico.org/IPAMBlock',
  'crd.projectcalico.org/IPAMHandle',
  'tekton.dev/PipelineRun',
  'tekton.dev/TaskRun',
  'wgpolicyk8s.io/PolicyReport',
  'wgpolicyk8s.io/ClusterPolicyReport',
  'elbv2.k8s.aws/TargetGroupBinding',
  'karpenter.sh/NodeClaim',
])

/** Whether objects of a kind are state of the cluster and no part of what is deployed. */
export function isState(group: string, kind: string): boolean {
  return state.has(`${group}/${kind}`)
}
