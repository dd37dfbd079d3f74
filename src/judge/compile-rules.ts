import type { Rule, RuleAdjustment } from '../model/rule.ts'
import type { TwinView } from '../model/twin.ts'
import { adjusted, isOffEverywhere, isUnscoped } from './adjust.ts'
import { compileRule, trustedLike } from './compile.ts'
import type { CompiledRule, JudgeContext } from './compiled.ts'
import { holdsFor } from './scope.ts'

/**
 * Compiles rules with their scopes and adjustments; those that are off everywhere are left out. Throws RuleFailure for the
 * first that has a problem; check them with `checkRule` to know them all.
 */
export function compileRules(rules: readonly Rule[]): readonly CompiledRule[] {
  return rules.flatMap((rule) => compileAdjusted(rule) ?? [])
}

function compileAdjusted(rule: Rule): CompiledRule | undefined {
  const { adjustments = [] } = rule
  if (isOffEverywhere(rule)) return undefined
  if (adjustments.every(isUnscoped)) return scoped(rule, compileRule(laidOver(rule, adjustments)))
  const variants = new Map<string, CompiledRule | undefined>()
  const variantOf = (holding: readonly RuleAdjustment[], key: string): CompiledRule | undefined => {
    if (!variants.has(key)) {
      const variant = laidOver(rule, holding)
      variants.set(key, variant.off === true ? undefined : compileRule(variant))
    }
    return variants.get(key)
  }
  return {
    ...compileRule(rule),
    forTwin: (view, context) => {
      if (!holdsFor(rule, view, context)) return undefined
      const holding = adjustments.map((adjustment) => holdsFor(adjustment, view, context))
      // Compiled when a twin first asks for it: most combinations of scopes never meet.
      return variantOf(
        adjustments.filter((_, i) => holding[i]),
        holding.map(Number).join(''),
      )
    },
  }
}

/** A rule as it is where nothing adjusts it: a copy would be checked anew. */
function laidOver(rule: Rule, adjustments: readonly RuleAdjustment[]): Rule {
  return adjustments.length === 0 ? rule : trustedLike(adjusted(rule, adjustments), rule)
}

/** The rule limited to its own scope. */
function scoped(rule: Rule, compiled: CompiledRule): CompiledRule {
  if (rule.only === undefined && rule.except === undefined) return compiled
  return {
    ...compiled,
    forTwin: (view: TwinView, context: JudgeContext) => (holdsFor(rule, view, context) ? compiled : undefined),
  }
}
