import { at, entriesOf, mapping, members, text } from './reading.ts'

/**
 * Who writes into objects by itself: controllers of the cluster, autoscalers, what injects certificates. What people and
 * their tools wrote (kubectl, Helm, Argo CD, Flux, Terraform) is meant.
 */
const controllers =
  /^(?:kube-controller-manager|cloud-controller-manager|kube-scheduler|kubelet|horizontal-pod-autoscaler|keda|keda-operator|vpa-.+|cluster-autoscaler|karpenter|cert-manager-cainjector|cainjector|flagger|istiod|pilot-discovery|pod-identity-webhook|external-dns|aws-load-balancer-controller|.*-operator-webhook)$/

/**
 * The paths of an object that only controllers wrote, as `managedFields` tells: `spec/replicas`, `webhooks/[name=a]/clientConfig/caBundle`.
 * Empty for what is in a file. A field that a person applied too is theirs.
 *
 * Source: Kubernetes, "Server-Side Apply", field management: FieldsV1.
 */
export function controlledPaths(content: Readonly<Record<string, unknown>>): ReadonlySet<string> {
  const entries = members(at(content, 'metadata', 'managedFields'))
  const controlled = new Set<string>()
  const meant = new Set<string>()
  for (const entry of entries) {
    const byItself =
      controllers.test(text(at(entry, 'manager')) ?? '') ||
      ['scale', 'status'].includes(text(at(entry, 'subresource')) ?? '')
    for (const path of paths(at(entry, 'fieldsV1'), [])) (byItself ? controlled : meant).add(path)
  }
  return new Set([...controlled].filter((path) => !meant.has(path)))
}

/** Whether a path, or what it is a part of, is one of those: a list that is one thing to the server has one owner. */
export function isControlled(controlled: ReadonlySet<string>, path: readonly string[]): boolean {
  if (controlled.size === 0) return false
  const steps = path.map(inOrder)
  return steps.some((_, i) => controlled.has(steps.slice(0, i + 1).join('/')))
}

/** The keys of a member of a list, as the server has them: `[containerPort=80,protocol=TCP]`. */
function inOrder(step: string): string {
  return step.startsWith('[') && step.includes(',') ? `[${step.slice(1, -1).split(',').sort().join(',')}]` : step
}

/** The leaves of a set of fields. `f:` is a field, `k:` a member by its keys, `v:` a value, `.` the thing itself. */
function* paths(fields: unknown, path: readonly string[]): Generator<string> {
  const inner = entriesOf(mapping(fields)).filter(([key]) => key !== '.')
  if (inner.length === 0) {
    if (path.length > 0) yield path.join('/')
    return
  }
  for (const [key, value] of inner) {
    const step = stepOf(key)
    if (step !== undefined) yield* paths(value, [...path, step])
  }
}

function stepOf(key: string): string | undefined {
  if (key.startsWith('f:')) return key.slice(2)
  if (!key.startsWith('k:')) return undefined
  try {
    const keys: unknown = JSON.parse(key.slice(2))
    return inOrder(
      `[${entriesOf(keys)
        .map(([name, value]) => `${name}=${String(value)}`)
        .join(',')}]`,
    )
  } catch {
    return undefined
  }
}
