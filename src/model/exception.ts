import type { Json } from './json.ts'
import type { Pointer } from './pointer.ts'
import type { Digest } from './resource.ts'
import type { Severity } from './severity.ts'

/** Which findings an exception covers. Every given part must match; `*` matches within a part; all-wildcard is refused. */
export interface ExceptionSelector {
  readonly rule?: string
  readonly kind?: string
  /** The canonical name of the twin, or the raw name or id on either side. */
  readonly resource?: string
  readonly at?: string
  /** The service that the resource belongs to. */
  readonly service?: string
  /** A finding's id, or several with blanks between them: those of one cause. */
  readonly finding?: string
}

/** The parts of a selector, in the order in which people read them. */
export const selectorParts = ['rule', 'kind', 'resource', 'at', 'service', 'finding'] as const

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

export type Weekday = (typeof weekdays)[number]

/** A stretch of time that comes again every week: nights, weekends. */
export interface TimeWindow {
  /** The days on which it begins. */
  readonly days: readonly Weekday[]
  /** Minutes after midnight, as the clocks of the zone show them. Whole days go from 0 to 1440. */
  readonly from: number
  /** Minutes after midnight; not after `from`: on the next day. */
  readonly to: number
  /** An IANA time zone: `Europe/Berlin`. */
  readonly zone: string
}

/** The values that an exception was made for, as a finding shows them. */
export interface Pin {
  readonly candidate?: Json
  readonly baseline?: Json
  /** The id of the fingerprint key, where a value holds a secret's fingerprint: under another key they do not compare. */
  readonly key?: string
}

/** A documented, owned reason why a difference is wanted. */
export interface ExceptionRecord {
  readonly id: string
  /** `temporary` expires; `structural` is reviewed and never reopens by itself. */
  readonly kind: 'temporary' | 'structural'
  readonly selector: ExceptionSelector
  readonly reason: string
  readonly owner: string
  /** ISO 8601 date: the day a temporary one ends, or a structural one is due for review. */
  readonly until: string
  /** When it holds; always, where it is left out. Inside one of them is enough. */
  readonly windows?: readonly TimeWindow[]
  /** The values it was made for: when either changes, it lapses. */
  readonly pin?: Pin
  /** `exceptions.yaml:12`. */
  readonly where: string
}

/** Where an exception stands at a moment: it counts, counts although nobody reviewed it, or does not count. */
export type ExceptionState = 'in-force' | 'review-overdue' | 'expired' | 'outside-window'

/** An exception and what it did in one assessment. */
export interface ExceptionUse {
  readonly exception: ExceptionRecord
  readonly state: ExceptionState
  /** Ids of the findings that it selects. */
  readonly selects: readonly string[]
  /** Ids of those that it makes excepted: not those that it has lapsed for, nor those that an earlier one covers. */
  readonly covers: readonly string[]
  /** What it selects was not, or not completely, read: that it selects nothing means nothing. */
  readonly unread: boolean
}

/** One finding that was there when a comparison was adopted. It burns down, and never fails a check or pages. */
export interface KnownFinding {
  readonly comparison: { readonly candidate: string; readonly baseline: string }
  /** The day of adoption, ISO 8601. */
  readonly since: string
  readonly id: string
  readonly rule: string
  readonly kind: string
  readonly resource: string
  readonly at: Pointer
  /** When it was adopted: a worse one reopens. */
  readonly severity: Severity
  /** Digest of both values without what is secret in them: when it changes, the finding reopens. */
  readonly values: Digest
  /** Digest of both values with the fingerprints of their secrets, and the id of the key of those. */
  readonly secrets?: { readonly key: string; readonly values: Digest }
  readonly where: string
}

/** What became of the findings that were known at adoption. Each is counted once. */
export interface Adoption {
  readonly total: number
  /** Still there, unchanged. */
  readonly known: number
  /** Looked for and no longer there. */
  readonly resolved: number
  /** Worse, or with other values: open again. */
  readonly reopened: number
  /** Covered by an exception since. */
  readonly documented: number
  /** Not looked at this time, or no longer judged: nothing can be said. */
  readonly unread: number
}
