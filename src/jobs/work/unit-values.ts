import type { Comparison } from '../../compare/compare.ts'
import type { Units } from '../../compare/units.ts'
import { canonicalJson } from '../../model/digest.ts'
import { isFingerprint } from '../../model/fingerprint.ts'
import { isJsonObject, type Json } from '../../model/json.ts'
import { kindOf } from '../../model/kinds/index.ts'
import { tokens, type Pointer } from '../../model/pointer.ts'
import type { Key, Resource, Side } from '../../model/resource.ts'
import type { AskedUnit } from './asked-units.ts'
import { headOf } from './past.ts'

/** A resource as it was at some time: each such time is an object of its own. */
export interface Then {
  readonly key: Key
}

/** What resources were. */
export interface VersionBodies {
  readonly bodyOf: (version: Then) => Pick<Resource, 'tags' | 'attributes'>
  /** Units by field, made once. */
  readonly units: Map<Then, Map<string, Units>>
}

/** The value of a unit in some versions of one resource, oldest first, as a text: what it means and, of secrets, which. */
export function valueOf(
  side: Side,
  { at, raw }: Pick<AskedUnit, 'at' | 'raw'>,
  versions: readonly Then[],
  comparison: Comparison,
  past: VersionBodies,
): (version: Then) => string | undefined {
  if (at === '') return () => '"here"'
  const [field = ''] = tokens(at)
  const unitsIn = (version: Then): Units => {
    const known = past.units.get(version) ?? new Map<string, Units>()
    past.units.set(version, known)
    const units = known.get(field) ?? unitsOf(side, version, field, comparison, past)
    known.set(field, units)
    return units
  }
  const newest = versions.at(-1)
  const own = newest === undefined ? at : ownPlace(unitsIn(newest), at, raw[side])
  return (version) => {
    const element = unitsIn(version).get(own)
    return element === undefined
      ? undefined
      : `${canonicalJson(element.canonical)}${fingerprintsIn(element.raw).join()}`
  }
}

/** Two elements may have been brought together by their keys as written: then each side has a pointer of its own. */
function ownPlace(units: Units, at: Pointer, raw: Json | undefined): Pointer {
  if (units.has(at) || raw === undefined) return at
  const field = at.slice(0, at.lastIndexOf('/') + 1)
  const written = canonicalJson(raw)
  for (const [pointer, element] of units) {
    if (element.written !== undefined && pointer.startsWith(field) && canonicalJson(element.raw) === written)
      return pointer
  }
  return at
}

/** The units of one field: what a field comes to does not depend on the others. */
function unitsOf(side: Side, version: Then, field: string, comparison: Comparison, past: VersionBodies): Units {
  const { tags, attributes } = past.bodyOf(version)
  const head = headOf(side, version.key, comparison)
  const own = Object.hasOwn(attributes, field) ? { [field]: (attributes as Record<string, Json>)[field] } : {}
  const choice = kindOf(head.kind)?.fields[field]?.volatile === true ? 'volatile' : 'compared'
  return comparison.unitsAsOf(side, { ...head, tags, attributes: own as Resource['attributes'] }, choice)
}

/** Canonical values say of a secret only that it is there. */
function fingerprintsIn(value: Json): readonly string[] {
  if (isFingerprint(value)) return [value.hmac]
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap(fingerprintsIn)
  return isJsonObject(value) ? Object.values(value).flatMap((inner) => fingerprintsIn(inner)) : []
}
