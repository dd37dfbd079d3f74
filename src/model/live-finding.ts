import type { ComparisonName } from './comparison-name.ts'
import type { Finding, FindingStatus } from './finding.ts'
import type { Digest } from './resource.ts'

/** A finding as the service remembers it, from one assessment to the next. */
export interface LiveFinding {
  readonly comparison: ComparisonName
  /** As it was judged last. Its status is that of `status`. */
  readonly finding: Finding
  readonly status: FindingStatus
  /** The same for findings of one root cause: one message and one line in a report, with their places. */
  readonly cause: Digest
  /** Its scope was not completely read the last time, so nothing new can be said of it. */
  readonly stale: boolean
  /** ISO 8601, UTC; all of them. When it was first seen. */
  readonly openedAt: string
  /** When its status, severity or values last changed. */
  readonly changedAt: string
  readonly resolvedAt?: string
  /** How often it came back after it was resolved. */
  readonly reopened: number
  readonly acknowledged?: Acknowledgement
}

/** That somebody has seen a finding and sees to it. It stays counted, and is not told again until it gets worse. */
export interface Acknowledgement {
  /** Who: the name of the token. */
  readonly by: string
  readonly at: string
  readonly note?: string
}

export const findingEventTypes = [
  'opened',
  'reopened',
  'resolved',
  'worse',
  'better',
  'changed',
  'overdue',
  'excepted',
  'lapsed',
  'acknowledged',
  'unacknowledged',
  'unseen',
  'seen',
] as const

/**
 * What happened to a finding. `overdue`: it waited for promotion, and the window is over. `lapsed`: what covered it covers it
 * no longer. `unseen`: its scope could not be read; `seen`: it could again. `changed`: other values, as severe as before.
 */
export type FindingEventType = (typeof findingEventTypes)[number]

/** One line of the history of a finding. */
export interface FindingEvent {
  readonly finding: string
  readonly type: FindingEventType
  readonly at: string
  /** The assessment that saw it; undefined for what a person did. */
  readonly assessment?: string
  /** Who, for what a person did. */
  readonly actor?: string
  /** In words: `high, was medium`. Never a secret. */
  readonly detail?: string
}

/** What one assessment makes of one finding. */
export interface Transition {
  readonly before: LiveFinding | undefined
  readonly after: LiveFinding
  /** Empty: nothing happened; nothing is written where `after` is `before` itself, else only its words are (a title, an owner). */
  readonly events: readonly { readonly type: FindingEventType; readonly detail?: string }[]
}
