import { type EvenkeelError, fail } from '../errors/catalogue.ts'
import type { Json } from '../model/json.ts'
import type { Rule, RuleAdjustment } from '../model/rule.ts'
import { nearest } from './nearest.ts'
import { asError } from './problems.ts'
import type { RuleCheck } from './rules.ts'
import { scopesOf, wordsOf, type RawScope } from './scope.ts'
import { child, items, plain, textOf, type Place, type Tree } from './tree.ts'

/** What laying adjustments over rules needs to know of them. Handed in, because the configuration does not judge. */
export interface AdjustmentTools {
  readonly check: RuleCheck
  /** A rule with the adjustments laid over it. */
  readonly adjusted: (rule: Rule, adjustments: readonly RuleAdjustment[]) => Rule
  /** What a value for a parameter must be, in words; undefined where it may be set to it. */
  readonly wantedForm: (parameter: { readonly default: Json }, value: Json) => string | undefined
  /** Whether a word answers to a pattern. */
  readonly like: (pattern: string, word: string) => boolean
}

interface RawAdjustment extends Omit<RuleAdjustment, 'only' | 'except' | 'where'> {
  readonly adjust: string | readonly string[]
  readonly only?: RawScope
  readonly except?: RawScope
}

/**
 * Lays adjustments over rules, in their order; each rule keeps those that are its own. The trees were checked against
 * `adjustmentSchema`. Throws one error with its place, or an AggregateError with all: a rule or parameter that does not
 * exist, a value of another form, an adjustment that changes nothing, a rule that is invalid when it is adjusted.
 */
export function adjustRules(
  rules: readonly Rule[],
  adjustments: readonly Tree[],
  tools: AdjustmentTools,
): readonly Rule[] {
  const problems: EvenkeelError[] = []
  const own = new Map<string, RuleAdjustment[]>()
  for (const tree of adjustments) {
    const { adjust, only, except, ...changes } = plain(tree) as RawAdjustment
    const patterns = wordsOf(adjust)
    const say = (at: Tree | undefined, problem: string, near?: string): void => {
      const place: Place = (at ?? tree).place
      problems.push(fail('rules-adjustment', { ...place, adjusts: patterns.join(', '), problem, nearest: near }))
    }
    if (Object.keys(changes).length === 0) say(undefined, 'changes nothing: it has no severity, parameters or off')
    const matched = matchedRules(rules, tree, tools, say)
    const parameters = changes.parameters ?? {}
    for (const name of Object.keys(parameters))
      checkParameter(name, parameters[name] ?? null, matched, tree, tools, say)
    const { file, line, column } = tree.place
    const adjustment = { ...changes, ...scopesOf({ ...(only && { only }), ...(except && { except }) }) }
    for (const rule of matched) {
      const mine = { ...adjustment, where: `${file}:${line}:${column}` }
      const together = [...(own.get(rule.id) ?? []), mine]
      const [problem] = problems.length > 0 ? [] : tools.check(tools.adjusted(rule, together))
      if (problem !== undefined)
        say(
          child(tree, problem.part),
          `makes the rule ${rule.id} invalid: ${problem.part}: ${problem.problem}`,
          problem.nearest,
        )
      own.set(rule.id, together)
    }
  }
  const error = asError(problems, 'the adjustments of rules')
  if (error !== undefined) throw error
  return rules.map((rule) => {
    const mine = own.get(rule.id)
    return mine === undefined ? rule : { ...rule, adjustments: [...(rule.adjustments ?? []), ...mine] }
  })
}

type Say = (at: Tree | undefined, problem: string, near?: string) => void

function matchedRules(rules: readonly Rule[], tree: Tree, { like }: AdjustmentTools, say: Say): readonly Rule[] {
  const written = child(tree, 'adjust')
  const patterns = written?.form === 'list' ? items(written) : written === undefined ? [] : [written]
  const matched = new Set<Rule>()
  for (const one of patterns) {
    const pattern = textOf(one) ?? ''
    const found = rules.filter((rule) => like(pattern, rule.id))
    if (found.length === 0) {
      const near = nearest(
        pattern,
        rules.map((rule) => rule.id),
      )
      say(one, `finds no rule "${pattern}"`, near)
    }
    for (const rule of found) matched.add(rule)
  }
  return [...matched]
}

function checkParameter(
  name: string,
  value: Json,
  matched: readonly Rule[],
  tree: Tree,
  { wantedForm }: AdjustmentTools,
  say: Say,
): void {
  if (matched.length === 0) return
  const place = child(child(tree, 'parameters'), name)
  const having = matched.flatMap((rule) => rule.parameters?.[name] ?? [])
  if (having.length === 0) {
    const known = matched.flatMap((rule) => Object.keys(rule.parameters ?? {}))
    say(place, `sets the parameter "${name}", which the rule does not have`, nearest(name, known))
  }
  for (const parameter of having) {
    const wanted = wantedForm(parameter, value)
    if (wanted !== undefined) return say(place, `sets the parameter "${name}", which must be ${wanted}`)
  }
}
