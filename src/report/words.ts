import type { Field, Shape } from '../model/field.ts'
import { isFingerprint } from '../model/fingerprint.ts'
import { isJsonObject, type Json } from '../model/json.ts'
import { kindOf } from '../model/kinds/index.ts'
import { tokens, type Pointer } from '../model/pointer.ts'
import { safeText } from './safe-text.ts'

/** `1 difference`, `2 differences`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}

/** A pointer as people say it: `parameters › max_connections`, `engine version`; '' for the resource itself. */
export function pointerInWords(kind: string, at: Pointer): string {
  const words: string[] = []
  let shape: Shape | undefined = kindOf(kind)?.fields
  let field: Field | undefined
  for (const token of tokens(at)) {
    if (field?.form === 'keyed' && shape === undefined) {
      words.push(elementInWords(token))
      shape = field.of
      field = undefined
      continue
    }
    field = shape !== undefined && Object.hasOwn(shape, token) ? shape[token] : undefined
    words.push(field === undefined ? token : nameInWords(token))
    shape = field?.form === 'record' ? field.of : undefined
  }
  return words.map(safeText).join(' › ')
}

/** The field that a pointer addresses; undefined for an element of a keyed field, the root, or where the kind has none. */
export function fieldAt(kind: string, at: Pointer): Field | undefined {
  let shape: Shape | undefined = kindOf(kind)?.fields
  let field: Field | undefined
  for (const token of tokens(at)) {
    if (field?.form === 'keyed' && shape === undefined) {
      shape = field.of
      field = undefined
      continue
    }
    field = shape !== undefined && Object.hasOwn(shape, token) ? shape[token] : undefined
    shape = field?.form === 'record' ? field.of : undefined
  }
  return field
}

/** Both values of a finding in words. Of two records only what differs is said; the JSON document has the rest. */
export function valuesInWords(
  kind: string,
  at: Pointer,
  values: { readonly candidate: Json; readonly baseline: Json },
): { readonly candidate: string; readonly baseline: string } {
  const { candidate, baseline } = values
  const field = fieldAt(kind, at)
  if (!isRecord(candidate) || !isRecord(baseline)) {
    return { candidate: valueInWords(candidate, field), baseline: valueInWords(baseline, field) }
  }
  const names = [...new Set([...Object.keys(candidate), ...Object.keys(baseline)])]
  const differing = names.filter((name) => JSON.stringify(candidate[name]) !== JSON.stringify(baseline[name]))
  const only = (side: Json): Json =>
    Object.fromEntries(differing.map((name) => [name, (isJsonObject(side) ? side[name] : null) ?? null]))
  return { candidate: valueInWords(only(candidate)), baseline: valueInWords(only(baseline)) }
}

/** One value in words, on one line, with its unit. A secret is a part of its fingerprint; null is `(absent)`. */
export function valueInWords(value: Json, field?: Field): string {
  if (value === null) return '(absent)'
  if (typeof value === 'string') return value === '' ? '(empty)' : safeText(value)
  if (typeof value === 'number') return field?.form === 'quantity' ? quantityInWords(value, field.unit) : String(value)
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (isFingerprint(value)) return `secret (fingerprint ${safeText(value.hmac.slice(0, 8))})`
  if (!isJsonObject(value)) {
    return value.length === 0 ? '(none)' : value.map((element) => valueInWords(element)).join(', ')
  }
  const parts = Object.entries(value).map(([name, part]) => `${safeText(nameInWords(name))} ${valueInWords(part)}`)
  return parts.length === 0 ? '(empty)' : parts.join(', ')
}

/** `engineVersion` is `engine version`; what is written with other characters stays as it is. */
export function nameInWords(name: string): string {
  return /^[a-z][A-Za-z0-9]*$/.test(name) ? name.replace(/[A-Z]/g, (c) => ` ${c.toLowerCase()}`) : name
}

function isRecord(value: Json): value is { readonly [key: string]: Json } {
  return isJsonObject(value) && !isFingerprint(value)
}

/** The key of an element joins its fields by `/` and leaves gaps for absent ones: `tcp/443//app/` is `tcp/443 app`. */
function elementInWords(key: string): string {
  const words = key.replace(/^\/+|\/+$/g, '').replace(/\/{2,}/g, ' ')
  return words === '' ? key : words
}

function quantityInWords(value: number, unit: string): string {
  if (unit === 'MiB' && value >= 1024 && value % 1024 === 0) return `${value / 1024} GiB`
  return `${value} ${unit}`
}
