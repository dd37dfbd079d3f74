import type { ExceptionRecord } from '../model/exception.ts'
import type { ComparisonName } from '../model/comparison-name.ts'
import type { Rule } from '../model/rule.ts'
import type { Clock } from '../platform/clock.ts'
import type { Log } from '../platform/log.ts'
import type { Jobs } from '../jobs/contract.ts'
import type { WeeklyReport } from '../report/contract.ts'
import type { Assessment } from '../model/assessment.ts'
import type { SnapshotRef } from '../store/contract/snapshots.ts'
import type { Store } from '../store/contract/store.ts'

/** Everything that the API is made of; it reads nothing else. */
export interface ApiParts {
  readonly version: string
  readonly clock: Clock
  readonly store: Store
  readonly jobs: Jobs
  /** A secret of this run, kept in the data directory for the commands of whoever may read it: it may do everything. */
  readonly localToken?: string
  readonly environments: readonly ApiEnvironment[]
  readonly comparisons: readonly ApiComparison[]
  /** The names of the services that the configuration has: a gate for one that it has not would pass for ever. */
  readonly services: readonly string[]
  readonly rules: readonly Rule[]
  /** Those of the configuration's files. */
  readonly exceptions: readonly ExceptionRecord[]
  /** Makes the record of an exception that somebody asks for; throws what is wrong with it as one of the `config-*` or `except-*` errors. */
  readonly exceptionOf: (asked: ApiExceptionRequest, by: string) => ExceptionRecord
  /** A weekly report as a page that has its pictures in itself, or as plain lines. */
  readonly reportAs: (report: WeeklyReport, format: 'html' | 'text') => Promise<string>
  /** Takes a snapshot as `evenkeel snapshot` writes it, line by line. Throws `snapshot-*` errors with the line. */
  readonly takeSnapshot: (lines: AsyncIterable<string>) => Promise<SnapshotRef & { readonly changed: boolean }>
  /** The lines of a snapshot as `evenkeel snapshot` writes it. Throws `snapshot-*` and `store-*` errors. */
  readonly giveSnapshot: (address: string) => Promise<AsyncIterable<string>>
  /** Compares two snapshot addresses (never files) and judges the differences; keeps nothing. */
  readonly diff: (candidate: string, baseline: string) => Promise<Assessment>
  /** Tells people that a gate was overridden, through the outbox. */
  readonly overridden: (override: {
    readonly comparison: ComparisonName
    readonly service?: string
    readonly by: string
    readonly reason: string
    readonly counted: number
    /** When it was recorded: the same override is told once, however often this is called. */
    readonly at: string
  }) => Promise<void>
  /** The JSON document of `evenkeel check --format json`. */
  readonly document: (assessment: Assessment) => unknown
  /** One line per request, and what went wrong. Left out: nothing is said. */
  readonly log?: Log
  /** Others than the usual ones. */
  readonly limits?: Partial<ApiLimits>
}

/** How much is taken from one side, or at once. */
export interface ApiLimits {
  /** Requests a minute of one token, and of one address without any. */
  readonly perToken: number
  readonly perAddress: number
  /** Streams of events and waiting gates, together. */
  readonly waiting: number
  /** Bytes of an uploaded snapshot, and of one line of it. */
  readonly snapshotBytes: number
  readonly lineBytes: number
}

export interface ApiEnvironment {
  readonly name: string
  readonly aliases: readonly string[]
  /** Families of its sources: `aws`, `terraform`. */
  readonly sources: readonly string[]
}

export interface ApiComparison {
  readonly name: ComparisonName
  readonly candidate: string
  readonly baseline: string
  readonly profile: string
  /** Cron, and the IANA zone it is read in. */
  readonly schedule?: string
  readonly timeZone?: string
}

/** An exception as somebody asks for it over HTTP. */
export interface ApiExceptionRequest {
  readonly id?: string
  readonly comparison?: ComparisonName
  readonly kind: 'temporary' | 'structural'
  readonly rule?: string
  readonly kindOfResource?: string
  readonly resource?: string
  readonly at?: string
  readonly service?: string
  readonly finding?: string
  readonly reason: string
  readonly owner: string
  /** A day: `2026-12-31`; else the usual 30 days, or 180 to the review. */
  readonly until?: string
}
