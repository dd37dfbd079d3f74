import type { Dimension } from './dimension.ts'
import type { Json } from './json.ts'
import type { Pointer } from './pointer.ts'
import type { Key } from './resource.ts'
import type { Severity } from './severity.ts'
import type { PairingMethod } from './twin.ts'

export const findingStatuses = ['pending', 'open', 'acknowledged', 'excepted', 'known', 'resolved'] as const

export type FindingStatus = (typeof findingStatuses)[number]

/**
 * Whether a finding counts toward the verdict and the score. What waits for promotion, is documented, was known at adoption
 * or is resolved does not.
 */
export function isCounted({ status }: { readonly status: FindingStatus }): boolean {
  return status === 'open' || status === 'acknowledged'
}

/** Which side moved: known only from history. */
export type Direction = 'baseline-ahead' | 'candidate-ahead' | 'both' | 'unknown'

/**
 * When people are to be told: `at-once`; `waiting` for a promotion, so not yet; `warning`, where nobody knows who moved. Gates
 * go by status and severity, messages by this.
 */
export type Urgency = 'at-once' | 'waiting' | 'warning'

/** Where one side of a finding is. */
export interface Whereabouts {
  readonly key: Key
  readonly id: string
  readonly name: string
  readonly account?: string
  readonly region?: string
  /** Of a file: the line that it is about. */
  readonly line?: number
  /** The file of the line, where it is another than the one that the resource is called by. */
  readonly file?: string
}

/** The exception that covers a finding. */
export interface AppliedException {
  readonly id: string
  readonly kind: 'temporary' | 'structural'
  readonly reason: string
  readonly owner: string
  /** ISO 8601 date: when a temporary one ends, or a structural one is to be reviewed. */
  readonly until: string
}

/** Something that covered a finding once and does not any more: an exception, or that it was known at adoption. */
export interface Lapse {
  /** `exception "fewer-workers"`, `the adoption of 2026-02-01`. */
  readonly what: string
  /** `it expired on 2026-03-31`, `the value in production changed`. */
  readonly because: string
  readonly owner?: string
}

/** One of several twins on which one cause shows. */
export interface CausePlace {
  /** The id that the finding of this twin has by itself. */
  readonly finding: string
  readonly resource: FindingResource
  readonly at: Pointer
  readonly service?: string
  readonly owner?: string
  readonly since?: string
  /** It could not be looked at this time: it was there before, and nobody knows whether it is gone. */
  readonly unseen?: true
}

/** The twin that a finding is on. */
export interface FindingResource {
  /** The canonical name of the twin. */
  readonly name: string
  readonly candidate: Whereabouts | null
  readonly baseline: Whereabouts | null
  readonly pairing: { readonly method: PairingMethod | 'alone'; readonly confidence: number }
  /** Of one side alone: nobody looked on the other, or not everywhere, so whether it has one is not known. */
  readonly unread?: true
}

/** A rule's verdict on one unit of a twin; on several twins, where one cause explains all of them. */
export interface Finding {
  /**
   * A digest of comparison, rule, twin and unit: no value, source id or severity, so it survives re-creation. One with several
   * places has one of its cause, which says of no place, and in the service keeps it while any of them stays.
   */
  readonly id: string
  readonly rule: string
  readonly severity: Severity
  readonly dimension: Dimension
  readonly status: FindingStatus
  readonly direction: Direction
  /** One sentence in words. */
  readonly title: string
  readonly why: string
  readonly remedy: string
  readonly kind: string
  readonly service?: string
  readonly owner?: string
  /** Of one with several places: the first of them. */
  readonly resource: FindingResource
  readonly at: Pointer
  /** As people should read them: secrets are shown as fingerprints, absent is null. */
  readonly values: { readonly candidate: Json; readonly baseline: Json }
  /** Its resources, and what uses them; of one cause on several twins one for each. */
  readonly places: readonly { readonly name: string; readonly id: string }[]
  /** Those of its places that use the resource and are not it: the databases of a parameter group, of both sides. */
  readonly users?: readonly { readonly name: string; readonly id: string }[]
  /** The twins on which one cause shows, that of `resource` first; left out where it is only one. */
  readonly twins?: readonly CausePlace[]
  /** ISO 8601; unknown without history. */
  readonly since?: string
  /** Decided where history is at hand; a one-shot check has none. */
  readonly urgency?: Urgency
  readonly exception?: AppliedException
  /** For a known one: the day of adoption, ISO 8601. */
  readonly knownSince?: string
  /** Why it counts although something was to cover it. */
  readonly lapsed?: readonly Lapse[]
}
