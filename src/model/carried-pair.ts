import type { Key } from './resource.ts'
import type { PairingMethod } from './twin.ts'

/**
 * A pair that an earlier assessment of the same comparison made. It is taken up again while both its resources stand, whatever
 * they are called by now, and its twin keeps its id, by which findings are known.
 */
export interface CarriedPair {
  readonly kind: string
  /** The id of its twin. */
  readonly twin: string
  /** The canonical name of its twin when it was last seen. */
  readonly name: string
  readonly candidate: readonly Key[]
  readonly baseline: readonly Key[]
  /** How it was found at first. */
  readonly method: Exclude<PairingMethod, 'carried'>
  /** 0 to 1. */
  readonly confidence: number
}
