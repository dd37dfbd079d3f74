import type { Dimension } from './dimension.ts'
import type { Json } from './json.ts'
import type { Pointer } from './pointer.ts'
import type { Side } from './resource.ts'
import type { Severity } from './severity.ts'
import type { Foreign } from './twin.ts'

/** A pair of unit values that a rule must pass, or must report. Run by `evenkeel rules test`. */
export interface RuleExample {
  readonly expect: 'pass' | 'fail'
  readonly candidate?: Json
  readonly baseline?: Json
  /** The unit's own pointer, where the rule's has a wildcard and the values do not tell it. */
  readonly at?: Pointer
  /** Attributes of the resources around the unit, where a guard asks for them; `name`, `id` and `tags` among them. */
  readonly of?: { readonly candidate?: Json; readonly baseline?: Json }
  /** The moment of judgement, ISO 8601; needed by expiry. */
  readonly now?: string
  /** For boundary rules: the word in a side's value that belongs to the other environment. */
  readonly foreign?: { readonly candidate?: Foreign; readonly baseline?: Foreign }
  /** Other changed units of the same resource, where a relation looks for them. */
  readonly beside?: readonly { readonly candidate?: Json; readonly baseline?: Json }[]
  /** For fleets: the unit's value on each member; the first is also the side's value. */
  readonly members?: { readonly candidate?: readonly Json[]; readonly baseline?: readonly Json[] }
  /** The tier of the service that the resources belong to, where a guard or a severity asks for it. */
  readonly tier?: string
  /** Values of the rule's parameters; their defaults where it has none. */
  readonly parameters?: Readonly<Record<string, Json>>
  /** Of an example that must fail: how severe the finding must be. */
  readonly severity?: Severity
}

/** How bad a violation is: always the same, or by its circumstances. */
export type RuleSeverity = Severity | SeverityCases | ShiftedSeverity

/**
 * A severity by circumstances: of the cases that are given, the tier of the service decides first, then the side at fault,
 * then `default`. `expression` is CEL that gives the severity's name, and stands alone.
 */
export interface SeverityCases {
  readonly default?: Severity
  readonly candidate?: Severity
  readonly baseline?: Severity
  readonly tiers?: Readonly<Record<string, Severity>>
  readonly expression?: string
}

/** Another severity, raised (steps above 0) or lowered. Remarks (`info`) stay remarks, and no step makes anything one. */
export interface ShiftedSeverity {
  readonly of: RuleSeverity
  readonly steps: number
}

/** A value that a user may set without copying the rule. */
export interface RuleParameter {
  readonly default: Json
  readonly doc: string
}

/** Which twins something holds for: of each part that is given, one word must fit; of `tags`, all. `*` stands for any text. */
export interface RuleScope {
  readonly service?: readonly string[]
  readonly tier?: readonly string[]
  /** The canonical name, or a name or id on either side. */
  readonly name?: readonly string[]
  readonly tags?: Readonly<Record<string, string>>
}

/** What a profile or a configuration changes about a rule. Later ones win. */
export interface RuleAdjustment {
  readonly severity?: Severity | SeverityCases | 'raise' | 'lower'
  readonly parameters?: Readonly<Record<string, Json>>
  readonly off?: boolean
  /** Where the adjustment holds; everywhere when neither is given. */
  readonly only?: RuleScope
  readonly except?: RuleScope
  /** `evenkeel.yaml:12:5`. */
  readonly where: string
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
  /** For relations that look at one value: which side's value is judged. */
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
  readonly severity: RuleSeverity
  readonly dimension: Dimension
  /** One sentence with placeholders: `{name} runs {candidate} in {environment.candidate}, {baseline} in {environment.baseline}`. */
  readonly title: string
  readonly why: string
  readonly remedy: string
  readonly references: readonly string[]
  readonly examples: readonly RuleExample[]
  /** Judges only where a profile or the configuration switches it on. */
  readonly off?: true
  /** The twins that it judges; all of its kind when neither is given. */
  readonly only?: RuleScope
  readonly except?: RuleScope
  readonly parameters?: Readonly<Record<string, RuleParameter>>
  /** What was adjusted, in the order of writing. */
  readonly adjustments?: readonly RuleAdjustment[]
  /** Where it is written: `rules/database.yaml:12:5`. */
  readonly where?: string
}

/** Which part of a rule a problem is in. */
export type RulePart =
  | 'kind'
  | 'at'
  | 'side'
  | 'relation'
  | 'with'
  | 'when'
  | 'unless'
  | 'severity'
  | 'parameters'
  | 'title'
  | 'remedy'
  | 'examples'

/** Why a rule cannot be compiled, in words that whoever knows its file can finish with a place. */
export interface RuleProblem {
  readonly rule: string
  readonly part: RulePart
  /** A clause without a full stop: `database-instance has no field "engin"`. */
  readonly problem: string
  /** The nearest word that would be right. */
  readonly nearest?: string
  /** For guards: where in the expression, in characters from its start. */
  readonly offset?: number
}
