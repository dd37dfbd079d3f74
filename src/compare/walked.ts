import type { CanonicalContext } from './canonical.ts'
import type { Utf8Text } from './json-text.ts'

/** One side of a pair: the bytes of a body, where its attributes begin in them, and how its values become canonical. */
export interface Written extends Utf8Text {
  readonly at: number
  readonly context: CanonicalContext
}

/** What a walk came to. */
export interface Walked {
  /** The fields of which it is not sure that they mean the same. Undefined: it could not follow the texts. */
  readonly doubtful: readonly string[] | undefined
  /** Whether nothing of what was asked about is in fields that mean the same. */
  readonly clear: boolean
  /** Whether something of the other environment may be in one of them, where that was asked. */
  readonly reaches: boolean
}

/** It could not follow the texts. */
export const lost: Walked = { doubtful: undefined, clear: false, reaches: true }

/** Both mean the same, and there is nothing to say of them. */
export const quiet: Walked = { doubtful: [], clear: true, reaches: false }
