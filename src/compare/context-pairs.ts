import type { CanonicalContext } from './canonical.ts'

/** Numbers the pairs of places that resources of both sides were seen in. */
export class ContextPairs {
  private readonly known = new Map<CanonicalContext, Map<CanonicalContext, number>>()
  private last = 0

  number(own: CanonicalContext, other: CanonicalContext): number {
    let pairs = this.known.get(own)
    if (pairs === undefined) this.known.set(own, (pairs = new Map<CanonicalContext, number>()))
    let number = pairs.get(other)
    if (number === undefined) pairs.set(other, (number = ++this.last))
    return number
  }
}
