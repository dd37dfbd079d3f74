import type { Field, KeyedForm, Shape } from '../model/field.ts'
import { canonicalJson } from '../model/digest.ts'
import { isJsonObject, type Json } from '../model/json.ts'
import { UNKNOWN } from '../model/unknown.ts'
import { structuredText } from './structured-text.ts'
import type { Translator } from './translator.ts'

/** How one side's values become canonical. */
export interface CanonicalContext {
  readonly translator: Translator
  /** The text that stands for a reference to one of these kinds. */
  readonly reference: (kinds: readonly string[], raw: string) => string
  /** The text that stands for an address range. */
  readonly range: (raw: string) => string
  /** Text without the addresses of which it is unknown what they are. Left out: there are none. */
  readonly veiled?: (text: string) => string
  /** What stands for a secret. Left out: only that it is there. */
  readonly secret?: (raw: Json) => string
}

/** One unit's value, or one element of a keyed field. */
export interface Element {
  readonly raw: Json
  readonly canonical: Json
  /** The key as written, before symbols; only an element of a keyed field has one. */
  readonly written?: string
  /** The canonical parts of the key, where one of several is unknown or absent; only an element of a keyed field has them. */
  readonly parts?: readonly (Json | undefined)[]
}

/** Who writes the word for unknown into a value has written a value: it must not equal everything. */
const writtenUnknown = `${UNKNOWN} as written`

/**
 * The canonical form of a field's value, without volatile parts. Undefined: absent, or equal to its default. Lists whose order
 * has no meaning are sorted. Secrets of two environments keep only that they are there: whether they may be equal is a rule's question.
 */
export function canonicalValue(field: Field, value: Json | undefined, context: CanonicalContext): Json | undefined {
  if (value === undefined || value === null || value === field.default) return undefined
  switch (field.form) {
    case 'secret':
      return context.secret?.(value) ?? 'secret'
    case 'reference':
      return context.reference(field.to, asText(value))
    case 'cidr':
      return context.range(asText(value))
    case 'record':
      return canonicalRecord(field.of, value, context)
    case 'keyed':
      return [...canonicalElements(field, value, context)].map(([key, element]) => [key, element.canonical])
    case 'set':
      return sorted(canonicalList(field.of, value, context))
    case 'ordered':
      return canonicalList(field.of, value, context)
    case 'exact':
    case 'quantity':
      return value === UNKNOWN ? writtenUnknown : value
    default: {
      const text = canonicalText(field.form, asText(value), context.translator)
      if (text === UNKNOWN) return writtenUnknown
      return context.veiled === undefined || field.form === 'version' || field.form === 'instant'
        ? text
        : context.veiled(text)
    }
  }
}

/**
 * The elements of a keyed field by canonical key, in the order of the keys. Elements that share a key get `#2`, `#3`; the one
 * that is written like the key comes first, so that `DB_URL` stays itself beside `DB_STAGING_URL`.
 */
export function canonicalElements(
  field: KeyedForm,
  value: Json | undefined,
  context: CanonicalContext,
): ReadonlyMap<string, Element> {
  const found: (readonly [string, Element])[] = []
  for (const raw of Array.isArray(value) ? (value as readonly Json[]) : []) {
    const canonical = canonicalRecord(field.of, raw, context)
    const parts = keyParts(field, canonical)
    found.push([keyText(parts), { raw, canonical, written: keyText(keyParts(field, raw)), parts }])
  }
  const literal = (key: string, { written }: Element): number => (written === key ? 0 : 1)
  found.sort(
    ([a, one], [b, other]) =>
      compareText(a, b) ||
      literal(a, one) - literal(b, other) ||
      compareText(canonicalJson(one.canonical), canonicalJson(other.canonical)),
  )
  const elements = new Map<string, Element>()
  const taken = new Set(found.map(([key]) => key))
  const used = new Map<string, number>()
  for (const [key, element] of found) {
    let times = (used.get(key) ?? 0) + 1
    // A key may be written like a numbered one.
    while (times > 1 && taken.has(`${key}#${times}`)) times++
    used.set(key, times)
    elements.set(times === 1 ? key : `${key}#${times}`, element)
  }
  return elements
}

/** The canonical key of one element, by itself: others may share it. */
export function elementKey(field: KeyedForm, raw: Json, context: CanonicalContext): string {
  return keyText(elementKeyParts(field, raw, context))
}

/** The canonical parts of the key of one element. */
export function elementKeyParts(field: KeyedForm, raw: Json, context: CanonicalContext): readonly (Json | undefined)[] {
  return field.by.map((name) => {
    const part = field.of[name]
    return part === undefined || !isJsonObject(raw) ? undefined : canonicalValue(part, raw[name], context)
  })
}

function keyParts(field: KeyedForm, record: Json): readonly (Json | undefined)[] {
  return field.by.map((name) => (isJsonObject(record) ? record[name] : undefined))
}

/** The canonical key that these parts make. */
export function keyText(parts: readonly (Json | undefined)[]): string {
  return parts
    .filter((part) => part !== undefined)
    .map((part) => (typeof part === 'string' ? part : canonicalJson(part)))
    .join('/')
}

function canonicalRecord(shape: Shape, value: Json, context: CanonicalContext): Json {
  if (!isJsonObject(value)) return value
  const record: Record<string, Json> = {}
  for (const name in shape) {
    const field = shape[name]
    const given = value[name]
    if (given === undefined || field === undefined || field.volatile === true) continue
    const canonical = canonicalValue(field, given, context)
    if (canonical !== undefined) record[name] = canonical
  }
  return record
}

function canonicalList(field: Field, value: Json, context: CanonicalContext): Json[] {
  const list = Array.isArray(value) ? (value as readonly Json[]) : [value]
  return list.map((item) => canonicalValue(field, item, context)).filter((item) => item !== undefined)
}

function sorted(list: Json[]): Json {
  return list
    .map((item) => [canonicalJson(item), item] as const)
    .sort((a, b) => compareText(a[0], b[0]))
    .map(([, item]) => item)
}

function canonicalText(form: string, text: string, translator: Translator): string {
  if (form === 'version') return canonicalVersion(text)
  if (form === 'instant') return canonicalInstant(text)
  if (form === 'host') return translator.bare(text.toLowerCase().replace(/\.$/, ''))
  if (form === 'arn') return translator.bare(text)
  return text.length <= 256 && text.includes('://')
    ? addressText(text, translator)
    : structuredText(text, translator.bare)
}

/** The same services are named in thousands of settings, and an address is taken apart at some cost. */
function addressText(text: string, translator: Translator): string {
  let known = addresses.get(translator)
  if (known === undefined) addresses.set(translator, (known = new Map<string, string>()))
  const found = known.get(text)
  if (found !== undefined) return found
  const made = structuredText(text, translator.bare)
  if (known.size < mostAddresses) known.set(text, made)
  return made
}

const addresses = new WeakMap<Translator, Map<string, string>>()
const mostAddresses = 20_000

/** `v15.4.0` and `15.4` are one version: a leading v, and zero parts after the second, are not meaning. */
function canonicalVersion(text: string): string {
  const plain = text.trim().replace(/^v(?=\d)/i, '')
  if (!/^\d+(\.\d+)*$/.test(plain)) return plain
  const parts = plain.split('.')
  while (parts.length > 2 && /^0+$/.test(parts.at(-1) ?? '')) parts.pop()
  return parts.join('.')
}

function canonicalInstant(text: string): string {
  const moment = new Date(text)
  return Number.isNaN(moment.getTime()) ? text : moment.toISOString()
}

/** Text fields hold text; anything else that a source put there is compared as its JSON. */
function asText(value: Json): string {
  return typeof value === 'string' ? value : canonicalJson(value)
}

/** By code unit: the same on every machine, whatever its locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
