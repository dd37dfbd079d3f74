import type { ComparisonName } from '../../model/comparison-name.ts'
import type { Finding, FindingStatus } from '../../model/finding.ts'
import type { FindingEvent, LiveFinding } from '../../model/live-finding.ts'
import type { Severity } from '../../model/severity.ts'
import type { Page } from './page.ts'

/** Which findings. What is left out, and a list without an entry, takes all: also those that are resolved. */
export interface FindingFilter {
  readonly comparison?: ComparisonName | undefined
  readonly status?: readonly FindingStatus[] | undefined
  readonly severity?: readonly Severity[] | undefined
  readonly dimension?: readonly string[] | undefined
  readonly rule?: string | undefined
  readonly service?: string | undefined
  readonly owner?: string | undefined
  readonly kind?: string | undefined
  /** Part of the name of the resource, any case. */
  readonly resource?: string | undefined
}

export interface FindingPage {
  readonly findings: readonly LiveFinding[]
  readonly next?: string
  readonly total: number
}

export interface Findings {
  /** Worst first, then the most recently changed, then by id. */
  readonly list: (filter: FindingFilter, page: Page) => Promise<FindingPage>
  readonly get: (id: string) => Promise<LiveFinding | undefined>
  /** Those of a comparison that live (resolved ones do not), as its last assessment left them, by id. */
  readonly living: (comparison: ComparisonName) => Promise<readonly Finding[]>
  /** Oldest first. */
  readonly events: (id: string) => Promise<readonly FindingEvent[]>
  /** Events of a comparison at `from` or later and before `to`, oldest first, with the finding as it stands. */
  readonly eventsBetween: (
    comparison: ComparisonName,
    from: Date,
    to: Date,
  ) => Promise<readonly { readonly event: FindingEvent; readonly finding: LiveFinding }[]>
  /** Undefined: there is no such finding. Throws `store-finding-not-open` for one that is neither open nor acknowledged. */
  readonly acknowledge: (id: string, by: string, at: Date, note?: string) => Promise<LiveFinding | undefined>
  readonly unacknowledge: (id: string, by: string, at: Date) => Promise<LiveFinding | undefined>
}
