import { clusterBinding } from '../../src/model/kinds/cluster-binding.ts'
import { clusterRole } from '../../src/model/kinds/cluster-role.ts'
import { serviceAccount } from '../../src/model/kinds/service-account.ts'
import { collected, type CollectedResource } from '../../src/model/resource.ts'
import { identityOf } from './identity.ts'
import { some } from './lists.ts'
import type { KubeObject } from './objects.ts'
import { at, members, scalarText, text } from './reading.ts'
import { selectorText } from './selectors.ts'

/**
 * A Role or ClusterRole with what its rules come to: every resource once, with all that may be done to it. The rules of a
 * role that is put together from others are the cluster's own doing, and are left out.
 *
 * Source: Kubernetes, "Using RBAC Authorization".
 */
export function clusterRoleOf(object: KubeObject): CollectedResource<typeof clusterRole.fields> {
  const aggregates = members(at(object.content, 'aggregationRule', 'clusterRoleSelectors')).map(selectorText)
  const rules = aggregates.length > 0 ? [] : members(object.content['rules'])
  return collected(clusterRole, {
    ...identityOf(object),
    tags: object.labels,
    attributes: {
      type: object.kind,
      grants: grantsOf(rules),
      ...some('aggregates', aggregates),
    },
  })
}

function grantsOf(rules: readonly unknown[]): readonly { readonly on: string; readonly verbs: readonly string[] }[] {
  const verbsOn = new Map<string, Set<string>>()
  for (const rule of rules) {
    const verbs = words(at(rule, 'verbs'))
    for (const on of targetsOf(rule)) {
      const known = verbsOn.get(on) ?? new Set()
      for (const verb of verbs) known.add(verb)
      verbsOn.set(on, known)
    }
  }
  return [...verbsOn]
    .map(([on, verbs]) => ({ on, verbs: verbs.has('*') ? ['*'] : [...verbs].sort() }))
    .sort((a, b) => (a.on < b.on ? -1 : 1))
}

function targetsOf(rule: unknown): readonly string[] {
  const groups = words(at(rule, 'apiGroups'))
  const named = words(at(rule, 'resourceNames'))
  const resources = words(at(rule, 'resources')).flatMap((resource) =>
    (groups.length === 0 ? [''] : groups).map((group) => (group === '' ? resource : `${group}/${resource}`)),
  )
  const narrowed =
    named.length === 0 ? resources : resources.flatMap((on) => named.map((name) => `${on} named ${name}`))
  return [...narrowed, ...words(at(rule, 'nonResourceURLs'))]
}

function words(list: unknown): readonly string[] {
  return members(list).flatMap((one) => scalarText(one) ?? [])
}

/** A RoleBinding or ClusterRoleBinding. */
export function clusterBindingOf(object: KubeObject): CollectedResource<typeof clusterBinding.fields> {
  const role = at(object.content, 'roleRef')
  const subjects = members(object.content['subjects']).map((subject) => {
    const kind = text(at(subject, 'kind')) ?? '?'
    const name = text(at(subject, 'name')) ?? '?'
    const namespace = text(at(subject, 'namespace')) ?? object.namespace
    return kind === 'ServiceAccount' && namespace !== undefined ? `${kind} ${namespace}/${name}` : `${kind} ${name}`
  })
  return collected(clusterBinding, {
    ...identityOf(object),
    tags: object.labels,
    attributes: {
      type: object.kind,
      role: `${text(at(role, 'kind')) ?? '?'} ${text(at(role, 'name')) ?? '?'}`,
      subjects: [...new Set(subjects)].sort().map((subject) => ({ subject })),
    },
  })
}

/** Annotations by which a service account becomes somebody in a cloud. Source: the documentation of EKS, GKE and AKS. */
const clouds = [
  ['aws', 'eks.amazonaws.com/role-arn'],
  ['gcp', 'iam.gke.io/gcp-service-account'],
  ['azure', 'azure.workload.identity/client-id'],
] as const

/** What of an identity means the same in two accounts: the name of the role, or only that there is one. */
function roleOf(cloud: string, identity: string): string {
  if (cloud === 'aws') return /^arn:[\w-]+:iam::\d*:(.+)$/.exec(identity)?.[1] ?? identity
  return cloud === 'gcp' ? (identity.split('@')[0] ?? identity) : 'an application'
}

/** A ServiceAccount. The secrets with its tokens are made by the cluster, and stay out. */
export function serviceAccountOf(object: KubeObject): CollectedResource<typeof serviceAccount.fields> {
  const identities = clouds.flatMap(([cloud, annotation]) => {
    const identity = object.annotations[annotation]
    return identity === undefined ? [] : [{ cloud, identity: roleOf(cloud, identity), id: identity }]
  })
  const pull = members(object.content['imagePullSecrets']).flatMap((one) => text(at(one, 'name')) ?? [])
  return collected(serviceAccount, {
    ...identityOf(object),
    tags: object.labels,
    attributes: {
      ...some('identities', identities),
      ...(object.content['automountServiceAccountToken'] === false ? { mountsToken: false } : {}),
      // OpenShift gives every account one of its own: `web-dockercfg-x7k2p`.
      ...some(
        'pullSecrets',
        pull.filter((name) => !/-dockercfg-[a-z0-9]{5}$/.test(name)),
      ),
    },
  })
}
