import type { Finding } from '../model/finding.ts'
import type { Rule } from '../model/rule.ts'
import { severityRank } from '../model/severity.ts'
import type { CompiledRule } from './compiled.ts'

/** How exactly a rule says what it is about: its kind outweighs its pointer, `**` says nothing. */
function specificity(rule: Rule): number {
  const kind = rule.kind === '*' ? 0 : 100
  if (rule.at === '**') return kind
  const parts = rule.at.split('/')
  return kind + 1 + parts.filter((part) => part !== '*').length * 2
}

/** Which rule judges first: higher precedence, then the more specific one, then by id. */
export function byPrecedence(a: CompiledRule, b: CompiledRule): number {
  return (
    b.rule.precedence - a.rule.precedence ||
    specificity(b.rule) - specificity(a.rule) ||
    (a.rule.id < b.rule.id ? -1 : a.rule.id > b.rule.id ? 1 : 0)
  )
}

/** Worst first; then by resource, unit and rule, so that the order says nothing about how they were found. */
export function worstFirst(a: Finding, b: Finding): number {
  return (
    severityRank(a.severity) - severityRank(b.severity) ||
    text(a.resource.name, b.resource.name) ||
    text(a.at, b.at) ||
    text(a.rule, b.rule) ||
    text(a.id, b.id)
  )
}

function text(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
