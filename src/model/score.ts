import type { Dimension } from './dimension.ts'
import type { Side } from './resource.ts'

/** One kind in one scope of one environment: what a source was asked for in one place. */
export interface ScoredPlace {
  readonly side: Side
  readonly collector: string
  readonly scope: string
  readonly kind: string
  /** Completely. */
  readonly read: boolean
  /** Resources (fleets count once) that are here, or whose twin should have been. */
  readonly twins: number
  /** 0 to 1; 0 when it was not completely read. */
  readonly value: number
}

/** How much of one dimension stands undisturbed. */
export interface DimensionScore {
  readonly dimension: Dimension
  /** 0 to 100, a whole number. Documented, known and pending differences do not count. */
  readonly score: number
  /** The same with every difference counted, documented or not. */
  readonly asFound: number
  readonly places: readonly ScoredPlace[]
}

/** The score of an assessment; the formula is in docs/score.md. */
export interface Score {
  /** 0 to 100, a whole number; null when nothing was compared. */
  readonly score: number | null
  /** The same with every difference counted, documented or not. */
  readonly asFound: number | null
  /** Of those that something was read for, or should have been; in the order of `dimensions`. */
  readonly dimensions: readonly DimensionScore[]
  /** What would raise the score, most first. */
  readonly gains: readonly ScoreGain[]
}

/** One thing to do, and the points of the whole score that it brings: what a mended finding brings, or a place that was read at most. */
export type ScoreGain =
  | { readonly points: number; readonly finding: string }
  | { readonly points: number; readonly place: Pick<ScoredPlace, 'side' | 'collector' | 'scope' | 'kind'> }
