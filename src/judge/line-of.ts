import { isJsonObject, type Json } from '../model/json.ts'
import { tokens } from '../model/pointer.ts'
import { attributeOf, type Resource, type Side } from '../model/resource.ts'
import type { Unit } from '../model/twin.ts'

/**
 * The line of a file that a unit stands on: that of its element, or of the whole resource; and which file, where that is another than
 * the resource is called by. A line is a fact that differs by nature, so it is no part of what is compared, and is looked up in the
 * resource by the element's own key or name. Undefined where there is none.
 */
export function lineOf(
  resource: Resource,
  unit: Unit,
  side: Side,
): { readonly line: number; readonly file?: string } | undefined {
  const raw = unit[side]?.raw
  const elements = attributeOf(resource, tokens(unit.at)[0] ?? '')
  if (!Array.isArray(elements)) return stated(attributeOf(resource, 'line'), attributeOf(resource, 'file'))
  if (raw === undefined || !isJsonObject(raw)) return undefined
  const own = (elements as readonly Json[]).find(
    (one) => isJsonObject(one) && one['key'] === raw['key'] && one['name'] === raw['name'],
  )
  return isJsonObject(own) ? stated(own['line'], own['file']) : undefined
}

function stated(
  line: Json | undefined,
  file: Json | undefined,
): { readonly line: number; readonly file?: string } | undefined {
  if (typeof line !== 'number') return undefined
  return typeof file === 'string' ? { line, file } : { line }
}
