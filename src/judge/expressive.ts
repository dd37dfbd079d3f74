import type { Rule, RuleAdjustment, RuleSeverity } from '../model/rule.ts'

/** Whether a rule, or an adjustment of it, evaluates an expression that its author wrote. */
export function hasExpression(rule: Pick<Rule, 'when' | 'unless' | 'severity' | 'adjustments'>): boolean {
  return (
    rule.when !== undefined ||
    rule.unless !== undefined ||
    isExpression(rule.severity) ||
    (rule.adjustments ?? []).some(adjustsByExpression)
  )
}

/** Whether an adjustment brings an expression with it. */
export function adjustsByExpression({ severity }: Pick<RuleAdjustment, 'severity'>): boolean {
  return severity !== undefined && severity !== 'raise' && severity !== 'lower' && isExpression(severity)
}

function isExpression(severity: RuleSeverity): boolean {
  if (typeof severity === 'string') return false
  return 'of' in severity ? isExpression(severity.of) : severity.expression !== undefined
}
