import type { Pointer } from './pointer.ts'
import type { Origin } from './resource.ts'

/**
 * What became of looking: `complete` (all of it was read), `partial` (some of it, or nothing for a reason that may pass),
 * `denied` (not allowed), `not-asked` (nobody configured a source for it).
 */
export type CoverageStatus = 'complete' | 'partial' | 'denied' | 'not-asked'

/** What one collector saw of one kind in one scope. Could not look is never the same as nothing there. */
export interface Coverage {
  readonly environment: string
  readonly origin: Origin
  /**
   * The scope by its part in the system, `{account:main}/{region:primary}`: the scopes of two environments answer to each
   * other by it. Empty: the source has no places (a state file), and answers for the whole environment. Anything that is no
   * symbol (an endpoint) stands for itself alone.
   */
  readonly role: string
  readonly kind: string
  readonly status: CoverageStatus
  /** What the configuration names is required; what is only defaulted is optional. */
  readonly required: boolean
  /** Why it is not complete: one sentence without secrets. */
  readonly reason?: string
  /** How to mend that: one sentence. */
  readonly remedy?: string
  /** Fields that this source cannot know, or could not read this time: unknown, never absent. */
  readonly unknownFields: readonly Pointer[]
  /** Fields that could not be read of single resources, by their ids; the row is then partial. Absent: of none. */
  readonly unknownOf?: Readonly<Record<string, readonly Pointer[]>>
}

/** The fields that are unknown of one resource: those of its whole place, and its own. */
export function unknownFieldsOf(
  { unknownFields, unknownOf = {} }: Pick<Coverage, 'unknownFields' | 'unknownOf'>,
  id: string,
): readonly Pointer[] {
  const own = Object.hasOwn(unknownOf, id) ? unknownOf[id] : undefined
  return own === undefined ? unknownFields : [...unknownFields, ...own]
}
