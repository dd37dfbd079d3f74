import type { CarriedPair } from '../model/carried-pair.ts'
import type { ExplicitPair } from '../model/plan.ts'
import type { Key, Side } from '../model/resource.ts'
import type { CanonicalHead, PairingMethod } from '../model/twin.ts'
import type { ComparedSide } from './side.ts'

/** How two sides are to be matched. */
export interface MatchRequest {
  readonly candidate: ComparedSide
  readonly baseline: ComparedSide
  readonly pairs: readonly ExplicitPair[]
  /** Both sides are one environment (then and now, code and live): equal ids are the same thing. */
  readonly sameIdentity: boolean
  /** What earlier assessments of the comparison paired; see standingPairs. */
  readonly carried?: readonly CarriedPair[] | undefined
}

/** A pair before it is a twin. */
export interface Draft {
  readonly kind: string
  readonly candidate: readonly CanonicalHead[]
  readonly baseline: readonly CanonicalHead[]
  readonly method: PairingMethod
  readonly confidence: number
  readonly evidence: string
  /** The members that joined it from further places, and why; see joinFurther. */
  readonly further?: readonly { readonly key: Key; readonly why: string }[]
}

/** Something of each side. */
export type Sides<T> = Readonly<Record<Side, T>>
