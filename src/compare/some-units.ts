import type { Field, KeyedForm } from '../model/field.ts'
import { isJsonObject, type Json } from '../model/json.ts'
import { child } from '../model/pointer.ts'
import { canonicalElements, canonicalValue, compareText, type CanonicalContext } from './canonical.ts'
import type { MergedUnit } from './join-units.ts'

/** One side of a keyed field. */
interface Own {
  readonly elements: readonly Json[]
  readonly context: CanonicalContext
}

/** What is compared by itself: no reference, no range of a network. */
const plain: ReadonlySet<Field['form']> = new Set<Field['form']>([
  ...(['exact', 'quantity', 'secret', 'text', 'host', 'url', 'arn', 'version', 'instant'] as const),
])

/**
 * The units of some elements of a keyed field of two resources that surely mean the same (see agree), without making those of all the
 * others: elements answer to each other by their place. Undefined where a unit cannot be told without the others, because they share a
 * key, or are called by what they refer to.
 */
export function someUnits(
  name: string,
  field: KeyedForm,
  candidate: Own,
  baseline: Own,
  isWanted: (raw: Json) => boolean,
): readonly MergedUnit[] | undefined {
  const pairs = candidate.elements.map((raw, i) => [raw, baseline.elements[i]] as const)
  const wanted = pairs.filter(([a, b]) => isWanted(a) || (b !== undefined && isWanted(b)))
  if (wanted.length === 0) return []
  if (pairs.length !== baseline.elements.length || Object.values(field.of).some(({ form }) => !plain.has(form)))
    return undefined
  const times = new Map<string, number>()
  for (const raw of candidate.elements) {
    const key = keyOf(field, raw, candidate.context)
    times.set(key, (times.get(key) ?? 0) + 1)
  }
  const units: MergedUnit[] = []
  for (const [a, b] of wanted) {
    const [own] = canonicalElements(field, [a], candidate.context)
    const [other] = canonicalElements(field, b === undefined ? [] : [b], baseline.context)
    if (own === undefined || other?.[0] !== own[0] || times.get(keyOf(field, a, candidate.context)) !== 1)
      return undefined
    units.push({ at: child(child('', name), own[0]), candidate: [own[1]], baseline: [other[1]] })
  }
  return units.sort((one, other) => compareText(one.at, other.at))
}

function keyOf(field: KeyedForm, raw: Json, context: CanonicalContext): string {
  const parts = field.by.map((part) => {
    const form = field.of[part]
    return form === undefined || !isJsonObject(raw) ? undefined : canonicalValue(form, raw[part], context)
  })
  return parts.length === 1 && typeof parts[0] === 'string' ? parts[0] : JSON.stringify(parts)
}
