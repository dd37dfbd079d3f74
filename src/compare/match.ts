import type { Ambiguity, CanonicalHead, Pairing } from '../model/twin.ts'
import { pairsOfNoKind } from './explicit-pairs.ts'
import { withEarlierIds } from './identity.ts'
import type { MatchRequest, Sides } from './draft.ts'
import { joinFurther } from './further-places.ts'
import { joiner } from './joined.ts'
import { KindMatcher } from './kind-matcher.ts'
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
  const kinds = new Set([...candidate.canonical.values(), ...baseline.canonical.values()].map((head) => head.kind))
  const matchers = [...kinds].sort().map((kind) => new KindMatcher(kind, request))
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
    for (const side of ['candidate', 'baseline'] as const) leftovers[side].push(...matcher.leftovers(side))
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
