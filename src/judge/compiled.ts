import type { Rule } from '../model/rule.ts'
import type { Seen, TwinView, Unit } from '../model/twin.ts'

/** What a rule's closures are handed. */
export interface JudgeContext {
  readonly now: Date
  readonly environments: { readonly candidate: string; readonly baseline: string }
}

/** A rule with its relation and guards compiled to closures. */
export interface CompiledRule {
  readonly rule: Rule
  /** Whether the guards let it judge this unit. */
  readonly applies: (unit: Unit, view: TwinView, context: JudgeContext) => boolean
  /** Whether the relation holds; false makes a finding. */
  readonly holds: (candidate: Seen | undefined, baseline: Seen | undefined, view: TwinView, context: JudgeContext) => boolean
}
