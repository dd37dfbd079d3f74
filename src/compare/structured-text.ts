import { canonicalJson } from '../model/digest.ts'
import { isJsonObject, type Json } from '../model/json.ts'
import { canonicalUrl } from './url-text.ts'

/** Longer texts are compared as they are written: nobody keeps a document of that size in one value. */
const longest = 200_000

/** Documents within documents are not searched for more. */
const deepest = 48

/**
 * A text by what it is: a URL part by part, a connection string (`Server=a;Database=b`, `host=a dbname=b`) by its settings in any
 * order, JSON by its values (and a policy by its statements, in any order); anything else as `plain` has it. What cannot be read
 * without loss (a key that is there twice, a number of more digits than a double has) is plain text. Linear in the text.
 */
export function structuredText(text: string, plain: (text: string) => string): string {
  if (text.length > longest) return plain(text)
  const first = text.trimStart().charAt(0)
  if (first === '{' || first === '[') return jsonText(text, plain) ?? plain(text)
  if (!text.includes('=') && !text.includes('://')) return plain(text)
  return canonicalUrl(text, plain) ?? settingsText(text, plain) ?? plain(text)
}

function jsonText(text: string, plain: (text: string) => string): string | undefined {
  let value: Json
  try {
    value = JSON.parse(text) as Json
  } catch {
    return undefined
  }
  if (typeof value !== 'object' || value === null || isLossy(text)) return undefined
  const made = canonical(value, plain, 0)
  return made === undefined ? undefined : canonicalJson(made)
}

/** Whether parsing lost something: of two equal keys the first, of a long number its last digits. */
function isLossy(text: string): boolean {
  if (/"__proto__"/.test(text)) return true
  const outside = text.replaceAll(/"(?:[^"\\]|\\.)*"/g, (found) => `"${'x'.repeat(Math.min(1, found.length))}"`)
  if (/\d{16}|\d[eE][+-]?\d/.test(outside)) return true
  const written = outside.match(/"\s*:/g)?.length ?? 0
  return written !== keysIn(JSON.parse(text) as Json)
}

/** How many keys there are; NaN where it goes deeper than anybody looks. */
function keysIn(value: Json, depth = 0): number {
  if (depth > deepest) return Number.NaN
  if (Array.isArray(value)) {
    return (value as readonly Json[]).reduce<number>((sum, one) => sum + keysIn(one, depth + 1), 0)
  }
  if (!isJsonObject(value)) return 0
  return Object.values(value).reduce<number>((sum, one) => sum + 1 + keysIn(one, depth + 1), 0)
}

function canonical(value: Json, plain: (text: string) => string, depth: number): Json | undefined {
  if (depth > deepest) return undefined
  if (typeof value === 'string') return depth < 8 ? structuredText(value, plain) : plain(value)
  if (Array.isArray(value)) {
    const items = (value as readonly Json[]).map((one) => canonical(one, plain, depth + 1))
    return items.includes(undefined) ? undefined : (items as Json[])
  }
  if (!isJsonObject(value)) return value
  const entries: [string, Json][] = []
  for (const [key, own] of Object.entries(isPolicy(value) ? withoutOrder(value) : value)) {
    const made = canonical(own, plain, depth + 1)
    if (made === undefined) return undefined
    entries.push([plain(key), made])
  }
  return isPolicy(value) ? sortedStatements(Object.fromEntries(entries)) : Object.fromEntries(entries)
}

/** A policy document of AWS: what it says is its statements, whatever their order and their own names. */
function isPolicy(value: Readonly<Record<string, Json>>): boolean {
  const { Statement: statement } = value
  const list = Array.isArray(statement) ? (statement as readonly Json[]) : [statement ?? null]
  return (
    list.length > 0 && list.every((one) => isJsonObject(one) && (one['Effect'] === 'Allow' || one['Effect'] === 'Deny'))
  )
}

function withoutOrder(policy: Readonly<Record<string, Json>>): Readonly<Record<string, Json>> {
  const { Statement: statement } = policy
  const list = Array.isArray(statement) ? (statement as readonly Json[]) : [statement ?? null]
  return { ...policy, Statement: list.map((one) => (isJsonObject(one) ? statementOf(one) : one)) }
}

/** One value and a list of one are the same; actions have no case. Source: IAM User Guide, "Grammar of the IAM JSON policy language". */
function statementOf({ Sid: _name, ...statement }: Readonly<Record<string, Json>>): Json {
  const listed = (value: Json): readonly Json[] => (Array.isArray(value) ? (value as readonly Json[]) : [value])
  const sorted = (values: readonly Json[]): Json =>
    [...values].sort((a, b) => (canonicalJson(a) < canonicalJson(b) ? -1 : 1))
  return Object.fromEntries(
    Object.entries(statement).map(([key, value]) => {
      if (key === 'Action' || key === 'NotAction') {
        return [key, sorted(listed(value).map((one) => (typeof one === 'string' ? one.toLowerCase() : one)))]
      }
      if (key === 'Resource' || key === 'NotResource') return [key, sorted(listed(value))]
      if ((key === 'Principal' || key === 'NotPrincipal') && isJsonObject(value)) {
        return [key, Object.fromEntries(Object.entries(value).map(([type, own]) => [type, sorted(listed(own))]))]
      }
      return [key, value]
    }),
  )
}

/** Once more after the words of the environment are out: by them two environments order differently. */
function sortedStatements(policy: Readonly<Record<string, Json>>): Json {
  const list = (policy['Statement'] as readonly Json[]).map((one) => (isJsonObject(one) ? statementOf(one) : one))
  return { ...policy, Statement: list.sort((a, b) => (canonicalJson(a) < canonicalJson(b) ? -1 : 1)) }
}

const separated = /^[A-Za-z][A-Za-z0-9 _.-]*=[^;=]*(?:; *[A-Za-z][A-Za-z0-9 _.-]*=[^;]*)+;?$/
const spaced = /^[a-z][a-z0-9_]*=[^\s=]*(?: +[a-z][a-z0-9_]*=[^\s=]*)+$/

/** A connection string by its settings; keys have no case, and no order. Undefined: it is none. */
function settingsText(text: string, plain: (text: string) => string): string | undefined {
  const written = text.trim()
  const by = separated.test(written) ? ';' : spaced.test(written) ? ' ' : undefined
  if (by === undefined) return undefined
  const pairs = written.split(by).filter((pair) => pair.trim() !== '')
  const parts = pairs.map((pair): readonly [string, string] => {
    const at = pair.indexOf('=')
    const value = pair.slice(at + 1).trim()
    return [pair.slice(0, at).trim().toLowerCase(), canonicalUrl(value, plain) ?? plain(value)]
  })
  if (new Set(parts.map(([key]) => key)).size !== parts.length) return undefined
  return parts
    .map(([key, value]) => `${key}=${value}`)
    .sort()
    .join(by)
}
