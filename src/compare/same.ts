import deepDiff from 'deep-diff'
import { canonicalJson } from '../model/digest.ts'
import { isJsonObject, type Json } from '../model/json.ts'
import { pointerOf, tokens, type Pointer } from '../model/pointer.ts'
import { UNKNOWN } from './canonical.ts'

/**
 * The differing leaves of two canonical values, as pointers relative to them; '' when they differ as a whole, none when they
 * mean the same. Unknown equals everything. Lists are leaves: their order was settled by canonicalisation.
 */
export function differingLeaves(candidate: Json | undefined, baseline: Json | undefined): readonly Pointer[] {
  if (isUnknown(candidate) || isUnknown(baseline)) return []
  if (!isJsonObject(candidate) || !isJsonObject(baseline)) return sameLeaf(candidate, baseline) ? [] : ['']
  const leaves = new Set<Pointer>()
  // `diff` only: deep-diff's other half, applyChange, writes through prototypes.
  for (const difference of deepDiff.diff(withoutLists(candidate), withoutLists(baseline)) ?? []) {
    const path = (difference.path ?? []).map(String)
    const at = pointerOf(path)
    if (!sameLeaf(valueAt(candidate, path), valueAt(baseline, path))) leaves.add(at)
  }
  for (const key of new Set([...Object.keys(candidate), ...Object.keys(baseline)])) {
    const [a, b] = [candidate[key], baseline[key]]
    if ((Array.isArray(a) || Array.isArray(b)) && !sameLeaf(a, b)) leaves.add(pointerOf([key]))
  }
  return [...leaves].sort()
}

/** deep-diff compares lists by index: one insertion at the head would be a change of everything. */
function withoutLists(value: Readonly<Record<string, Json>>): Record<string, Json> {
  return Object.fromEntries(Object.entries(value).filter(([, v]) => !Array.isArray(v)))
}

function sameLeaf(a: Json | undefined, b: Json | undefined): boolean {
  if (isUnknown(a) || isUnknown(b)) return true
  if (Array.isArray(a) && Array.isArray(b)) return sameList(a as readonly Json[], b as readonly Json[])
  return a === b || canonicalJson(a) === canonicalJson(b)
}

/** Equal as collections, where an unknown member answers to any one member of the other side. */
function sameList(a: readonly Json[], b: readonly Json[]): boolean {
  if (canonicalJson(a) === canonicalJson(b)) return true
  if (!a.some(isUnknown) && !b.some(isUnknown)) return false
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

function valueAt(value: Json, path: readonly string[]): Json | undefined {
  let found: Json | undefined = value
  for (const token of path) found = isJsonObject(found) ? found[token] : undefined
  return found
}

/** Whether an unknown-field pointer (`/volumes`, a leaf under any element) covers a pointer: is it, or stands above it. */
export function covers(pattern: Pointer, pointer: Pointer): boolean {
  const wanted = tokens(pattern)
  const given = tokens(pointer)
  return wanted.length <= given.length && wanted.every((token, i) => token === '*' || token === given[i])
}
