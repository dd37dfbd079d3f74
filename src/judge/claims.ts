import type { Pointer } from '../model/pointer.ts'
import type { Side } from '../model/resource.ts'

/**
 * Which parts of which units of one twin are already reported: one change, one finding. A rule that looks at members of an
 * element (`with.field`) reports those alone, so that a container's tag and its missing limit stay two findings; a rule
 * that looks at the whole reports all of it.
 */
export interface Claims {
  /** Whether a rule that looks at these members (none: the whole) would report again what was reported. */
  readonly taken: (at: Pointer, side: Side, members: readonly string[]) => boolean
  readonly claim: (at: Pointer, sides: readonly Side[], members: readonly string[]) => void
}

const whole = ''

/** No claims yet. */
export function noClaims(): Claims {
  const claimed = { candidate: new Map<Pointer, Set<string>>(), baseline: new Map<Pointer, Set<string>>() }
  return {
    taken: (at, side, members) => {
      const reported = claimed[side].get(at)
      if (reported === undefined) return false
      return members.length === 0 || reported.has(whole) || members.some((member) => reported.has(member))
    },
    claim: (at, sides, members) => {
      for (const side of sides) {
        const reported = claimed[side].get(at) ?? new Set<string>()
        claimed[side].set(at, reported)
        for (const member of members.length === 0 ? [whole] : members) reported.add(member)
      }
    },
  }
}
