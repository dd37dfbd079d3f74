import type { CoverageVerdict, DriftVerdict, Summary } from './assessment.ts'
import type { ComparisonName } from './comparison-name.ts'
import type { Finding } from './finding.ts'
import type { Severity } from './severity.ts'

/** Findings of one root cause, told as one. */
export interface CauseGroup {
  readonly severity: Severity
  /** The finding that stands for all: the worst, then one that is no mere warning, then the first. */
  readonly finding: Finding
  /** How many findings it stands for, itself included. */
  readonly count: number
  /** The twins that it is found on, by their canonical names; at most 20 of them. */
  readonly places: readonly string[]
  /** In words, what is new about it: `high, was medium`, `back after 3 days`. */
  readonly detail?: string
}

/** What is told of a comparison, whoever it is told to. Channels only put it in their form. */
export type Message =
  | {
      /** Once in the life of a comparison: what there is. */
      readonly type: 'summary'
      readonly comparison: ComparisonName
      readonly at: string
      readonly drift: DriftVerdict
      readonly coverage: CoverageVerdict
      readonly score: number | null
      readonly summary: Summary
      readonly groups: readonly CauseGroup[]
      readonly unread: readonly Unread[]
    }
  | {
      /** What changed since the last time; at least one list has something in it. */
      readonly type: 'changes'
      readonly comparison: ComparisonName
      readonly at: string
      readonly drift: DriftVerdict
      readonly score: number | null
      readonly opened: readonly CauseGroup[]
      readonly worse: readonly CauseGroup[]
      readonly resolved: readonly CauseGroup[]
      /** Required places that cannot be read any more, and those that can again. */
      readonly unread: readonly Unread[]
      readonly readAgain: readonly Unread[]
    }
  | {
      /** Somebody let a deployment pass a gate that said no. */
      readonly type: 'override'
      readonly comparison: ComparisonName
      readonly at: string
      readonly service?: string
      readonly by: string
      readonly reason: string
      readonly counted: number
    }
  | {
      readonly type: 'weekly'
      readonly comparison: ComparisonName
      readonly at: string
      readonly subject: string
      readonly html: string
      readonly text: string
      /** The pictures of the HTML, by content id; base64 PNG. */
      readonly images: readonly { readonly cid: string; readonly base64: string }[]
    }

/** A place that could not, or not completely, be read. */
export interface Unread {
  readonly environment: string
  readonly collector: string
  readonly scope: string
  readonly kinds: readonly string[]
  readonly reason: string
}

/** One message to one destination. `destination`: `#orders`, `webhook`, `default`, or the addresses of an e-mail. */
export interface Delivery {
  readonly channel: 'slack' | 'email'
  readonly destination: string
  readonly message: Message
}
