import { sides, type Side } from '../model/resource.ts'
import type { Ambiguity, CanonicalHead, Pairing } from '../model/twin.ts'
import { pairsOfNoKind } from './explicit-pairs.ts'
import { groupBy } from './groups.ts'
import { withEarlierIds } from './identity.ts'
import type { MatchRequest, Sides } from './draft.ts'
import { joinFurther } from './further-places.ts'
import { joiner } from './joined.ts'
import { KindMatcher } from './kind-matcher.ts'
import type { ComparedSide } from './side.ts'
import { suggest } from './suggest.ts'
import { aloneTwin, distinctIds, twinOf } from './twins.ts'

/**
 * Finds the twin of each resource. The methods run in order, each on what is left: explicit pairs, fleets, equal ids (one
 * environment with itself), addresses in code, canonical names from the most literal to the most forgiving, identifying tags,
 * what an earlier assessment paired (no other method parts it), singletons, the only twin that refers to both, and the twins that both
 * join; then what stands in further places joins the twins of its likes. A method pairs only what is unique on both sides; whatever is not
 * sure ends as ambiguous or suggested, never as a pair. Pure and deterministic.
 */
export function match(request: MatchRequest): Pairing {
  const { candidate, baseline } = request
  const heads = { candidate: byKind(candidate), baseline: byKind(baseline) }
  const kinds = new Set([...heads.candidate.keys(), ...heads.baseline.keys()])
  const of = (side: Side, kind: string): readonly CanonicalHead[] => heads[side].get(kind) ?? []
  const matchers = [...kinds]
    .sort()
    .map((kind) => new KindMatcher(kind, request, { candidate: of('candidate', kind), baseline: of('baseline', kind) }))
  for (const matcher of matchers) matcher.byOwnWords()
  const drafts = matchers.flatMap((matcher) => matcher.drafts)
  for (const matcher of matchers) drafts.push(...matcher.throughReferrers(drafts))
  const joined = joiner(drafts)
  for (const matcher of matchers) drafts.push(...matcher.byWhatTheyJoin(joined))
  const twins = joinFurther(drafts, matchers, request).map(twinOf)
  const ambiguous: Ambiguity[] = []
  const leftovers: Sides<CanonicalHead[]> = { candidate: [], baseline: [] }
  for (const matcher of matchers) {
    ambiguous.push(...matcher.ambiguities())
    // One by one: there may be more of them than a call takes arguments.
    for (const side of sides) for (const head of matcher.leftovers(side)) leftovers[side].push(head)
  }
  for (const head of leftovers.candidate) twins.push(aloneTwin(head, candidate, baseline))
  for (const head of leftovers.baseline) twins.push(aloneTwin(head, baseline, candidate))
  const idle = [...matchers.flatMap((matcher) => matcher.idle), ...pairsOfNoKind(kinds, request.pairs)]
  return {
    twins: distinctIds(withEarlierIds(twins, request.carried ?? [])),
    ambiguous,
    suggestions: suggest(leftovers),
    idle,
  }
}

function byKind({ canonical }: ComparedSide): ReadonlyMap<string, CanonicalHead[]> {
  return groupBy(canonical.values(), (head) => head.kind)
}
