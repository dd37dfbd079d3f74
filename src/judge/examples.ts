import type { Rule, RuleExample } from '../model/rule.ts'
import { adjusted } from './adjust.ts'
import { compileRule } from './compile.ts'
import { exampleService, exampleView } from './example-view.ts'
import { judge } from './judge.ts'
import { RuleFailure } from './rule-failure.ts'

/** What became of one example of a rule. */
export interface ExampleResult {
  readonly rule: string
  /** Counted from 1, as in the file. */
  readonly number: number
  readonly expected: RuleExample['expect']
  readonly ok: boolean
  /** What happened: the title of the finding it made, or that it made none. */
  readonly said: string
}

/** Where an example stands in time when it does not say: no rule but expiry looks at it. */
const anyTime = '2026-01-01T00:00:00Z'
const environments = { candidate: 'staging', baseline: 'production' }

/**
 * Runs the examples of rules, each rule by itself: `pass` must make no finding, `fail` must make one. A rule without a
 * passing and a failing example has not been tried, which is a failure of its own when `required`.
 */
export function runRuleExamples(
  rules: readonly Rule[],
  options: { readonly required: boolean } = { required: false },
): readonly ExampleResult[] {
  return rules.flatMap((rule) => {
    const results = rule.examples.map((example, i) => runExample(rule, example, i + 1))
    return options.required ? [...results, ...untried(rule)] : results
  })
}

function runExample(rule: Rule, example: RuleExample, number: number): ExampleResult {
  const base = { rule: rule.id, number, expected: example.expect }
  try {
    const { tier, severity, parameters } = example
    const tried = parameters === undefined ? rule : adjusted(rule, [{ parameters, where: rule.where ?? '' }])
    const services = tier === undefined ? [] : [{ name: exampleService, match: {}, tier }]
    const context = { now: new Date(example.now ?? anyTime), environments, services }
    const [finding] = judge([exampleView(tried, example)], [compileRule(tried)], context)
    if (finding === undefined) return { ...base, ok: example.expect === 'pass', said: 'no finding' }
    const expected = severity === undefined || severity === finding.severity
    const said = expected ? finding.title : `${finding.severity} instead of ${severity}: ${finding.title}`
    return { ...base, ok: example.expect === 'fail' && expected, said }
  } catch (error) {
    if (!(error instanceof RuleFailure)) throw error
    return { ...base, ok: false, said: `${error.problem.part}: ${error.problem.problem}` }
  }
}

function untried(rule: Rule): readonly ExampleResult[] {
  return (['pass', 'fail'] as const)
    .filter((expected) => !rule.examples.some((example) => example.expect === expected))
    .map((expected) => ({
      rule: rule.id,
      number: 0,
      expected,
      ok: false,
      said: `it has no example that must ${expected}`,
    }))
}
