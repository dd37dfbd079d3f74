/** A tag as the APIs write it. */
interface Tag {
  readonly Key?: string | undefined
  readonly Value?: string | undefined
}

/** Tags that the controllers of Kubernetes put on what they make; the cluster's own objects stand for it. */
const controllerTags: readonly RegExp[] = [
  /^elbv2\.k8s\.aws\//,
  /^(ingress|service|gateway)\.k8s\.aws\//,
  /^kubernetes\.io\/(service-name|ingress-name|cluster\/.+)$/,
  /^eks:eks-cluster-name$/,
]

/**
 * Whether a controller of a cluster made it. Where the tags are not known its name decides: the AWS Load Balancer Controller calls
 * what it makes `k8s-<namespace>-<name>-<hash>`, and what Kubernetes itself makes has the id of its service (`a0123...`, 32 characters).
 */
export function isMadeByController(name: string | undefined, tags: readonly Tag[] | undefined): boolean {
  if (tags === undefined) return /^(?:k8s-[a-z0-9-]+-[0-9a-f]{10}|a[0-9a-f]{31})$/.test(name ?? '')
  return tags.some(
    ({ Key, Value }) => controllerTags.some((tag) => tag.test(Key ?? '')) && !(isCluster(Key) && Value !== 'owned'),
  )
}

/** `kubernetes.io/cluster/shop: shared` only lets a cluster use what others made. */
function isCluster(key: string | undefined): boolean {
  return key?.startsWith('kubernetes.io/cluster/') === true
}
