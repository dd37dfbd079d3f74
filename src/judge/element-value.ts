import type { Shape } from '../model/field.ts'
import { isJsonObject, type Json, type JsonObject } from '../model/json.ts'
import { tokens, type Pointer } from '../model/pointer.ts'
import type { Seen } from '../model/twin.ts'
import { UNKNOWN } from '../model/unknown.ts'
import { printValue, referenceWords } from './print.ts'

/** Members that say what an element is about, the most telling first. */
const telling = ['effective', 'value', 'secret']

/**
 * What people should read of an element on both sides: not the whole record, but the part it is about. In order: a member
 * that says it all (`effective`, `value`); the members that differ; whatever is neither its key nor a fact that is never
 * compared. An element that is all key (a firewall rule) is its key in words.
 */
export function elementPair(
  candidate: Seen | undefined,
  baseline: Seen | undefined,
  by: readonly string[],
  of: Shape,
  leaves: readonly Pointer[],
): readonly [Json, Json] {
  const there = [candidate, baseline].filter((seen) => seen !== undefined)
  const has = (seen: Seen, name: string): boolean => isJsonObject(seen.raw) && (seen.raw[name] ?? null) !== null
  const said = telling.find((name) => Object.hasOwn(of, name) && there.every((seen) => has(seen, name)))
  const body = Object.keys(of).filter((name) => !by.includes(name) && of[name]?.volatile !== true)
  const differing =
    there.length < 2 ? [] : [...new Set(leaves.map((leaf) => tokens(leaf)[0] ?? ''))].filter((n) => body.includes(n))
  const names = said !== undefined ? [said] : differing.length > 0 ? differing : body
  const show = (seen: Seen | undefined): Json => {
    if (seen === undefined) return null
    if (!isJsonObject(seen.raw)) return seen.raw
    const member = reader(seen.raw, isJsonObject(seen.canonical) ? seen.canonical : {}, of)
    if (body.length === 0) return keyWords(by, member)
    const [first] = names
    if (names.length === 1 && first !== undefined) return member(first)
    const parts: Record<string, Json> = {}
    for (const name of names) if (member(name) !== null) parts[name] = member(name)
    return parts
  }
  return [show(candidate), show(baseline)]
}

/** The key of an element in words: its parts, with references by the names of their targets. */
export function elementKey(seen: Seen, by: readonly string[], of: Shape): string {
  if (!isJsonObject(seen.raw)) return printValue(seen.raw)
  return keyWords(by, reader(seen.raw, isJsonObject(seen.canonical) ? seen.canonical : {}, of))
}

function keyWords(by: readonly string[], member: (name: string) => Json): string {
  return by
    .map(member)
    .filter((part) => part !== null && part !== '')
    .map((part) => printValue(part))
    .join(' ')
}

/** A reference is an opaque id as collected; canonical text has the name of its target. */
function reader(raw: JsonObject, canonical: JsonObject, of: Shape): (name: string) => Json {
  return (name) => {
    const symbol = canonical[name]
    const isReference = of[name]?.form === 'reference'
    return isReference && typeof symbol === 'string' && symbol !== UNKNOWN
      ? referenceWords(symbol)
      : (raw[name] ?? null)
  }
}
