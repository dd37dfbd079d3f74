import type { Rule, RuleAdjustment, RuleParameter, RuleSeverity } from '../model/rule.ts'

/** Whether it holds for every twin. */
export function isUnscoped({ only, except }: RuleAdjustment): boolean {
  return only === undefined && except === undefined
}

/** Whether a rule judges nowhere: it is off, or switched off without a scope, and nothing switches it on for some twin. */
export function isOffEverywhere(rule: Pick<Rule, 'off' | 'adjustments'>): boolean {
  const { off, adjustments = [] } = rule
  return adjustments.every(isUnscoped) && adjustments.reduce((was, one) => one.off ?? was, off === true)
}

/** A rule with adjustments laid over it, in their order. Its scope and its own list of adjustments are left as they are. */
export function adjusted(rule: Rule, adjustments: readonly RuleAdjustment[]): Rule {
  let { severity, parameters } = rule
  let off = rule.off === true
  for (const adjustment of adjustments) {
    severity = severityAfter(severity, adjustment.severity)
    if (adjustment.parameters !== undefined) parameters = parametersAfter(parameters, adjustment.parameters)
    off = adjustment.off ?? off
  }
  const { off: _off, ...rest } = rule
  return { ...rest, severity, ...(parameters === undefined ? {} : { parameters }), ...(off ? { off } : {}) }
}

function severityAfter(before: RuleSeverity, change: RuleAdjustment['severity']): RuleSeverity {
  if (change === undefined) return before
  return change === 'raise' || change === 'lower' ? { of: before, steps: change === 'raise' ? 1 : -1 } : change
}

function parametersAfter(
  parameters: Rule['parameters'],
  values: NonNullable<RuleAdjustment['parameters']>,
): Readonly<Record<string, RuleParameter>> {
  const set = Object.entries(parameters ?? {}).map(([name, parameter]) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined
    return [name, value === undefined ? parameter : { ...parameter, default: value }] as const
  })
  return Object.fromEntries(set)
}
