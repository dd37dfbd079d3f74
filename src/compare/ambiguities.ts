import type { Ambiguity, CanonicalHead } from '../model/twin.ts'
import type { Key } from '../model/resource.ts'
import type { Sides } from './draft.ts'
import { groupBy } from './groups.ts'

/** What is left of one kind that shares a name with something of the other side, and could not be told apart. Linear. */
export function sharedNames(
  kind: string,
  open: Sides<ReadonlyMap<Key, CanonicalHead>>,
): readonly { readonly heads: Sides<readonly CanonicalHead[]>; readonly ambiguity: Ambiguity }[] {
  const theirs = groupBy(open.baseline.values(), (head) => head.names.at(-1))
  return [...groupBy(open.candidate.values(), (head) => head.names.at(-1))].flatMap(([name, candidate]) => {
    const baseline = theirs.get(name)
    if (baseline === undefined) return []
    const reason = `${candidate.length} in the candidate and ${baseline.length} in the baseline answer to the name "${name}"`
    const keys = (heads: readonly CanonicalHead[]): readonly Key[] => heads.map(({ key }) => key)
    const ambiguity = { kind, name, candidate: keys(candidate), baseline: keys(baseline), reason }
    return [{ heads: { candidate, baseline }, ambiguity }]
  })
}
