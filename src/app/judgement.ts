import type { Config, NamedFile, ProfileChoice } from '../config/config.ts'
import { fail } from '../errors/catalogue.ts'
import { compileRules } from '../judge/compile-rules.ts'
import type { CompiledRule } from '../judge/compiled.ts'
import { adjustsByExpression, hasExpression } from '../judge/expressive.ts'
import { RuleFailure } from '../judge/rule-failure.ts'
import type { Notice } from '../model/assessment.ts'
import type { ExceptionRecord, KnownFinding } from '../model/exception.ts'
import type { Rule } from '../model/rule.ts'
import { rulesFor, standardProfile } from './load-rules.ts'
import { builtInRules } from './built-in-rules.ts'

/** What a comparison is judged by. */
export interface Judgement {
  readonly rules: readonly CompiledRule[]
  /** The same as they are written, with those that are off. */
  readonly written: readonly Rule[]
  /** Whether someone wrote expressions of their own: only those can take any time they like. */
  readonly hasOwnExpressions: boolean
  /** Of all rules, also of those that are switched off: an exception may name them. */
  readonly ruleIds: readonly string[]
  readonly exceptions: readonly ExceptionRecord[]
  readonly known: readonly KnownFinding[]
  readonly notices: readonly Notice[]
}

/** The built-in packs and the user's own as one list of rules. Throws every problem of all packs at once. */
export async function loadAllRules(own: readonly NamedFile[], cwd: string): Promise<readonly Rule[]> {
  return withOwn(await builtInRules(), own, cwd)
}

async function withOwn(builtIn: readonly Rule[], own: readonly NamedFile[], cwd: string): Promise<readonly Rule[]> {
  if (own.length === 0) return builtIn
  // Loaded where there are some: most who compare have the built-in rules alone.
  const { readOwnRules } = await import('./own-rules.ts')
  return [...builtIn, ...(await readOwnRules(own, builtIn, cwd))]
}

/** Loads the rules, as a profile and the configuration adjust them, and the exceptions that the configuration names. */
export async function loadJudgement(
  config: Config,
  cwd: string,
  profile: ProfileChoice = standardProfile,
): Promise<Judgement> {
  const builtIn = await builtInRules()
  const rules = await rulesFor(config, profile, (own) => withOwn(builtIn, own, cwd))
  const ids = rules.map((rule) => rule.id)
  const given = new Set(builtIn.map((rule) => rule.id))
  const hasOwnExpressions =
    rules.some((rule) => !given.has(rule.id) && hasExpression(rule)) ||
    (config.adjustments.length > 0 && rules.some((rule) => rule.adjustments?.some(adjustsByExpression) === true))
  return {
    rules: compileRules(rules),
    written: rules,
    hasOwnExpressions,
    ruleIds: ids,
    ...(await documentedIn(config, cwd, ids)),
  }
}

/** The exceptions that a configuration names. */
async function documentedIn(
  config: Config,
  cwd: string,
  rules: readonly string[],
): Promise<Pick<Judgement, 'exceptions' | 'known' | 'notices'>> {
  if (config.exceptions.length === 0 && config.differences.length === 0)
    return { exceptions: [], known: [], notices: [] }
  // Loaded where there are some: two files are compared without YAML, its checks and patterns of paths.
  const { exceptionsIn, readExceptionFiles } = await import('./exception-files.ts')
  const { files, notices } = await readExceptionFiles(config, cwd)
  return { ...exceptionsIn(files, config, rules), notices }
}

/** A rule that could not judge, as an error of the catalogue; anything else as it is. */
export function ruleError(error: unknown): unknown {
  if (!(error instanceof RuleFailure)) return error
  const { problem, where } = error
  return fail('rules-guard-failed', { rule: problem.rule, part: problem.part, problem: problem.problem, where }, error)
}
