import type { Field, Shape } from '../model/field.ts'
import { canonicalJson } from '../model/digest.ts'
import { isJsonObject, type Json } from '../model/json.ts'
import { child, type Pointer } from '../model/pointer.ts'
import type { Resource } from '../model/resource.ts'
import { UNKNOWN } from '../model/unknown.ts'
import { canonicalElements, canonicalValue, type CanonicalContext, type Element } from './canonical.ts'
import { covers, reconciled } from './same.ts'
import { attributesOf } from './side.ts'

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
  const attributes = attributesOf(resource)
  for (const [name, field] of Object.entries(fields)) {
    if ((field.volatile === true) !== (choice === 'volatile')) continue
    const at = child('', name)
    if (unknown.some((pattern) => covers(pattern, at))) continue
    for (const [pointer, element] of fieldUnits(field, at, attributes[name], context)) {
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

/** Both sides' distinct values of one unit; more than one where the members of a fleet disagree, none where it is absent. */
export interface MergedUnit {
  readonly at: Pointer
  readonly candidate: readonly Element[]
  readonly baseline: readonly Element[]
}

type Values = ReadonlyMap<Pointer, readonly Element[]>

/**
 * Brings the units of both sides together: by canonical pointer; what is left over, by its key as written, since text that is
 * equal as written is equal; and last, an element whose key has an unknown part (a firewall rule whose other end nobody
 * read) answers to any one leftover that agrees in the known parts.
 */
export function mergeUnits(candidate: Values, baseline: Values): readonly MergedUnit[] {
  return joinUnits(candidate, baseline).map(reconcile)
}

/** Members of a fleet that disagree are left as they are: each is compared with each. */
function reconcile(unit: MergedUnit): MergedUnit {
  const [mine, moreOfMine] = unit.candidate
  const [theirs, moreOfTheirs] = unit.baseline
  if (mine === undefined || theirs === undefined || moreOfMine !== undefined || moreOfTheirs !== undefined) return unit
  const [candidate, baseline] = reconciled(mine, theirs)
  return { at: unit.at, candidate: [{ ...mine, canonical: candidate }], baseline: [{ ...theirs, canonical: baseline }] }
}

function joinUnits(candidate: Values, baseline: Values): readonly MergedUnit[] {
  const merged: MergedUnit[] = []
  const open = new Map([...baseline].filter(([at]) => !candidate.has(at)))
  const answer = (at: Pointer, mine: readonly Element[], to: Pointer): void => {
    merged.push({ at, candidate: mine, baseline: open.get(to) ?? [] })
    open.delete(to)
  }
  const left: (readonly [Pointer, readonly Element[]])[] = []
  for (const [at, mine] of candidate) {
    const theirs = baseline.get(at)
    if (theirs === undefined) left.push([at, mine])
    else merged.push({ at, candidate: mine, baseline: theirs })
  }
  const byWritten = new Map([...open].map(([at, theirs]) => [writtenPlace(at, theirs), at]))
  const rest = left.filter(([at, mine]) => {
    const place = writtenPlace(at, mine)
    const match = place === undefined ? undefined : byWritten.get(place)
    if (match === undefined || !open.has(match)) return true
    answer(match, mine, match)
    return false
  })
  const vague = [...open.keys()].filter((at) => at.includes(UNKNOWN))
  for (const [at, mine] of rest) {
    // Searched only where a part is unknown: with 100,000 leftovers anything else would be quadratic.
    const match = at.includes(UNKNOWN)
      ? [...open.keys()].find((other) => agrees(at, other))
      : vague.find((other) => open.has(other) && agrees(other, at))
    if (match === undefined) merged.push({ at, candidate: mine, baseline: [] })
    else answer(at.includes(UNKNOWN) ? match : at, mine, match)
  }
  for (const [at, theirs] of open) merged.push({ at, candidate: [], baseline: theirs })
  return merged
}

/** The field and the key as written. */
function writtenPlace(at: Pointer, [first]: readonly Element[]): string | undefined {
  return first?.written === undefined ? undefined : `${at.slice(0, at.lastIndexOf('/'))}/${first.written}`
}

function agrees(pattern: Pointer, pointer: Pointer): boolean {
  if (!pattern.includes(UNKNOWN)) return false
  const pieces = pattern.split(UNKNOWN)
  const [head = '', ...rest] = pieces
  const tail = rest.at(-1) ?? ''
  return pointer.length >= head.length + tail.length && pointer.startsWith(head) && pointer.endsWith(tail)
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
