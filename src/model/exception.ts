import type { Json } from './json.ts'

/** Which findings an exception covers. Every given part must match; `*` matches within a part; all-wildcard is refused. */
export interface ExceptionSelector {
  readonly rule?: string
  readonly kind?: string
  /** The canonical name of the twin, or the raw name or id on either side. */
  readonly resource?: string
  readonly at?: string
  /** A finding's id. */
  readonly finding?: string
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
  /** The values it was made for: when either changes, it lapses. */
  readonly pin?: { readonly candidate?: Json; readonly baseline?: Json }
  /** `exceptions.yaml:12`. */
  readonly where: string
}
