import type { Field, KeyedForm, Shape } from '../model/field.ts'
import { canonicalJson } from '../model/digest.ts'
import { isJsonObject, type Json } from '../model/json.ts'
import { UNKNOWN } from '../model/unknown.ts'
import { canonicalValue, type CanonicalContext } from './canonical.ts'
import { hasUnread } from './unread-addresses.ts'

/** One side of a pair of values. */
export interface Own {
  readonly attributes: Readonly<Record<string, Json | undefined>>
  readonly context: CanonicalContext
}

/**
 * Whether two resources of a kind surely mean the same: both are walked at once, without making what is canonical of either as a
 * whole. It is asked before two resources are compared unit by unit, and answers nearly always, for nearly all twins are equal; where it
 * is not sure (unknown ends, another order, elements that share a key) it says no, and the comparison decides. It never says yes
 * where that would find a change.
 */
export function agree(fields: Shape, candidate: Own, baseline: Own): boolean {
  for (const name in fields) {
    const field = fields[name]
    if (field === undefined || field.volatile === true) continue
    const [a, b] = [candidate.attributes[name], baseline.attributes[name]]
    if (a === undefined && b === undefined) continue
    if (!sameField(field, a, b, candidate.context, baseline.context)) return false
  }
  return true
}

function sameField(
  field: Field,
  a: Json | undefined,
  b: Json | undefined,
  own: CanonicalContext,
  other: CanonicalContext,
): boolean {
  if (field.form === 'keyed' && Array.isArray(a) && Array.isArray(b)) {
    return sameElements(field, a as readonly Json[], b as readonly Json[], own, other)
  }
  return sameCanonical(field, a, b, own, other)
}

/** The compared fields of which {@link agree} is not sure. */
export function doubtfulFields(fields: Shape, candidate: Own, baseline: Own): readonly string[] {
  return Object.keys(fields).filter((name) => {
    const field = fields[name]
    return field !== undefined && !agree({ [name]: field }, candidate, baseline)
  })
}

/** Whether the canonical forms of both are equal: what is equal as written need not be, where it names one of the environments. */
export function sameCanonical(
  field: Field,
  a: Json | undefined,
  b: Json | undefined,
  own: CanonicalContext,
  other: CanonicalContext,
): boolean {
  switch (field.form) {
    case 'exact':
    case 'quantity':
      if (a === b) return true
      break
    case 'record':
      if (isJsonObject(a) && isJsonObject(b)) return sameRecord(field.of, a, b, own, other)
      break
    case 'set':
    case 'ordered':
      if (
        Array.isArray(a) &&
        Array.isArray(b) &&
        sameItems(field.of, a as readonly Json[], b as readonly Json[], own, other)
      )
        return true
      break
    case 'text':
    case 'host':
    case 'url':
    case 'arn':
    case 'version':
    case 'instant':
      if (a === b && typeof a === 'string' && isPlain(a, own) && isPlain(a, other)) return true
      break
    default:
      break
  }
  const x = canonicalValue(field, a, own)
  const y = canonicalValue(field, b, other)
  if (x === y) return true
  if (typeof x !== 'object' || typeof y !== 'object') return false
  return canonicalJson(x) === canonicalJson(y)
}

/** Whether a text stands for the same in either environment: none of its words is replaced, and no part of it is written in another way. */
function isPlain(text: string, { translator }: CanonicalContext): boolean {
  return !translator.touches(text) && !/[%\\]/.test(text)
}

/** Whether the canonical forms of two records are equal. */
export function sameRecord(
  shape: Shape,
  a: Readonly<Record<string, Json>>,
  b: Readonly<Record<string, Json>>,
  own: CanonicalContext,
  other: CanonicalContext,
): boolean {
  for (const name in shape) {
    const field = shape[name]
    if (field === undefined || field.volatile === true) continue
    const [x, y] = [a[name], b[name]]
    if (x === undefined && y === undefined) continue
    if (!sameCanonical(field, x, y, own, other)) return false
  }
  return true
}

function sameItems(
  field: Field,
  a: readonly Json[],
  b: readonly Json[],
  own: CanonicalContext,
  other: CanonicalContext,
): boolean {
  return a.length === b.length && a.every((item, i) => sameCanonical(field, item, b[i], own, other))
}

/**
 * The elements of both in the order in which they are written, which is the same for what comes from one template. Elements are found by
 * their canonical keys: so no part of a key may be unknown, and of those that share a key none may be written like it on one side
 * alone, for it would be told apart from the others there.
 */
function sameElements(
  field: KeyedForm,
  a: readonly Json[],
  b: readonly Json[],
  own: CanonicalContext,
  other: CanonicalContext,
): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i], b[i]]
    if (!isJsonObject(x) || !isJsonObject(y)) return false
    if (!sameRecord(field.of, x, y, own, other)) return false
    for (const name of field.by) {
      const part = field.of[name]
      if (part !== undefined && !sameKeyPart(part, x[name], y[name], own)) return false
    }
  }
  return true
}

/** Whether a part of two keys, whose canonical forms are equal, surely stands for the same on both sides. What is absent on both is no part. */
export function sameKeyPart(part: Field, x: Json | undefined, y: Json | undefined, own: CanonicalContext): boolean {
  if (x === y && (part.form === 'exact' || x === undefined)) return true
  const canonical = canonicalValue(part, x, own)
  if (canonical === UNKNOWN || (typeof canonical === 'string' && hasUnread(canonical))) return false
  return x === y || (canonical === x) === (canonical === y)
}
