import { rulePackSchema } from '../../config/rule-schema.ts'
import { relations } from '../../judge/relations/table.ts'
import type { Relation } from '../../judge/relations/relation.ts'
import { placeholders } from '../../judge/template.ts'
import { dimensions } from '../../model/dimension.ts'
import type { Rule } from '../../model/rule.ts'
import { code, page, pageHead, table } from './markdown.ts'
import { ruleLines, type RulesByProfile } from './rule.ts'
import { settingsOf } from './schema.ts'
import { severityWords } from '../rule-words.ts'

/** `docs/reference/rules.md`: the built-in rules, as written and as the profiles have them, and what a rule is made of. */
export function rulesPage(rules: readonly Rule[], profiles: RulesByProfile): string {
  const used = dimensions.filter((dimension) => rules.some((rule) => rule.dimension === dimension))
  return page([
    ...pageHead(
      'Rules',
      `What counts as drift: ${rules.length} built-in rules, in packs of the same language that you write yours in (see [rules and exceptions](../rules-and-exceptions.md)). Every attribute of every kind is judged by one of them, or declared as never compared. Some are off by themselves: a [profile](profiles.md) or your configuration switches them on.`,
    ),
    '## Built-in rules',
    '',
    ...used.flatMap((dimension) => [
      `### ${dimension}`,
      '',
      ...table(
        ['Rule', 'Judges', 'Must hold', 'Severity'],
        rules.filter((rule) => rule.dimension === dimension).map(ruleRow),
      ),
    ]),
    '## Why, and what to do',
    '',
    ...rules.flatMap((rule) => ruleLines(rule, profiles)),
    '## What a rule takes',
    '',
    'A pack is a file with a `dimension` and its `rules`.',
    '',
    ...table(
      ['Key', 'Takes', 'Default', 'What it is'],
      settingsOf(rulePackSchema).map((s) => [
        code(s.path) + (s.required ? ' (required)' : ''),
        s.type,
        s.default,
        s.description,
      ]),
    ),
    '## Relations',
    '',
    'A relation looks at both sides, or at one value at a time. `with: { field: name }` makes it look at one field of an element.',
    '',
    ...table(['Relation', 'Looks at', 'Holds when', 'Options'], relations.map(relationRow)),
    '## Placeholders',
    '',
    'In `title` and `remedy`, beside paths into the values such as `{of.candidate.engine}`. `{a|b}` takes the first that is there.',
    '',
    ...table(
      ['Placeholder', 'Becomes'],
      Object.entries(placeholders).map(([name, meaning]) => [code(`{${name}}`), meaning]),
    ),
  ])
}

function ruleRow(rule: Rule): readonly string[] {
  const unit = rule.at === '' ? 'the resource itself' : code(rule.at)
  const kind = rule.kind === '*' ? 'every kind' : `[${rule.kind}](kinds.md#${rule.kind})`
  const options = rule.with === undefined ? '' : ` ${code(JSON.stringify(rule.with))}`
  const side = rule.side === 'both' ? '' : ` (${rule.side})`
  return [
    `[${rule.id}](#${anchorOf(rule.id)})`,
    `${kind}, ${unit}${side}`,
    `${code(rule.relation)}${options}`,
    severityWords(rule.severity) + (rule.off === true ? ' (off)' : ''),
  ]
}

function relationRow(relation: Relation): readonly string[] {
  const takes = Object.entries(relation.takes ?? {}).map(([name, meaning]) => `${code(name)}: ${meaning}`)
  return [code(relation.name), relation.sides === 'two' ? 'both sides' : 'one side', relation.doc, takes.join('; ')]
}

/** The anchor that GitHub gives a heading: lower case, marks taken out. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-')
}
