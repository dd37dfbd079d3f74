import { readFile } from 'node:fs/promises'
import { relative } from 'node:path'
import type { Config, NamedFile, ProfileChoice } from '../config/config.ts'
import { reasonOf } from '../config/interpolate.ts'
import type { TextFile } from '../config/rules.ts'
import { fail } from '../errors/catalogue.ts'
import { checkRule } from '../judge/compile.ts'
import { compileRules } from '../judge/compile-rules.ts'
import type { CompiledRule } from '../judge/compiled.ts'
import { adjustsByExpression, hasExpression } from '../judge/expressive.ts'
import { RuleFailure } from '../judge/rule-failure.ts'
import type { Notice } from '../model/assessment.ts'
import type { ExceptionRecord, KnownFinding } from '../model/exception.ts'
import type { Rule } from '../model/rule.ts'
import { exceptionsIn, readExceptionFiles } from './exception-files.ts'
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
  const files = await Promise.all(own.map((file) => readNamed(file, cwd)))
  const { loadRules } = await import('../config/rules.ts')
  return [...builtIn, ...loadRules(files, checkRule, builtIn)]
}

/** Loads the rules, as a profile and the configuration adjust them, and the exceptions that the configuration names. */
export async function loadJudgement(
  config: Config,
  cwd: string,
  profile: ProfileChoice = standardProfile,
): Promise<Judgement> {
  const builtIn = await builtInRules()
  const rules = await rulesFor(config, profile, (own) => withOwn(builtIn, own, cwd))
  const { files, notices } = await readExceptionFiles(config, cwd)
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
    ...exceptionsIn(files, config, ids),
    notices,
  }
}

/** A file that the configuration names; messages call it by its path from the current folder. */
async function readNamed({ path, where }: NamedFile, cwd: string): Promise<TextFile> {
  const short = relative(cwd, path)
  const file = short.startsWith('..') ? path : short
  try {
    return { path: file, text: await readFile(path, 'utf8') }
  } catch (cause) {
    throw fail('config-unreadable', { file: `${file} (named at ${where})`, reason: reasonOf(cause) }, cause)
  }
}

/** A rule that could not judge, as an error of the catalogue; anything else as it is. */
export function ruleError(error: unknown): unknown {
  if (!(error instanceof RuleFailure)) return error
  const { problem, where } = error
  return fail('rules-guard-failed', { rule: problem.rule, part: problem.part, problem: problem.problem, where }, error)
}
