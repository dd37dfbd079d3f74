import type { CarriedPair } from '../model/carried-pair.ts'
import type { Key, Side } from '../model/resource.ts'
import type { CanonicalHead } from '../model/twin.ts'

/** The pairs of earlier assessments whose resources stand, and which of the present words speak against none of. */
export interface StandingPairs {
  /** Whether a pair may be made that is not a carried one: neither of both is kept for another. */
  readonly allows: (a: CanonicalHead, b: CanonicalHead) => boolean
  readonly pairs: readonly StandingPair[]
}

/** An earlier pair with those of its members that are still there. */
export interface StandingPair {
  readonly pair: CarriedPair
  readonly candidate: readonly CanonicalHead[]
  readonly baseline: readonly CanonicalHead[]
}

type Open = Readonly<Record<Side, ReadonlyMap<Key, CanonicalHead>>>

/**
 * Which pairs of earlier assessments are to be taken up again. A pair stands while a resource of each side of it does. It
 * falls when its resources have come to bear the names of two others: no word in common any more, and each of both
 * answers to exactly one other resource there. What the configuration paired is not taken up without it. Linear in resources
 * and pairs.
 */
export function standingPairs(open: Open, carried: readonly CarriedPair[]): StandingPairs {
  if (carried.length === 0) return { allows: () => true, pairs: [] }
  const bearers = { candidate: bearersOf(open.candidate.values()), baseline: bearersOf(open.baseline.values()) }
  const kept: Readonly<Record<Side, Map<Key, string>>> = { candidate: new Map(), baseline: new Map() }
  const pairs: StandingPair[] = []
  for (const pair of carried) {
    if (pair.method === 'explicit') continue
    const of = (side: Side): readonly CanonicalHead[] => pair[side].flatMap((key) => open[side].get(key) ?? [])
    const [candidate, baseline] = [of('candidate'), of('baseline')]
    const [a, b] = [candidate[0], baseline[0]]
    if (a === undefined || b === undefined) continue
    if (!haveWordInCommon(a, b) && isOfAnother(a, bearers.baseline) && isOfAnother(b, bearers.candidate)) continue
    pairs.push({ pair, candidate, baseline })
    for (const head of candidate) kept.candidate.set(head.key, pair.twin)
    for (const head of baseline) kept.baseline.set(head.key, pair.twin)
  }
  return { allows: (a, b) => kept.candidate.get(a.key) === kept.baseline.get(b.key), pairs }
}

function haveWordInCommon(a: CanonicalHead, b: CanonicalHead): boolean {
  return wordsOf(a).some((word) => wordsOf(b).includes(word))
}

function isOfAnother(head: CanonicalHead, bearers: ReadonlyMap<string, number>): boolean {
  return wordsOf(head).some((word) => bearers.get(word) === 1)
}

function bearersOf(heads: Iterable<CanonicalHead>): ReadonlyMap<string, number> {
  const found = new Map<string, number>()
  for (const head of heads) for (const word of wordsOf(head)) found.set(word, (found.get(word) ?? 0) + 1)
  return found
}

/** Its address in code, and its names by how forgiving they are. */
export function wordsOf({ address, names }: CanonicalHead): readonly string[] {
  return [...(address === undefined ? [] : [`address ${address}`]), ...names.map((name, i) => `${i} ${name}`)]
}
