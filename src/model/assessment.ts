import type { Coverage } from './coverage.ts'
import type { Adoption, ExceptionUse } from './exception.ts'
import type { Finding } from './finding.ts'
import type { Lexicon } from './lexicon.ts'
import type { Side } from './resource.ts'
import type { Score } from './score.ts'
import type { Severity } from './severity.ts'
import type { Ambiguity, Twin } from './twin.ts'

export type DriftVerdict = 'none' | 'below-threshold' | 'drift'
export type CoverageVerdict = 'complete' | 'incomplete'

export interface Summary {
  /** Twins with both sides. */
  readonly compared: number
  /** Resources of both sides that found their twin. */
  readonly paired: number
  /** In the baseline only, where the candidate was completely read. */
  readonly missing: number
  /** In the candidate only, where the baseline was completely read. */
  readonly extra: number
  readonly ambiguous: number
  readonly bySeverity: Readonly<Record<Severity, number>>
}

/** Something a person should know that is not a finding: an exception that matches nothing, a setting that has no effect here. */
export interface Notice {
  readonly code: string
  readonly message: string
}

/** One run of a comparison, from collection to findings. */
export interface Assessment {
  readonly comparison: { readonly candidate: string; readonly baseline: string }
  /** ISO 8601, UTC. */
  readonly takenAt: string
  readonly drift: DriftVerdict
  readonly coverage: { readonly verdict: CoverageVerdict; readonly scopes: readonly Coverage[] }
  /** 0 to 100; null when nothing was compared. */
  readonly score: number | null
  /** What the score is made of. */
  readonly scores?: Score
  /** Worst first. Excepted ones are among them, by their status. */
  readonly findings: readonly Finding[]
  readonly summary: Summary
  readonly lexicons: Readonly<Record<Side, Lexicon>>
  readonly twins: readonly Twin[]
  /** What nobody could pair surely, as sentences, and `pairs:` lines to paste. */
  readonly ambiguous: readonly string[]
  /** The same by their keys; left out where there are none. */
  readonly ambiguities?: readonly Omit<Ambiguity, 'reason'>[]
  readonly suggestions: readonly {
    readonly kind: string
    readonly candidate: string
    readonly baseline: string
    readonly similarity: number
  }[]
  readonly notices: readonly Notice[]
  /** What each exception did; those of the configuration, in its order. */
  readonly exceptions?: readonly ExceptionUse[]
  /** What became of the findings that were known at adoption; undefined where there were none. */
  readonly adoption?: Adoption
  /** Resources read, per environment and kind. */
  readonly counts: Readonly<Record<Side, Readonly<Record<string, number>>>>
}
