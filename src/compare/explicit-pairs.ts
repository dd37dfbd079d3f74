import { kindOf } from '../model/kinds/index.ts'
import type { ExplicitPair } from '../model/plan.ts'
import type { CanonicalHead, IdlePair } from '../model/twin.ts'
import { answers } from './shared.ts'
import type { ComparedSide } from './side.ts'

/** What the configuration pairs: the resources of both sides, or why nothing came of it. */
export type Explicit =
  | {
      readonly pair: ExplicitPair
      readonly candidate: readonly CanonicalHead[]
      readonly baseline: readonly CanonicalHead[]
    }
  | IdlePair

/**
 * Resolves the `pairs:` of one kind. A word means the resource with that id, or else address, or else name or other
 * identifier. A pair that names nothing, something that is paired already, or several resources where one is meant, is
 * never passed over in silence. A word with `*` for any text means all that answer to it: one cluster of the one side may face many
 * of the other, which are then places of one twin. Linear in resources and pairs.
 */
export function explicitPairs(
  kind: string,
  pairs: readonly ExplicitPair[],
  sides: { readonly candidate: ComparedSide; readonly baseline: ComparedSide },
): readonly Explicit[] {
  const wanted = pairs.filter((pair) => pair.kind === kind)
  if (wanted.length === 0) return []
  const called = { candidate: callingBook(kind, sides.candidate), baseline: callingBook(kind, sides.baseline) }
  const taken = new Map<string, string>()
  return wanted.map((pair): Explicit => {
    const found = { candidate: called.candidate(pair.candidate), baseline: called.baseline(pair.baseline) }
    const reasons = (['candidate', 'baseline'] as const).flatMap((side) => {
      const heads = found[side]
      const earlier = heads.map((head) => taken.get(`${side} ${head.key}`)).find((where) => where !== undefined)
      const environment = sides[side].lexicon.environment
      if (heads.length === 0) return [`no ${kind} called "${pair[side]}" was read in ${environment}`]
      if (earlier !== undefined) return [`"${pair[side]}" of ${environment} is paired already by ${earlier}`]
      if (heads.length === 1 || kindOf(kind)?.pairing === 'fleet' || pair[side].includes('*')) return []
      return [`${heads.length} resources of ${environment} are called "${pair[side]}", and an id names one of them`]
    })
    if (reasons.length > 0) return { pair, reason: reasons.join('; ') }
    for (const side of ['candidate', 'baseline'] as const)
      for (const head of found[side]) taken.set(`${side} ${head.key}`, pair.where)
    return { pair, ...found }
  })
}

/** The pairs of kinds of which neither side has a resource. */
export function pairsOfNoKind(kinds: ReadonlySet<string>, pairs: readonly ExplicitPair[]): readonly IdlePair[] {
  return pairs
    .filter((pair) => !kinds.has(pair.kind))
    .map((pair) => ({ pair, reason: `no ${pair.kind} was read in either environment` }))
}

/** Finds the resources of a side by what a person may call them. */
function callingBook(kind: string, side: ComparedSide): (word: string) => readonly CanonicalHead[] {
  const levels = [0, 1, 2].map(() => new Map<string, Set<CanonicalHead>>())
  for (const head of side.canonical.values()) {
    const known = head.kind === kind ? side.index.head(head.key) : undefined
    if (known === undefined) continue
    const words = [[known.id], [known.address], [known.name, ...known.identifiers]]
    for (const [i, level] of levels.entries()) {
      for (const word of words[i] ?? []) {
        if (word !== undefined) level.set(word, (level.get(word) ?? new Set()).add(head))
      }
    }
  }
  return (word) =>
    word.includes('*')
      ? matching(word, levels)
      : [...(levels.map((level) => level.get(word)).find((heads) => heads !== undefined) ?? [])]
}

/** All that answer to a pattern with `*` for any text, by whatever they are called. */
function matching(
  pattern: string,
  levels: readonly ReadonlyMap<string, ReadonlySet<CanonicalHead>>[],
): readonly CanonicalHead[] {
  const found = levels.flatMap((level) =>
    [...level].filter(([word]) => answers(pattern, word)).flatMap(([, heads]) => [...heads]),
  )
  return [...new Set(found)]
}
