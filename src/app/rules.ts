import picocolors from 'picocolors'
import type { NamedFile } from '../config/config.ts'
import { runRuleExamples } from '../judge/examples.ts'
import type { Rule } from '../model/rule.ts'
import { severityRank } from '../model/severity.ts'
import { worstOf } from '../judge/severity.ts'
import { safeText } from '../report/safe-text.ts'
import { padTo } from '../report/width.ts'
import { loadAllRules } from './judgement.ts'
import { openConfig } from './open-config.ts'
import { severityWords } from './rule-words.ts'
import type { Surroundings } from './surroundings.ts'

export interface RulesOptions {
  readonly config?: string | undefined
}

/** `evenkeel rules list`: every rule that a check would judge by, worst first within its dimension. */
export async function runRulesList(options: RulesOptions, surroundings: Surroundings): Promise<number> {
  const rules = await rulesOf(options, surroundings)
  const { bold, dim } = picocolors.createColors(surroundings.stdout.colour)
  const width = Math.max(0, ...rules.map((rule) => rule.id.length))
  let dimension = ''
  for (const rule of [...rules].sort(byDimension)) {
    if (rule.dimension !== dimension)
      surroundings.stdout.write(`${dimension === '' ? '' : '\n'}${bold(rule.dimension)}\n`)
    dimension = rule.dimension
    surroundings.stdout.write(
      `  ${padTo(rule.id, width)}  ${padTo(severityWords(rule.severity), 8)}  ${unitWords(rule)}  ${dim(rule.relation)}\n`,
    )
  }
  return 0
}

/** What a rule judges: `workload`, `workload/containers/*`, `every field of every kind`. */
function unitWords({ kind, at }: Rule): string {
  if (kind !== '*') return `${kind}${at === '**' ? ', every field' : at}`
  return at === '**' ? 'every field of every kind' : `every kind${at}`
}

/** `evenkeel rules test`: runs the examples of every rule. Returns 1 when one of them does not hold. */
export async function runRulesTest(options: RulesOptions, surroundings: Surroundings): Promise<number> {
  const rules = await rulesOf(options, surroundings)
  const results = runRuleExamples(rules, { required: true })
  const failed = results.filter((result) => !result.ok)
  const where = new Map(rules.map((rule) => [rule.id, rule.where]))
  const { red } = picocolors.createColors(surroundings.stdout.colour)
  for (const { rule, number, expected, said } of failed) {
    const example = number === 0 ? 'its examples' : `example ${number}, which must ${expected}`
    surroundings.stdout.write(`${red('FAIL')}  ${rule} (${where.get(rule) ?? ''}), ${example}: ${safeText(said)}\n`)
  }
  surroundings.stdout.write(
    `${rules.length} rules, ${results.length - failed.length} examples passed, ${failed.length} failed\n`,
  )
  return failed.length === 0 ? 0 : 1
}

/** The built-in rules, and those of the configuration where one is named or stands in the folder. */
async function rulesOf({ config }: RulesOptions, surroundings: Surroundings): Promise<readonly Rule[]> {
  return loadAllRules(await ownPacks(config, surroundings), surroundings.cwd)
}

async function ownPacks(config: string | undefined, surroundings: Surroundings): Promise<readonly NamedFile[]> {
  try {
    return (await openConfig(config, surroundings)).config.rules
  } catch (error) {
    // Without a configuration there are the built-in rules; one that is named must be there.
    const absent = error instanceof Error && 'code' in error && error.code === 'config-not-found'
    if (absent && config === undefined) return []
    throw error
  }
}

/** By the worst that a rule can give; one that an expression decides could give the worst of all. */
function rankOf(rule: Rule): number {
  return severityRank(worstOf(rule.severity) ?? 'critical')
}

function byDimension(a: Rule, b: Rule): number {
  if (a.dimension !== b.dimension) return a.dimension < b.dimension ? -1 : 1
  return rankOf(a) - rankOf(b) || (a.id < b.id ? -1 : 1)
}
