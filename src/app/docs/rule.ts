import { adjusted } from '../../judge/adjust.ts'
import type { Rule, RuleExample } from '../../model/rule.ts'
import { block, code } from './markdown.ts'
import { adjustmentChanges, scopedWords, severityWords } from '../rule-words.ts'

/** The rules as a profile has them, by the profile's name. */
export type RulesByProfile = ReadonlyMap<string, readonly Rule[]>

/** One rule on the reference page, under a heading of its own. */
export function ruleLines(rule: Rule, profiles: RulesByProfile): readonly string[] {
  const guards = (['when', 'unless'] as const).flatMap((guard) =>
    rule[guard] === undefined ? [] : [`- ${guard === 'when' ? 'Only when' : 'Not when'} ${code(rule[guard])}`],
  )
  const parameters = Object.entries(rule.parameters ?? {}).map(
    ([name, parameter]) =>
      `- Parameter ${code(name)}, ${code(JSON.stringify(parameter.default))} by itself: ${parameter.doc}`,
  )
  return [
    `### ${rule.id}`,
    '',
    plain(rule.why),
    '',
    `- Severity: ${severityWords(rule.severity)}${rule.off === true ? '; off by itself' : ''}`,
    ...scopedWords(rule).map((words) => `- Only ${words}`),
    ...[...profiles].flatMap(([profile, rules]) => inProfile(rule, profile, rules)),
    `- Says: ${code(rule.title)}`,
    `- Remedy: ${code(rule.remedy)}`,
    ...guards,
    ...parameters,
    ...rule.references.map((reference) => `- See <${reference}>`),
    '',
    ...(rule.examples.length === 0 ? [] : block('yaml', rule.examples.map(exampleLine).join('\n'))),
  ]
}

function inProfile(rule: Rule, profile: string, rules: readonly Rule[]): readonly string[] {
  const adjustments = rules.find((one) => one.id === rule.id)?.adjustments ?? []
  if (adjustments.length === 0) return []
  const there = adjusted(rule, adjustments)
  if (there.off === true) return [`- In the profile ${code(profile)}: off`]
  return [`- In the profile ${code(profile)}: ${adjustments.map((one) => adjustmentChanges(one)).join(', ')}`]
}

function exampleLine({ expect, ...rest }: RuleExample): string {
  return `- ${expect}: ${JSON.stringify(rest)}`
}

/** Prose of a rule pack: angle brackets would be HTML. */
function plain(text: string): string {
  return text.replace(/[<>]/g, (c) => `\\${c}`)
}
