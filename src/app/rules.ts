import picocolors from 'picocolors'
import type { Config, NamedFile, ProfileChoice } from '../config/config.ts'
import { profileNames } from '../config/profile-schema.ts'
import { adjusted, isUnscoped } from '../judge/adjust.ts'
import type { Rule } from '../model/rule.ts'
import { severityRank } from '../model/severity.ts'
import { worstOf } from '../judge/severity.ts'
import { safeText } from '../report/safe-text.ts'
import { padTo } from '../report/width.ts'
import { choose } from './choices.ts'
import { rulesFor, standardProfile } from './load-rules.ts'
import { loadAllRules } from './judgement.ts'
import { openConfig } from './open-config.ts'
import { adjustmentWords, scopedWords, severityWords } from './rule-words.ts'
import type { Surroundings } from './surroundings.ts'

export interface RulesOptions {
  readonly config?: string | undefined
}

export interface RulesListOptions extends RulesOptions {
  /** The profile whose rules are listed; else that of the only comparison, else `standard`. */
  readonly profile?: string | undefined
}

/**
 * `evenkeel rules list`: every rule with what it judges and how severe it is, as the profile and the configuration adjust it,
 * worst first within its dimension. Rules that are off are listed too: one may want them.
 */
export async function runRulesList(options: RulesListOptions, surroundings: Surroundings): Promise<number> {
  const config = await ownConfig(options.config, surroundings)
  const load = (own: readonly NamedFile[]) => loadAllRules(own, surroundings.cwd)
  const rules = await rulesFor(config ?? nothingOwn, profileOf(options.profile, config), load)
  const { bold, dim } = picocolors.createColors(surroundings.stdout.colour)
  const shown = rules.map((rule) => ({ rule, line: lineOf(rule) }))
  const widths = (['id', 'severity'] as const).map((part) => Math.max(0, ...shown.map(({ line }) => line[part].length)))
  const [idWidth = 0, severityWidth = 0] = widths
  let dimension = ''
  for (const { rule, line } of [...shown].sort((a, b) => byDimension(a.rule, b.rule))) {
    if (rule.dimension !== dimension)
      surroundings.stdout.write(`${dimension === '' ? '' : '\n'}${bold(rule.dimension)}\n`)
    dimension = rule.dimension
    const start = `  ${padTo(line.id, idWidth)}  ${padTo(line.severity, severityWidth)}  ${line.unit} `
    surroundings.stdout.write(`${start} ${dim([rule.relation, ...line.adjusted].join('; '))}\n`)
  }
  return 0
}

function lineOf(rule: Rule): {
  readonly id: string
  readonly severity: string
  readonly unit: string
  readonly adjusted: readonly string[]
} {
  const everywhere = adjusted(rule, (rule.adjustments ?? []).filter(isUnscoped))
  return {
    id: rule.id,
    severity: everywhere.off === true ? 'off' : severityWords(everywhere.severity),
    unit: unitWords(rule),
    adjusted: [...scopedWords(rule), ...(rule.adjustments ?? []).map(adjustmentWords)],
  }
}

/** What a rule judges: `workload`, `workload/containers/*`, `every field of every kind`. */
function unitWords({ kind, at }: Rule): string {
  if (kind !== '*') return `${kind}${at === '**' ? ', every field' : at}`
  return at === '**' ? 'every field of every kind' : `every kind${at}`
}

function profileOf(name: string | undefined, config: Config | undefined): ProfileChoice {
  if (name !== undefined) return { base: choose('--profile', name, profileNames) }
  const [only, ...others] = config?.comparisons ?? []
  return only === undefined || others.length > 0 ? standardProfile : only.profile
}

/** `evenkeel rules test`: runs the examples of every rule. Returns 1 when one of them does not hold. */
export async function runRulesTest(options: RulesOptions, surroundings: Surroundings): Promise<number> {
  const rules = await rulesOf(options, surroundings)
  // The list needs no judge.
  const { runRuleExamples } = await import('../judge/examples.ts')
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

/** The built-in rules as they are written, and those of the configuration where one is named or stands in the folder. */
async function rulesOf({ config }: RulesOptions, surroundings: Surroundings): Promise<readonly Rule[]> {
  return loadAllRules((await ownConfig(config, surroundings))?.rules ?? [], surroundings.cwd)
}

const nothingOwn = { rules: [], adjustments: [], services: [] }

async function ownConfig(config: string | undefined, surroundings: Surroundings): Promise<Config | undefined> {
  try {
    return (await openConfig(config, surroundings)).config
  } catch (error) {
    // Without a configuration there are the built-in rules; one that is named must be there.
    const absent = error instanceof Error && 'code' in error && error.code === 'config-not-found'
    if (absent && config === undefined) return undefined
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
