import type { Side } from '../model/resource.ts'
import type { CanonicalHead, PairSuggestion } from '../model/twin.ts'
import { likeliest, type Called } from './alike.ts'
import { compareText } from './canonical.ts'

/** Up to this many pairs of leftovers of a kind are all compared with each other; of more, each with those that could be most like it. */
const allPairs = 250_000

/** Below this, a likeness is not worth a line. */
const least = 0.5

/**
 * Leftovers that look alike, as lines to paste: each side's closest, by the pieces of their names, with equal bodies as
 * support. Never used to pair. Linear in the leftovers of a kind, however many there are.
 */
export function suggest(leftovers: Readonly<Record<Side, readonly CanonicalHead[]>>): readonly PairSuggestion[] {
  const found: PairSuggestion[] = []
  for (const kind of new Set(leftovers.candidate.map((head) => head.kind))) {
    const of = (side: Side): readonly Piecemeal[] =>
      leftovers[side]
        .filter((head) => head.kind === kind)
        .map((head) => ({ head, name: head.names.at(-1) ?? '' }))
        .map((one) => ({ ...one, pieces: pieces(one.name) }))
    const [a, b] = [of('candidate'), of('baseline')]
    const near = a.length * b.length <= allPairs ? () => b : likeliest(b)
    const scored = a
      .flatMap((x) =>
        near(x).flatMap((y) => {
          const similarity = likeness(x, y)
          return similarity < least ? [] : [{ x: x.head, y: y.head, similarity }]
        }),
      )
      .sort((p, q) => q.similarity - p.similarity || compareText(p.x.key + p.y.key, q.x.key + q.y.key))
    const taken = new Set<string>()
    for (const { x, y, similarity } of scored) {
      if (taken.has(x.key) || taken.has(y.key)) continue
      taken.add(x.key).add(y.key)
      found.push({ kind, candidate: x.key, baseline: y.key, similarity: Math.round(similarity * 100) / 100 })
    }
  }
  return found
}

/** 0 to 1: the share of pairs of neighbouring characters that the names have in common; an equal body adds to it. */
function likeness(a: Piecemeal, b: Piecemeal): number {
  const names = dice(a.pieces, b.pieces)
  return a.head.bodyDigest === b.head.bodyDigest ? 0.4 + 0.6 * names : names
}

interface Piecemeal extends Called {
  readonly head: CanonicalHead
  readonly pieces: ReadonlySet<string>
}

function pieces(name: string): ReadonlySet<string> {
  const found = new Set<string>()
  for (let i = 0; i + 1 < name.length; i++) found.add(name.slice(i, i + 2))
  return found
}

function dice(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size + b.size === 0) return 0
  let common = 0
  for (const piece of a) if (b.has(piece)) common++
  return (2 * common) / (a.size + b.size)
}
