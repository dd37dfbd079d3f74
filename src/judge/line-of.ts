import { isJsonObject, type Json } from '../model/json.ts'
import { tokens } from '../model/pointer.ts'
import type { Resource, Side } from '../model/resource.ts'
import type { Unit } from '../model/twin.ts'

/**
 * The line of a file that a unit stands on, where its element has one. A line is a fact that differs by nature, so it is no part of what is
 * compared, and is looked up in the resource by the element's own key. Undefined where there is none.
 */
export function lineOf(resource: Resource, unit: Unit, side: Side): number | undefined {
  const raw = unit[side]?.raw
  const elements = (resource.attributes as { readonly [field: string]: Json })[tokens(unit.at)[0] ?? '']
  if (!Array.isArray(elements) || raw === undefined || !isJsonObject(raw)) return undefined
  const own = (elements as readonly Json[]).find((one) => isJsonObject(one) && one['key'] === raw['key'])
  const line = own === undefined || !isJsonObject(own) ? undefined : own['line']
  return typeof line === 'number' ? line : undefined
}
