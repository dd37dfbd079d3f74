import { isJsonObject, type Json, type JsonObject } from '../model/json.ts'
import { kindOf, kinds } from '../model/kinds/index.ts'
import { tokens } from '../model/pointer.ts'
import type { Rule, RulePart, RuleProblem } from '../model/rule.ts'
import type { CompiledRule } from './compiled.ts'
import { checkedGuard, compileGuard, type ExpressionSubject, type Guard, type GuardProblem } from './guards/guard.ts'
import { nearest } from './nearest.ts'
import { fieldsOf, pickPair, testOf } from './relations/members.ts'
import type { Relation } from './relations/relation.ts'
import { relationOf, relations } from './relations/table.ts'
import { withProblems } from './relations/options.ts'
import { RuleFailure } from './rule-failure.ts'
import { templateProblem } from './template.ts'
import { optionsWith, unusedParameters } from './parameters.ts'
import { compileSeverity, type SeverityOf } from './severity.ts'
import { unitForm, type UnitForm } from './unit-form.ts'

/**
 * Compiles one rule to closures, as it is written: whether it is off, its scope and its adjustments are left aside. Throws
 * RuleFailure when it has a problem.
 */
export function compileRule(rule: Rule): CompiledRule {
  const parts = examined(rule)
  if ('problems' in parts) {
    const [problem] = parts.problems
    throw new RuleFailure(
      problem ?? { rule: rule.id, part: 'relation', problem: 'it cannot be compiled' },
      'compile',
      rule.where,
    )
  }
  const { relation, options, when, unless, severity } = parts
  const form = unitForm(kindOf(rule.kind), rule.at)
  const of = form.what === 'element' ? form.of : {}
  const test = testOf(relation, options, rule.side, of, form.what === 'field' ? form.field : undefined)
  const detail = relation.sides === 'two' ? relation.detail?.(options) : undefined
  const pick = pickPair(fieldsOf(options), of)
  const asked = (part: 'when' | 'unless', guard: Guard): Guard => {
    return (unit, view, context) => {
      try {
        return guard(unit, view, context)
      } catch (error) {
        const problem = `${error instanceof Error ? error.message : 'it failed'}, judging "${view.twin.name}" at "${unit.at}"`
        throw new RuleFailure({ rule: rule.id, part, problem }, 'judge', rule.where)
      }
    }
  }
  const askWhen = when === undefined ? undefined : asked('when', when)
  const askUnless = unless === undefined ? undefined : asked('unless', unless)
  return {
    rule,
    oneSided: relation.sides === 'one',
    members: fieldsOf(options),
    severity,
    applies: (unit, view, context) =>
      (askWhen === undefined || askWhen(unit, view, context)) &&
      (askUnless === undefined || !askUnless(unit, view, context)),
    holds: (unit, view, context) => test({ unit, view, context }),
    ...clearing(rule, relation, options),
    ...(detail === undefined ? {} : { detail: (unit, view, context) => detail({ unit, view, context }) }),
    lookedAt: (unit) => pick(unit.candidate, unit.baseline),
  }
}

/** See CompiledRule.clears. Several fields are looked at in an order that depends on the other side. */
function clearing(rule: Rule, relation: Relation, options: JsonObject): Pick<CompiledRule, 'clears' | 'isLocal'> {
  const [field, rest, ...deeper] = tokens(rule.at)
  const [member, ...others] = fieldsOf(options)
  if (rule.on !== 'each' || field === undefined || rest !== '*' || deeper.length > 0 || others.length > 0) return {}
  // What depends on the time is asked of the values themselves.
  const test = relation.timed === true ? undefined : relation.clears?.(options, { now: new Date(0) })
  if (test === undefined) return {}
  const local = relation.sides === 'one' && guardsReadOnly(rule) ? { isLocal: true } : {}
  if (member === undefined) return { ...local, clears: { field, test } }
  const clears = {
    field,
    test: (raw: Json) => isJsonObject(raw) && (raw[member] === undefined || test(raw[member])),
  }
  return { ...local, clears }
}

/** Whether the guards of a rule about one side read nothing but the unit and its value on that side: told by the words in them. */
function guardsReadOnly({ when = '', unless = '', side }: Rule): boolean {
  if (side === 'both') return false
  const foreign = side === 'candidate' ? /\b(?:of|service|baseline)\b/ : /\b(?:of|service|candidate)\b/
  return !foreign.test(when) && !foreign.test(unless)
}

/**
 * Says of rules that they were checked when they were built: their guards are compiled when they are first asked, which most
 * never are, and neither these nor their sentences and options are looked through again. A mistake in one would show when it judges.
 */
export function trustRules(rules: readonly Rule[]): readonly Rule[] {
  for (const rule of rules) trusted.add(rule)
  return rules
}

/**
 * An adjusted rule, trusted where the rule that it was made of is: whoever lays adjustments over rules checks what they make
 * of them.
 */
export function trustedLike(adjusted: Rule, rule: Rule): Rule {
  if (trusted.has(rule)) trusted.add(adjusted)
  return adjusted
}

const trusted = new WeakSet<Rule>()

/** Everything that is wrong with a rule beyond its file's form; empty when it compiles. */
export function checkRule(rule: Rule): readonly RuleProblem[] {
  const parts = examined(rule)
  return 'problems' in parts ? parts.problems : []
}

interface Parts {
  readonly relation: Relation
  readonly options: JsonObject
  readonly when: Guard | undefined
  readonly unless: Guard | undefined
  readonly severity: SeverityOf
}

/** A rule is checked when its file is read and compiled when it is used: once is enough. */
function examined(rule: Rule): Examined {
  let found = known.get(rule)
  if (found === undefined) known.set(rule, (found = examine(rule)))
  return found
}

const known = new WeakMap<Rule, Examined>()

type Examined = Parts | { readonly problems: readonly RuleProblem[] }

function examine(rule: Rule): Examined {
  const problems: RuleProblem[] = []
  const say = (part: RulePart, problem: string, near?: string, offset?: number): void => {
    problems.push({
      rule: rule.id,
      part,
      problem,
      ...(near === undefined ? {} : { nearest: near }),
      ...(offset === undefined ? {} : { offset }),
    })
  }
  const kind = kindOf(rule.kind)
  if (kind === undefined && rule.kind !== '*') {
    const ids = kinds.map((k) => k.id)
    say('kind', `there is no kind "${rule.kind}"`, nearest(rule.kind, ids))
    return { problems }
  }
  const unit = unitForm(kind, rule.at)
  if (unit.what === 'none') say('at', unit.problem, nearest(unit.unknown, unit.known) ?? only(unit.known))
  if (rule.at === '**' && rule.on === 'change' && kind === undefined && rule.relation === 'equal') {
    say('at', 'equality of everything of every kind is no rule: it reports each difference twice')
  }
  const relation = relationOf(rule.relation)
  if (relation === undefined) {
    say(
      'relation',
      `there is no relation "${rule.relation}"`,
      nearest(
        rule.relation,
        relations.map((r) => r.name),
      ),
    )
  }
  if (rule.with !== undefined && !isJsonObject(rule.with)) say('with', 'it must be a map, such as { days: 30 }')
  const parameters = rule.parameters ?? {}
  const given = optionsWith(isJsonObject(rule.with) ? rule.with : {}, parameters)
  if (given.unknown !== undefined)
    say('with', `the rule has no parameter "${given.unknown}"`, nearest(given.unknown, Object.keys(parameters)))
  const { options } = given
  const isTrusted = trusted.has(rule)
  if (!isTrusted) {
    for (const name of unusedParameters(rule)) say('parameters', `nothing uses the parameter "${name}"`)
    if (relation !== undefined && given.unknown === undefined)
      for (const problem of withProblems(relation, options, unit.what === 'none' ? undefined : unit))
        say('with', ...problem)
  }
  if (relation?.sides === 'two' && rule.side !== 'both')
    say('side', `"${relation.name}" looks at both sides, so "side" says nothing`)
  const form: UnitForm = unit.what === 'none' ? { what: 'any' } : unit
  const subject = { kind, unit: form, parameters }
  const guard = (part: 'when' | 'unless'): Guard | undefined => {
    const text = rule[part]
    if (text === undefined) return undefined
    if (isTrusted) return guardLater(text, subject)
    const compiled: Guard | GuardProblem = compileGuard(text, subject)
    if (typeof compiled === 'function') return compiled
    say(part, compiled.problem, compiled.nearest, compiled.offset)
    return undefined
  }
  const when = guard('when')
  const unless = guard('unless')
  for (const part of isTrusted ? [] : (['title', 'remedy'] as const)) {
    const wrong = templateProblem(rule[part], kind, form, parameters)
    if (wrong !== undefined) say(part, wrong.problem, wrong.nearest)
  }
  const severity = compileSeverity(rule, subject)
  if (typeof severity !== 'function') problems.push(severity)
  return relation === undefined || problems.length > 0 || typeof severity !== 'function'
    ? { problems }
    : { relation, options, when, unless, severity }
}

/** A guard of a rule that was checked, compiled when it is first asked. */
function guardLater(text: string, subject: ExpressionSubject): Guard {
  let guard: Guard | undefined
  return (unit, view, context) => (guard ??= checkedGuard(text, subject))(unit, view, context)
}

function only(words: readonly string[]): string | undefined {
  return words.length === 1 ? words[0] : undefined
}
