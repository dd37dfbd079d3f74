import type { CoverageVerdict, DriftVerdict, Summary } from '../model/assessment.ts'
import type { ComparisonName } from '../model/comparison-name.ts'
import type { Dimension } from '../model/dimension.ts'
import type { LiveFinding } from '../model/live-finding.ts'
import type { CauseGroup, Unread } from '../model/message.ts'
import type { Severity } from '../model/severity.ts'

/** What the weekly parity report says, before it has a form. Moments are ISO 8601, UTC. */
export interface WeeklyReport {
  readonly comparison: { readonly name: ComparisonName; readonly candidate: string; readonly baseline: string }
  readonly from: string
  readonly to: string
  /** IANA; dates are shown in it. */
  readonly timeZone: string
  /** Undefined: no assessment was ever done. */
  readonly standing?: {
    readonly assessedAt: string
    readonly drift: DriftVerdict
    readonly coverage: CoverageVerdict
    readonly score: number | null
    /** A week before; undefined where there was none. */
    readonly scoreBefore?: number | null
    readonly dimensions: readonly { readonly dimension: Dimension; readonly score: number }[]
    readonly summary: Summary
  }
  /** One point per assessment that changed the score, and the last of each day; oldest first. */
  readonly trend: readonly { readonly at: string; readonly score: number }[]
  readonly assessments: number
  readonly opened: readonly CauseGroup[]
  readonly resolved: readonly CauseGroup[]
  readonly open: { readonly total: number; readonly bySeverity: Readonly<Record<Severity, number>> }
  /** The open findings that are open longest. */
  readonly oldest: readonly LiveFinding[]
  /** What expires in the next 30 days, on either side, soonest first. */
  readonly expiring: readonly {
    readonly environment: string
    readonly kind: string
    readonly name: string
    readonly what: string
    readonly at: string
  }[]
  /** Differences that are wanted, with who wants them until when; those that are due soonest first. */
  readonly documented: readonly {
    readonly exception: string
    readonly kind: 'temporary' | 'structural'
    readonly owner: string
    readonly reason: string
    readonly until: string
    readonly findings: number
  }[]
  /** How far what was known at adoption has burnt down. */
  readonly known?: { readonly total: number; readonly left: number }
  readonly unread: readonly Unread[]
  /** Messages that could not be delivered. */
  readonly undelivered: number
}

/** The report in the forms in which it is sent and shown. */
export interface RenderedReport {
  readonly subject: string
  readonly html: string
  readonly text: string
  readonly images: readonly { readonly cid: string; readonly base64: string }[]
}
