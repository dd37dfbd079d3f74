import type { Assessment } from '../model/assessment.ts'
import type { CarriedPair } from '../model/carried-pair.ts'
import { sides, type Key, type Side } from '../model/resource.ts'
import type { Twin } from '../model/twin.ts'

/**
 * The pairs to be taken up by the next assessment: those of this one, and earlier ones of which neither resource has found
 * another twin and that are not gone altogether. A resource that is only not there for now (it is made anew, or its scope could
 * not be read) does not forget its twin; where both are gone and all of their kind was read, nothing is left to remember.
 * In the order of kinds and ids. Pure.
 */
export function carry(
  previous: readonly CarriedPair[],
  { twins, coverage }: Pick<Assessment, 'twins' | 'coverage'>,
): readonly CarriedPair[] {
  const earlier = new Map(previous.map((pair) => [pair.twin, pair]))
  const present: Readonly<Record<Side, Set<Key>>> = { candidate: new Set(), baseline: new Set() }
  const paired: Readonly<Record<Side, Set<Key>>> = { candidate: new Set(), baseline: new Set() }
  const next: CarriedPair[] = []
  for (const twin of twins) {
    for (const side of sides) {
      for (const key of twin[side]) {
        present[side].add(key)
        if (twin.alone === undefined) paired[side].add(key)
      }
    }
    if (twin.alone === undefined) next.push(pairOf(twin, earlier.get(twin.id)))
  }
  const used = new Set(next.map(({ twin }) => twin))
  const unread = new Set(coverage.scopes.filter(({ status }) => status !== 'complete').map(({ kind }) => kind))
  for (const pair of previous) {
    if (used.has(pair.twin)) continue
    const some = (sets: Readonly<Record<Side, ReadonlySet<Key>>>): boolean =>
      sides.some((side) => pair[side].some((key) => sets[side].has(key)))
    if (!some(paired) && (some(present) || unread.has(pair.kind))) next.push(pair)
  }
  return next.sort((a, b) => text(a.kind, b.kind) || text(a.twin, b.twin))
}

function pairOf(
  { kind, id, name, candidate, baseline, method, confidence }: Twin,
  earlier: CarriedPair | undefined,
): CarriedPair {
  const first =
    method === 'carried' || method === 'alone'
      ? { method: earlier?.method ?? 'name', confidence }
      : { method, confidence }
  return { kind, twin: id, name, candidate, baseline, ...first }
}

function text(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
