import type { ServicePlan } from '../model/plan.ts'
import type { CollectedResource } from '../model/resource.ts'
import { matchesPattern } from './pattern.ts'

/**
 * The service that a resource belongs to: the first whose tags it carries all of, or one of whose name patterns its name
 * (its id, where it has no name) answers to. By tags or by names, because much that has a name cannot carry tags.
 */
export function serviceOf(services: readonly ServicePlan[], resource: CollectedResource): string | undefined {
  return services.find(({ match }) => {
    const tags = Object.entries(match.tags ?? {})
    if (tags.length > 0 && carriesAll(resource, tags)) return true
    return match.names?.some((pattern) => matchesPattern(pattern, resource.name ?? resource.id)) ?? false
  })?.name
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
