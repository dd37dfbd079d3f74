import type { KeyedForm } from '../model/field.ts'
import { isJsonObject, type Json, type JsonObject } from '../model/json.ts'
import { UNKNOWN } from '../model/unknown.ts'
import { sameRecord } from './agree.ts'
import { hasUnread } from './unread-addresses.ts'
import { canonicalElements, elementKeyParts, keyText, type CanonicalContext, type Element } from './canonical.ts'

/** One side of a keyed field. */
export interface OwnElements {
  readonly value: Json | undefined
  readonly context: CanonicalContext
}

/** The elements of a keyed field that may differ, by canonical key, of both sides. */
export interface OddElements {
  readonly candidate: ReadonlyMap<string, Element>
  readonly baseline: ReadonlyMap<string, Element>
}

/**
 * The elements of a keyed field of a pair that do not surely mean the same as the one that answers to them: of forty settings, the one that
 * was changed. The others are never made canonical. Undefined where an element cannot be told without its neighbours: because several share
 * a key, because a part of a key is unknown, or because of what it names (`depends`: a subnet may be called by its tier, where all of it are there).
 */
export function oddElements(
  field: KeyedForm,
  candidate: OwnElements,
  baseline: OwnElements,
  depends: (part: string) => boolean,
): OddElements | undefined {
  const mine = byKey(field, candidate, depends)
  const theirs = mine === undefined ? undefined : byKey(field, baseline, depends)
  if (mine === undefined || theirs === undefined) return undefined
  for (const [key, raw] of mine) {
    const other = theirs.get(key)
    if (other === undefined || !sameRecord(field.of, raw, other, candidate.context, baseline.context)) continue
    mine.delete(key)
    theirs.delete(key)
  }
  return {
    candidate: canonicalElements(field, [...mine.values()], candidate.context),
    baseline: canonicalElements(field, [...theirs.values()], baseline.context),
  }
}

/** The elements as written, by canonical key, where each has one of its own that is known. */
function byKey(
  field: KeyedForm,
  { value, context }: OwnElements,
  depends: (part: string) => boolean,
): Map<string, JsonObject> | undefined {
  const found = new Map<string, JsonObject>()
  for (const raw of Array.isArray(value) ? (value as readonly Json[]) : []) {
    if (!isJsonObject(raw)) return undefined
    const parts = elementKeyParts(field, raw, context)
    for (const part of parts)
      if (part === UNKNOWN || (typeof part === 'string' && (depends(part) || hasUnread(part)))) return undefined
    const key = keyText(parts)
    if (found.has(key)) return undefined
    found.set(key, raw)
  }
  return found
}
