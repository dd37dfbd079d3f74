import type { Field, Shape } from '../model/field.ts'
import type { Finding } from '../model/finding.ts'
import { isFingerprint } from '../model/fingerprint.ts'
import { isJsonObject, type Json, type JsonObject } from '../model/json.ts'
import { kindOf } from '../model/kinds/index.ts'
import { pointerOf, tokens, type Pointer } from '../model/pointer.ts'
import type { Side } from '../model/resource.ts'
import { safeText } from './safe-text.ts'

/** `1 difference`, `2 differences`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}

/** A pointer as people say it: `parameters › max_connections`, `engine version`; '' for the resource itself. */
export function pointerInWords(kind: string, at: Pointer): string {
  const parts = tokens(at)
  const words = parts.map((token, i) => {
    const parent = spotOf(kind, pointerOf(parts.slice(0, i)))
    if (parent.field?.form === 'keyed') return elementInWords(token)
    return own(parent.shape, token) === undefined ? token : nameInWords(token)
  })
  return words.map(safeText).join(' › ')
}

interface Spot {
  /** The field; undefined for an element of a keyed field, the root, or where the kind has none. */
  readonly field?: Field | undefined
  /** For an element of a keyed field: its fields, and those that are its key. */
  readonly shape?: Shape | undefined
  readonly by?: readonly string[] | undefined
}

/** What a pointer addresses in a kind. */
function spotOf(kind: string, at: Pointer): Spot {
  let spot: Spot = { shape: kindOf(kind)?.fields }
  for (const token of tokens(at)) {
    const { field, shape } = spot
    if (field?.form === 'keyed') spot = { shape: field.of, by: field.by }
    else if (field?.form === 'record') spot = { field: own(field.of, token) }
    else spot = { field: own(shape, token) }
  }
  return spot.field?.form === 'record' ? { shape: spot.field.of } : spot
}

function own(shape: Shape | undefined, name: string): Field | undefined {
  return shape !== undefined && Object.hasOwn(shape, name) ? shape[name] : undefined
}

/**
 * Both values of a finding in words. Of two records only what differs is said, and of any record nothing that is
 * volatile or already in the pointer; the JSON document has the rest.
 */
export function valuesInWords(
  kind: string,
  at: Pointer,
  values: { readonly candidate: Json; readonly baseline: Json },
): { readonly candidate: string; readonly baseline: string } {
  const { candidate, baseline } = values
  const { field, shape, by } = spotOf(kind, at)
  if (!isRecord(candidate) && !isRecord(baseline)) {
    return { candidate: sideInWords(candidate, field), baseline: sideInWords(baseline, field) }
  }
  const telling = (name: string): boolean => shape?.[name]?.volatile !== true && !(by?.length === 1 && by[0] === name)
  const names = [...new Set([candidate, baseline].flatMap((side) => (isRecord(side) ? Object.keys(side) : [])))]
  const told = names.filter(telling)
  const differing =
    isRecord(candidate) && isRecord(baseline)
      ? told.filter((name) => JSON.stringify(candidate[name]) !== JSON.stringify(baseline[name]))
      : told
  const shown = differing.length > 0 ? differing : told.length > 0 ? told : names
  const say = (side: Json): string => (isRecord(side) ? recordInWords(side, shown, shape) : valueInWords(side))
  return { candidate: say(candidate), baseline: say(baseline) }
}

/** The same of a finding: of a side that has no such resource there is no value, not even one by default, or nobody looked. */
export function valuesOf({ kind, at, values, resource }: Finding): ReturnType<typeof valuesInWords> {
  const told = valuesInWords(kind, at, values)
  const nothing = resource.unread === true ? '(not read)' : valueInWords(null)
  const of = (side: Side): string => (resource[side] === null && values[side] === null ? nothing : told[side])
  return { candidate: of('candidate'), baseline: of('baseline') }
}

/** An absent field means its default, where it has one. */
function sideInWords(value: Json, field: Field | undefined): string {
  if (value !== null || field?.default === undefined) return valueInWords(value, field)
  return `${valueInWords(field.default, field)} (by default)`
}

/** One value in words, on one line, with its unit. A secret is a part of its fingerprint; null is `(absent)`. */
export function valueInWords(value: Json, field?: Field): string {
  if (value === null) return '(absent)'
  if (typeof value === 'string') return textInWords(value)
  if (typeof value === 'number') return field?.form === 'quantity' ? quantityInWords(value, field.unit) : String(value)
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (isFingerprint(value)) return `secret (fingerprint ${safeText(value.hmac.slice(0, 8))})`
  if (!isJsonObject(value)) {
    return value.length === 0 ? '(none)' : value.map((element) => valueInWords(element)).join(', ')
  }
  return recordInWords(value, Object.keys(value))
}

/** The fields of a record that are there; a field called `value` and a fingerprint need no label. */
function recordInWords(value: JsonObject, names: readonly string[], shape?: Shape): string {
  const present = names.filter((name) => (value[name] ?? null) !== null)
  const parts = present.map((name) => {
    const part = value[name] ?? null
    const words = valueInWords(part, own(shape, name))
    const label = nameInWords(name)
    return name === 'value' || words.startsWith(`${label} `) ? words : `${safeText(label)} ${words}`
  })
  return parts.length === 0 ? '(absent)' : parts.join(', ')
}

/** `@firewall/app` is how canonical text writes a reference, `@unknown` one that leads nowhere that was read. */
function textInWords(text: string): string {
  if (text === '') return '(empty)'
  const [, kind, name] = /^@([a-z-]+)\/(.+)$/s.exec(text) ?? []
  if (kind !== undefined && name !== undefined) return safeText(`${kind} ${name}`)
  return text.startsWith('@unknown') ? '(unknown)' : safeText(text)
}

/** `engineVersion` is `engine version`; what is written with other characters stays as it is. */
export function nameInWords(name: string): string {
  return /^[a-z][A-Za-z0-9]*$/.test(name) ? name.replace(/[A-Z]/g, (c) => ` ${c.toLowerCase()}`) : name
}

function isRecord(value: Json): value is { readonly [key: string]: Json } {
  return isJsonObject(value) && !isFingerprint(value)
}

/** The key of an element joins its fields by `/` and leaves gaps for absent ones: `tcp/443//@firewall/app/` is `tcp/443 firewall app`. */
function elementInWords(key: string): string {
  const words = key
    .replace(/\/*@([a-z-]+)\//g, ' $1 ')
    .replace(/^[/ ]+|\/+$/g, '')
    .replace(/\/{2,}/g, ' ')
  return words === '' ? key : words
}

function quantityInWords(value: number, unit: string): string {
  if (unit === 'MiB' && value >= 1024 && value % 1024 === 0) return `${value / 1024} GiB`
  return `${value} ${unit}`
}
