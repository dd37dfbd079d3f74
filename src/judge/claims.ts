import type { Pointer } from '../model/pointer.ts'
import type { Side } from '../model/resource.ts'

/** Which sides of which units of one twin are already reported: one change, one finding. */
export interface Claims {
  readonly taken: (at: Pointer, side: Side) => boolean
  readonly claim: (at: Pointer, sides: readonly Side[]) => void
}

/** No claims yet. */
export function noClaims(): Claims {
  const taken = { candidate: new Set<Pointer>(), baseline: new Set<Pointer>() }
  return {
    taken: (at, side) => taken[side].has(at),
    claim: (at, sides) => {
      for (const side of sides) taken[side].add(at)
    },
  }
}
