import type { RuleProblem } from '../model/rule.ts'

/**
 * A rule that cannot judge: it does not compile, or its guard failed on a value. It ends the run, because a rule that
 * fails is not a rule that passes. Whoever knows the error catalogue turns it into the error `rules-invalid` or
 * `rules-guard-failed`.
 */
export class RuleFailure extends Error {
  override readonly name = 'RuleFailure'
  readonly problem: RuleProblem
  readonly where: string | undefined
  readonly during: 'compile' | 'judge'

  constructor(problem: RuleProblem, during: 'compile' | 'judge', where: string | undefined) {
    super(`${problem.rule}: ${problem.part}: ${problem.problem}`)
    this.problem = problem
    this.during = during
    this.where = where
  }
}
