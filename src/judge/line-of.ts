import { isJsonObject, type Json } from '../model/json.ts'
import { tokens } from '../model/pointer.ts'
import type { Resource, Side } from '../model/resource.ts'
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
  const elements = (resource.attributes as { readonly [field: string]: Json })[tokens(unit.at)[0] ?? '']
  if (!Array.isArray(elements)) return stated(resource.attributes as Json)
  if (raw === undefined || !isJsonObject(raw)) return undefined
  const own = (elements as readonly Json[]).find(
    (one) => isJsonObject(one) && one['key'] === raw['key'] && one['name'] === raw['name'],
  )
  return own === undefined ? undefined : stated(own)
}

function stated(of: Json): { readonly line: number; readonly file?: string } | undefined {
  if (!isJsonObject(of) || typeof of['line'] !== 'number') return undefined
  const { line, file } = of
  return { line, ...(typeof file === 'string' ? { file } : {}) }
}
