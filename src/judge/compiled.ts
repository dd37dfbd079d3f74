import type { Json } from '../model/json.ts'
import type { ServicePlan } from '../model/plan.ts'
import type { Pointer } from '../model/pointer.ts'
import type { Side } from '../model/resource.ts'
import type { Rule } from '../model/rule.ts'
import type { Severity } from '../model/severity.ts'
import type { Seen, TwinView, Unit } from '../model/twin.ts'

/** What a rule's closures are handed. */
export interface JudgeContext {
  readonly now: Date
  readonly environments: { readonly candidate: string; readonly baseline: string }
  /**
   * Whole days from now to a moment, rounded towards less. Left out: by `now`. Whoever judges may want to know until when an answer
   * stands.
   */
  readonly daysTo?: (instant: number) => number
  /** For the tiers of services; none when left out. */
  readonly services?: readonly ServicePlan[]
}

/** What a violated relation can tell beyond the two values. */
export interface Detail {
  /** Other units of the same twin that are the same fact: they are claimed with this one. */
  readonly related?: readonly Pointer[]
  /** The unit on the other side that this one took the place of: it gives the finding its other value. */
  readonly counterpart?: Unit
}

/** A rule with its relation and guards compiled to closures. */
export interface CompiledRule {
  readonly rule: Rule
  /** Whether its relation looks at one side's value by itself. */
  readonly oneSided: boolean
  /** The members of an element that it looks at (`with.field`); none: the whole unit. */
  readonly members: readonly string[]
  /**
   * The rule as it judges this twin, where its scope or its adjustments depend on the twin; undefined: it does not judge
   * it. Left out: the same for all twins.
   */
  readonly forTwin?: (view: TwinView, context: JudgeContext) => CompiledRule | undefined
  /** Whether the guards let it judge this unit. Throws RuleFailure when a guard fails on a value. */
  readonly applies: (unit: Unit, view: TwinView, context: JudgeContext) => boolean
  /** How bad a violation is. `faulty` are the sides at fault. Throws RuleFailure when an expression gives no severity. */
  readonly severity: (unit: Unit, view: TwinView, faulty: readonly Side[], context: JudgeContext) => Severity
  /** Whether the relation holds; false makes a finding. */
  readonly holds: (unit: Unit, view: TwinView, context: JudgeContext) => boolean
  /** Asked only when the relation does not hold. */
  readonly detail?: (unit: Unit, view: TwinView, context: JudgeContext) => Detail
  /** Of a rule on each element of a field: whether it surely holds for an element, by what is written in it alone. */
  readonly clears?: { readonly field: string; readonly test: (raw: Json) => boolean }
  /** Whether, of a rule about one side, the guards read nothing but the unit and its value on that side. */
  readonly isLocal?: boolean
  /** What the relation looked at on either side: the values, or their member that `with.field` names. */
  readonly lookedAt: (unit: Unit) => readonly [candidate: Seen | undefined, baseline: Seen | undefined]
}
