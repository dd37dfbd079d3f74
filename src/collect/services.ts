import type { ServicePlan } from '../model/plan.ts'
import type { CollectedResource } from '../model/resource.ts'
import { namespaceOf } from './namespace.ts'
import { matchesPattern } from './pattern.ts'

/**
 * The service that a resource belongs to: the first whose tags it carries all of, or one of whose name patterns its name
 * (its id, where it has no name) answers to, or whose labels and namespace it has. By any of these, because much that has a name
 * cannot carry tags, and a service has a part in a cloud and one in a cluster.
 */
export function serviceOf(services: readonly ServicePlan[], resource: CollectedResource): string | undefined {
  return services.find(({ match }) => {
    const tags = Object.entries(match.tags ?? {})
    if (tags.length > 0 && carriesAll(resource, tags)) return true
    if (livesIn(match, resource)) return true
    return match.names?.some((pattern) => matchesPattern(pattern, resource.name ?? resource.id)) ?? false
  })?.name
}

/** Whether a resource lives in a cluster as a service says: in one of its namespaces, with all of its labels. */
function livesIn({ labels, namespaces }: ServicePlan['match'], resource: CollectedResource): boolean {
  if (labels === undefined && namespaces === undefined) return false
  const namespace = namespaceOf(resource)
  if (namespaces !== undefined) {
    if (namespace === undefined || !namespaces.some((pattern) => matchesPattern(pattern, namespace))) return false
  }
  const wanted = Object.entries(labels ?? {})
  return carriesAll(resource, wanted) && (wanted.length > 0 || namespaces !== undefined)
}

/** Whether a resource carries every one of these tags; `*` in a value stands for any run of characters. */
export function carriesAll(resource: CollectedResource, tags: readonly (readonly [string, string])[]): boolean {
  return tags.every((tag) => carries(resource, tag))
}

/** Whether a resource carries a tag. */
export function carries(resource: CollectedResource, [key, pattern]: readonly [string, string]): boolean {
  const value = Object.hasOwn(resource.tags ?? {}, key) ? resource.tags?.[key] : undefined
  return value !== undefined && matchesPattern(pattern, value)
}
