import type { Dimension } from './dimension.ts'
import type { Json } from './json.ts'
import type { Pointer } from './pointer.ts'
import type { Side } from './resource.ts'
import type { Severity } from './severity.ts'

/** A pair of unit values that a rule must pass, or must report. Run by `evenkeel rules test`. */
export interface RuleExample {
  readonly expect: 'pass' | 'fail'
  readonly candidate?: Json
  readonly baseline?: Json
  /** Attributes of the resources around the unit, where a guard asks for them. */
  readonly of?: { readonly candidate?: Json; readonly baseline?: Json }
  /** The moment of judgement, ISO 8601; needed by expiry. */
  readonly now?: string
  /** For boundary rules: the environment that a word in the candidate's (or baseline's) value belongs to. */
  readonly foreign?: { readonly candidate?: string; readonly baseline?: string }
}

/** What counts as drift: one rule as its pack declares it. */
export interface Rule {
  readonly id: string
  /** A kind, or `*` for all. */
  readonly kind: string
  /** The unit judged: '' the resource itself (present or not), `/class` a field, `/parameters/*` an element. `**` is every unit. */
  readonly at: Pointer
  /** `change`: judged only where the sides differ. `each`: judged on every twin, equal or not (expiry, must-differ). */
  readonly on: 'change' | 'each'
  /** For `each`: which side's value is judged. */
  readonly side: Side | 'both'
  readonly relation: string
  readonly with?: Json
  /** CEL guards: the rule applies only when `when` holds and `unless` does not. */
  readonly when?: string
  readonly unless?: string
  /** A claimed change is not judged again by a rule of lower precedence. */
  readonly claims: boolean
  /** Higher is judged first; then the more specific kind and pointer; then the id. */
  readonly precedence: number
  readonly severity: Severity
  readonly dimension: Dimension
  /** One sentence with placeholders: `{name} runs {candidate} in {environment.candidate}, {baseline} in {environment.baseline}`. */
  readonly title: string
  readonly why: string
  readonly remedy: string
  readonly references: readonly string[]
  readonly examples: readonly RuleExample[]
}
