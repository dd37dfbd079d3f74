import type { Field, Shape } from '../model/field.ts'
import { canonicalJson } from '../model/digest.ts'
import { isJsonObject, type Json } from '../model/json.ts'
import { child, covers, type Pointer } from '../model/pointer.ts'
import { attributeOf, type Resource } from '../model/resource.ts'
import { canonicalElements, canonicalValue, type CanonicalContext, type Element } from './canonical.ts'

/** The units of one resource by pointer: each field, and each element of a keyed field. */
export type Units = ReadonlyMap<Pointer, Element>

/** Which fields to take: those that are compared, or the volatile ones, which only `each` rules look at. */
export type FieldChoice = 'compared' | 'volatile'

/**
 * The units of a resource, canonical. Fields that the source cannot know (`unknown`) are left out, and so are such parts
 * of an element: a part that is missing on both sides is never a difference.
 */
export function unitsOf(
  resource: Resource,
  fields: Shape,
  context: CanonicalContext,
  unknown: readonly Pointer[],
  choice: FieldChoice,
): Units {
  const units = new Map<Pointer, Element>()
  for (const [name, field] of Object.entries(fields)) {
    if ((field.volatile === true) !== (choice === 'volatile')) continue
    const at = child('', name)
    if (unknown.some((pattern) => covers(pattern, at))) continue
    for (const [pointer, element] of fieldUnits(field, at, attributeOf(resource, name), context)) {
      const canonical = withoutUnknown(element.canonical, pointer, unknown)
      if (canonical !== undefined) units.set(pointer, { ...element, canonical })
    }
  }
  return units
}

function* fieldUnits(
  field: Field,
  at: Pointer,
  value: Json | undefined,
  context: CanonicalContext,
): Iterable<readonly [Pointer, Element]> {
  if (field.form === 'keyed') {
    for (const [key, element] of canonicalElements(field, value, context)) yield [child(at, key), element]
    return
  }
  const canonical = canonicalValue(field, value, context)
  if (canonical !== undefined && value !== undefined) yield [at, { raw: value, canonical }]
}

function withoutUnknown(canonical: Json, at: Pointer, unknown: readonly Pointer[]): Json | undefined {
  if (unknown.length === 0) return canonical
  if (unknown.some((pattern) => covers(pattern, at))) return undefined
  if (!isJsonObject(canonical)) return canonical
  const kept = Object.entries(canonical).filter(([name]) => !unknown.some((p) => covers(p, child(at, name))))
  return Object.fromEntries(kept)
}

/** The distinct values of a unit among the members of a side, by canonical text; a member without it counts as null. */
export function distinct(members: readonly Units[], at: Pointer): readonly Element[] {
  const found = new Map<string, Element>()
  for (const units of members) {
    const element = units.get(at) ?? { raw: null, canonical: null }
    found.set(canonicalJson(element.canonical), element)
  }
  return [...found.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, element]) => element)
}
