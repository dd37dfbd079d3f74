import type { Side } from '../model/resource.ts'
import type { CanonicalHead } from '../model/twin.ts'

/**
 * Whether the names of two resources speak against a numbered address that they share: they have no name in common, and one
 * of them bears a name that exactly one other resource of the other side has. Terraform numbers what it counts: after one is
 * taken out in the middle, `web[1]` is somebody else, and its name says who. A wrong pair is worse than none. An address
 * without a number is what people wrote, and stands.
 */
export function contradictions(
  candidate: Iterable<CanonicalHead>,
  baseline: Iterable<CanonicalHead>,
): (a: CanonicalHead, b: CanonicalHead) => boolean {
  // Those that are there now; counted with the first address that has a number and no name that speaks for it.
  const heads = { candidate: [...candidate], baseline: [...baseline] }
  let made: Readonly<Record<Side, ReadonlyMap<string, number>>> | undefined
  return (a, b) => {
    if (!isNumbered(a) || a.names.some((name, i) => name === b.names[i])) return false
    const belongs = (head: CanonicalHead, other: ReadonlyMap<string, number>): boolean =>
      head.names.some((name, i) => other.get(`${i} ${name}`) === 1)
    const bearers = (made ??= { candidate: bearersOf(heads.candidate), baseline: bearersOf(heads.baseline) })
    return belongs(a, bearers.baseline) || belongs(b, bearers.candidate)
  }
}

function isNumbered({ address }: CanonicalHead): boolean {
  return address !== undefined && /\[\d+\]/.test(address)
}

/** How many resources bear a name, by the step of {@link pairNames} and the name. */
function bearersOf(heads: Iterable<CanonicalHead>): ReadonlyMap<string, number> {
  const found = new Map<string, number>()
  for (const { names } of heads)
    for (const [i, name] of names.entries()) found.set(`${i} ${name}`, (found.get(`${i} ${name}`) ?? 0) + 1)
  return found
}
