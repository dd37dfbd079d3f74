import type { KubeObject } from './objects.ts'
import { at, members, text } from './reading.ts'
import { isState } from './served-kinds.ts'

/**
 * Whether something else made an object: a controller that owns it (the replica sets of a deployment, the jobs of a cron
 * job, the pods of both), the cluster itself, or a tool that keeps its books in it. It folds under its owner: what differs
 * in it differs there.
 */
export function isMadeByCluster(object: KubeObject): boolean {
  const { group, kind, name, namespace, labels, annotations } = object
  if (isState(group, kind)) return true
  if (members(at(object.content, 'metadata', 'ownerReferences')).some((one) => at(one, 'controller') === true))
    return true
  // Source: Kubernetes, "Using RBAC Authorization", auto-reconciliation.
  if (labels['kubernetes.io/bootstrapping'] !== undefined) return true
  if (annotations['kubernetes.io/config.mirror'] !== undefined) return true
  switch (kind) {
    case 'ConfigMap':
      return published.has(name)
    case 'Secret':
      return booksOfTools.test(text(object.content['type']) ?? '') || labels['owner'] === 'helm'
    case 'ServiceAccount':
      // What is written in a file is meant.
      return name === 'default' && isServed(object)
    case 'Service':
      return name === 'kubernetes' && namespace === 'default' && isServed(object)
    case 'Namespace':
      return namespacesOfCluster.test(name)
    default:
      return /^system:/.test(name)
  }
}

/** Source: Kubernetes, "Root CA certificate distribution"; OpenShift, "Service CA certificates". */
const published: ReadonlySet<string> = new Set(['kube-root-ca.crt', 'openshift-service-ca.crt', 'istio-ca-root-cert'])

/** Tokens of service accounts, and the releases that Helm keeps. */
const booksOfTools = /^(?:kubernetes\.io\/service-account-token|helm\.sh\/release\.v1)$/

const namespacesOfCluster = /^(?:default|kube-system|kube-public|kube-node-lease)$/

function isServed(object: KubeObject): boolean {
  return text(at(object.content, 'metadata', 'uid')) !== undefined
}
