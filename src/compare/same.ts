import type { Diff } from 'deep-diff'
import { commonJs } from '../model/commonjs.ts'
import { canonicalJson } from '../model/digest.ts'
import { isJsonObject, type Json, type JsonObject } from '../model/json.ts'
import { pointerOf, tokens, type Pointer } from '../model/pointer.ts'
import { UNKNOWN } from '../model/unknown.ts'
import { hasUnread, withoutAddresses } from './unread-addresses.ts'

/** A value as written and as it compares. */
interface Compared {
  readonly raw: Json
  readonly canonical: Json
}

/**
 * The differing leaves of two values, as pointers relative to them; '' when they differ as a whole, none when they mean the
 * same. What is equal as written is equal, before any symbol; unknown equals everything. Lists are leaves: their order was
 * settled by canonicalisation.
 */
export function differingLeaves(candidate: Compared | undefined, baseline: Compared | undefined): readonly Pointer[] {
  const [a, b] = [candidate?.canonical, baseline?.canonical]
  if (isUnknown(a) || isUnknown(b) || identical(a, b)) return []
  if (!isJsonObject(a) || !isJsonObject(b)) {
    const written = !isReference(a) && !isReference(b) && sameAsWritten(candidate?.raw, baseline?.raw)
    return sameLeaf(a, b) || written ? [] : ['']
  }
  const leaves = new Set<Pointer>()
  const check = (path: readonly string[]): void => {
    const [x, y] = [valueAt(a, path), valueAt(b, path)]
    if (sameLeaf(x, y)) return
    if (
      !isReference(x) &&
      !isReference(y) &&
      sameAsWritten(valueAt(candidate?.raw, path), valueAt(baseline?.raw, path))
    )
      return
    leaves.add(pointerOf(path))
  }
  for (const path of differingPaths(a, b)) check(path)
  return leaves.size < 2 ? [...leaves] : [...leaves].sort()
}

/**
 * Where two records differ, as paths to what is no record on both sides. deep-diff tells it, `diff` alone, for its other half
 * (applyChange) writes through prototypes. It is quadratic in keys, so only members that differ are handed to it; it compares lists by index,
 * so every leaf is one text; and it does not see an added member without a name, so each name has a sign before it.
 */
function differingPaths(a: JsonObject, b: JsonObject): readonly (readonly string[])[] {
  const [candidate, baseline] = [leafTexts(a, b), leafTexts(b, a)]
  return (diffOf()(candidate, baseline) ?? []).map(({ path = [] }) => path.map((name) => String(name).slice(1)))
}

type LeafTexts = { readonly [name: string]: string | LeafTexts }

/** A record without what the other has alike. */
function leafTexts(record: JsonObject, other: JsonObject): LeafTexts {
  const texts: Record<string, string | LeafTexts> = {}
  for (const [name, value] of Object.entries(record)) {
    const theirs = Object.hasOwn(other, name) ? other[name] : undefined
    if (identical(value, theirs)) continue
    texts[`.${name}`] = isJsonObject(value)
      ? leafTexts(value, isJsonObject(theirs) ? theirs : {})
      : canonicalJson(value)
  }
  return texts
}

type DiffOf = (candidate: LeafTexts, baseline: LeafTexts) => readonly Diff<LeafTexts, LeafTexts>[] | undefined

let loaded: DiffOf | undefined

/** Loaded when the first records differ: a start that finds nothing does without. */
function diffOf(): DiffOf {
  loaded ??= (commonJs('deep-diff') as { readonly diff: DiffOf }).diff
  return loaded
}

/** References are compared through the pairing alone: the same id on both sides is one environment reaching into the other. */
function isReference(canonical: Json | undefined): boolean {
  if (Array.isArray(canonical)) return (canonical as readonly Json[]).some(isReference)
  return typeof canonical === 'string' && canonical.startsWith('@')
}

/**
 * The canonical forms of two values with everything that is no difference made alike: what is equal as written, and what is
 * unknown on one side. So that whoever compares the canonical forms after us comes to the same answer. `leaves` are their differingLeaves.
 */
export function reconciled(
  candidate: Compared,
  baseline: Compared,
  leaves: readonly Pointer[],
): readonly [candidate: Json, baseline: Json] {
  const [a, b] = [candidate.canonical, baseline.canonical]
  if (leaves.length === 0 && (identical(a, b) || !isJsonObject(a) || !isJsonObject(b))) return [b, b]
  if (!isJsonObject(a) || !isJsonObject(b)) return [a, b]
  const differing = new Set(leaves.map((leaf) => tokens(leaf)[0]))
  const alike = Object.entries(b).filter(([key]) => !differing.has(key))
  const own = Object.entries(a).filter(([key]) => differing.has(key))
  return [Object.fromEntries([...alike, ...own]), b]
}

function sameAsWritten(a: Json | undefined, b: Json | undefined): boolean {
  return a !== undefined && b !== undefined && identical(a, b)
}

function sameLeaf(a: Json | undefined, b: Json | undefined): boolean {
  if (isUnknown(a) || isUnknown(b)) return true
  if (Array.isArray(a) && Array.isArray(b)) {
    const [x, y] = [a as readonly Json[], b as readonly Json[]]
    const isVague = [...x, ...y].some((item) => typeof item === 'string' && hasUnread(item))
    return isVague ? sameList(x.map(withoutAddressesIn), y.map(withoutAddressesIn)) : sameList(x, y)
  }
  if (typeof a === 'string' && typeof b === 'string' && (hasUnread(a) || hasUnread(b)))
    return withoutAddresses(a) === withoutAddresses(b)
  return identical(a, b)
}

function withoutAddressesIn(item: Json): Json {
  return typeof item === 'string' && !isUnknown(item) ? withoutAddresses(item) : item
}

/** Whether two JSON values are equal, whatever the order of their members. */
function identical(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false
    return (a as readonly Json[]).every((item, i) => identical(item, (b as readonly Json[])[i]))
  }
  const [x, y] = [a as JsonObject, b as JsonObject]
  const keys = Object.keys(x)
  return (
    keys.length === Object.keys(y).length && keys.every((key) => Object.hasOwn(y, key) && identical(x[key], y[key]))
  )
}

/** Equal as collections, where an unknown member answers to any one member of the other side. */
function sameList(a: readonly Json[], b: readonly Json[]): boolean {
  if (identical(a, b)) return true
  const isVague = (item: Json): boolean => isUnknown(item) || (typeof item === 'string' && hasUnread(item))
  if (!a.some(isVague) && !b.some(isVague)) return false
  const left = b.map(canonicalJson)
  const rest = a.filter((item) => {
    const at = left.indexOf(canonicalJson(item))
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
  const unknownA = rest.filter(isUnknown).length
  const unknownB = left.filter((item) => item === canonicalJson(UNKNOWN)).length
  return rest.length - unknownA <= unknownB && left.length - unknownB <= unknownA
}

function isUnknown(value: Json | undefined): boolean {
  return value === UNKNOWN
}

function valueAt(value: Json | undefined, path: readonly string[]): Json | undefined {
  let found = value
  for (const token of path) found = isJsonObject(found) && Object.hasOwn(found, token) ? found[token] : undefined
  return found
}
