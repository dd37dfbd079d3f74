import type { Json } from '../model/json.ts'
import type { Rule, RuleAdjustment, RuleScope, RuleSeverity } from '../model/rule.ts'

/** A severity for people: `high`, `critical in the baseline, medium in the candidate`, `by expression`. */
export function severityWords(severity: RuleSeverity): string {
  if (typeof severity === 'string') return severity
  if ('of' in severity) return `${severityWords(severity.of)}, ${severity.steps > 0 ? 'raised' : 'lowered'}`
  const { expression, baseline, candidate, tiers, default: otherwise } = severity
  if (expression !== undefined) return 'by expression'
  const cases = [
    ...Object.entries(tiers ?? {}).map(([tier, one]) => `${one} for tier ${tier}`),
    ...(baseline === undefined ? [] : [`${baseline} in the baseline`]),
    ...(candidate === undefined ? [] : [`${candidate} in the candidate`]),
  ]
  return [...cases, ...(otherwise === undefined ? [] : [`${cases.length === 0 ? '' : 'else '}${otherwise}`])].join(', ')
}

/** A scope for people: `service orders or checkout, tag Team = data`. */
export function scopeWords(scope: RuleScope): string {
  const parts = (['service', 'tier', 'name'] as const).flatMap((part) =>
    scope[part] === undefined ? [] : [`${part} ${scope[part].join(' or ')}`],
  )
  const tags = Object.entries(scope.tags ?? {}).map(([key, value]) => `tag ${key} = ${value}`)
  return [...parts, ...tags].join(', ')
}

/** Where something holds, for people: `for service orders`, `but not for name shop-tmp-*`. */
export function scopedWords({ only, except }: Pick<Rule, 'only' | 'except'>): readonly string[] {
  return [
    ...(only === undefined ? [] : [`for ${scopeWords(only)}`]),
    ...(except === undefined ? [] : [`not for ${scopeWords(except)}`]),
  ]
}

/** What an adjustment changes, for people: `off`, `medium, days 45`. */
export function adjustmentChanges({ severity, parameters, off }: RuleAdjustment): string {
  return [
    ...(off === undefined ? [] : [off ? 'off' : 'on']),
    ...(severity === undefined
      ? []
      : [severity === 'raise' || severity === 'lower' ? severity : severityWords(severity)]),
    ...Object.entries(parameters ?? {}).map(([name, value]) => `${name} ${valueWords(value)}`),
  ].join(', ')
}

/** An adjustment in a list: `off for service orders (evenkeel.yaml:12:5)`. */
export function adjustmentWords(adjustment: RuleAdjustment): string {
  return [adjustmentChanges(adjustment), ...scopedWords(adjustment), `(${adjustment.where})`].join(' ')
}

function valueWords(value: Json): string {
  if (!Array.isArray(value)) return JSON.stringify(value)
  return value.length > 4 ? `${value.length} values` : JSON.stringify(value)
}
