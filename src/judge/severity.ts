import type { ASTNode } from '@marcbachmann/cel-js'
import type { Side } from '../model/resource.ts'
import type { Rule, RuleProblem, RuleSeverity } from '../model/rule.ts'
import { severities, severityRank, type Severity } from '../model/severity.ts'
import type { TwinView, Unit } from '../model/twin.ts'
import type { JudgeContext } from './compiled.ts'
import { compileText, type ExpressionSubject } from './guards/guard.ts'
import { parseWritten } from './guards/environments.ts'
import { nearest } from './nearest.ts'
import { RuleFailure } from './rule-failure.ts'
import { serviceOf } from './scope.ts'

/** How bad a violation of a rule is. `faulty` are the sides at fault. */
export type SeverityOf = (unit: Unit, view: TwinView, faulty: readonly Side[], context: JudgeContext) => Severity

/** Compiles the severity of a rule, or says what is wrong with it. */
export function compileSeverity(rule: Rule, subject: ExpressionSubject): SeverityOf | RuleProblem {
  const of = (severity: RuleSeverity): SeverityOf | RuleProblem => {
    if (typeof severity === 'string') return () => severity
    if ('of' in severity) {
      const inner = of(severity.of)
      return typeof inner === 'function'
        ? (unit, view, faulty, context) => shifted(inner(unit, view, faulty, context), severity.steps)
        : inner
    }
    const { expression, ...cases } = severity
    if (expression !== undefined) {
      if (Object.keys(cases).length > 0) return wrong(rule, '"expression" stands alone, without other cases')
      return fromExpression(rule, expression, subject)
    }
    if (cases.default === undefined && (cases.candidate === undefined || cases.baseline === undefined))
      return wrong(rule, 'it needs a "default", or one for "candidate" and one for "baseline"')
    return (unit, view, faulty, context) => {
      const tier = cases.tiers === undefined ? undefined : serviceOf(view, context)?.tier
      const byTier = tier === undefined || !Object.hasOwn(cases.tiers ?? {}, tier) ? undefined : cases.tiers?.[tier]
      return byTier ?? bySide(cases, unit, faulty)
    }
  }
  return of(rule.severity)
}

/** The severity that stands in lists: the worst that a rule can give; undefined where an expression decides. */
export function worstOf(severity: RuleSeverity): Severity | undefined {
  if (typeof severity === 'string') return severity
  if ('of' in severity) {
    const inner = worstOf(severity.of)
    return inner === undefined ? undefined : shifted(inner, severity.steps)
  }
  if (severity.expression !== undefined) return undefined
  const { default: otherwise, candidate, baseline, tiers } = severity
  return worst([otherwise, candidate, baseline, ...Object.values(tiers ?? {})])
}

/** Where only one side has the value, the side that lacks it is at fault; of several at fault the worst counts. */
function bySide(
  cases: { readonly default?: Severity; readonly candidate?: Severity; readonly baseline?: Severity },
  unit: Unit,
  faulty: readonly Side[],
): Severity {
  const lacking = faulty.filter((side) => unit[side] === undefined)
  const found = (lacking.length > 0 ? lacking : faulty).map((side) => cases[side] ?? cases.default)
  return worst(found) ?? 'info'
}

function worst(found: readonly (Severity | undefined)[]): Severity | undefined {
  const given = found.filter((severity) => severity !== undefined)
  return given.sort((a, b) => severityRank(a) - severityRank(b))[0]
}

/** Remarks stay remarks, and nothing else becomes one. */
function shifted(severity: Severity, steps: number): Severity {
  if (severity === 'info') return severity
  const rank = Math.min(Math.max(severityRank(severity) - steps, 0), severityRank('low'))
  return severities[rank] ?? severity
}

function fromExpression(rule: Rule, expression: string, subject: ExpressionSubject): SeverityOf | RuleProblem {
  const compiled = compileText(expression, subject)
  if (typeof compiled !== 'function') {
    const { problem, offset, nearest: near } = compiled
    return { ...wrong(rule, problem, near), offset }
  }
  const stray = resultsOf(parseWritten(expression)).find(({ word }) => !isSeverity(word))
  if (stray !== undefined) {
    const problem = `"${stray.word}" is no severity`
    return { ...wrong(rule, problem, nearest(stray.word, severities)), offset: stray.start }
  }
  return (unit, view, _faulty, context) => {
    let given: string
    try {
      given = compiled(unit, view, context)
    } catch (error) {
      throw failure(rule, error instanceof Error ? error.message : 'it failed', unit, view)
    }
    if (!isSeverity(given)) throw failure(rule, `it gave "${given}", which is no severity`, unit, view)
    return given
  }
}

function isSeverity(word: string): word is Severity {
  return (severities as readonly string[]).includes(word)
}

/** The texts that an expression can give as they stand in it: its own, and those of its branches. */
function resultsOf(node: ASTNode): readonly { readonly word: string; readonly start: number }[] {
  const { op, args } = node as { op: string; args: unknown }
  if (op === '?:') {
    const [, yes, no] = args as [ASTNode, ASTNode, ASTNode]
    return [...resultsOf(yes), ...resultsOf(no)]
  }
  return op === 'value' && typeof args === 'string' ? [{ word: args, start: node.start }] : []
}

function wrong(rule: Rule, problem: string, near?: string): RuleProblem {
  return { rule: rule.id, part: 'severity', problem, ...(near === undefined ? {} : { nearest: near }) }
}

function failure(rule: Rule, what: string, unit: Unit, view: TwinView): RuleFailure {
  const problem = `${what}, judging "${view.twin.name}" at "${unit.at}"`
  return new RuleFailure({ rule: rule.id, part: 'severity', problem }, 'judge', rule.where)
}
