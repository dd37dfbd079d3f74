import { knobPositions, type Knob, type Profiles } from '../../config/profiles.ts'
import { plain } from '../../config/tree.ts'
import type { Json } from '../../model/json.ts'
import { code, page, pageHead, table } from './markdown.ts'

/** `docs/reference/profiles.md`: the profiles, and each knob that they are turned by. */
export function profilesPage(profiles: Profiles): string {
  const positions = profiles.profiles.map(({ name }) => knobPositions(profiles, { base: name }))
  return page([
    ...pageHead(
      'Profiles',
      'How much a difference is allowed to matter, chosen for each comparison: `profile: cost-aware`. Single knobs are set otherwise with `profile: { base: cost-aware, knobs: { counts: equal } }`. What a knob changes is written in the same language as your own adjustments under `rules:`, which are laid over the profile and win.',
    ),
    ...profiles.profiles.map(({ name, doc }) => `- ${code(name)}: ${doc}`),
    '',
    ...table(
      ['Knob', ...profiles.profiles.map(({ name }) => name)],
      profiles.knobs.map((knob) => [
        `[${knob.id}](#${knob.id})`,
        ...positions.map((at) => valueWords(at.get(knob)?.position ?? null)),
      ]),
    ),
    ...profiles.knobs.flatMap(knobLines),
  ])
}

function knobLines(knob: Knob): readonly string[] {
  return [
    `## ${knob.id}`,
    '',
    knob.doc,
    '',
    ...(knob.choices.length > 0
      ? table(
          ['Choice', 'What it means', 'What it changes'],
          knob.choices.map(({ id, doc, adjust }) => [
            code(id),
            doc,
            adjust.map((one) => changeWords(plain(one))).join('; '),
          ]),
        )
      : [
          `A value of its own, ${code(JSON.stringify(knob.default))} where nothing is said. Sets ${knob.sets
            .map(({ rule, parameter }) => `${code(parameter)} of ${ruleLink(rule)}`)
            .join(', ')}.`,
          '',
        ]),
  ]
}

function valueWords(position: Json): string {
  return typeof position === 'string' ? position : code(JSON.stringify(position))
}

/** What an adjustment of a knob does: `compute/size, compute/memory: off`. */
function changeWords(given: unknown): string {
  const { adjust, off, severity, parameters } = given as {
    readonly adjust: string | readonly string[]
    readonly off?: boolean
    readonly severity?: string
    readonly parameters?: Readonly<Record<string, Json>>
  }
  const rules = (typeof adjust === 'string' ? [adjust] : adjust).map(ruleLink).join(', ')
  const changes = [
    ...(off === undefined ? [] : [off ? 'off' : 'on']),
    ...(severity === undefined ? [] : [severity]),
    ...Object.entries(parameters ?? {}).map(([name, value]) => code(`${name}: ${listed(value)}`)),
  ]
  return `${rules}: ${changes.join(', ')}`
}

function listed(value: Json): string {
  return Array.isArray(value) ? value.map(String).join(', ') : JSON.stringify(value)
}

function ruleLink(rule: string): string {
  return `[${rule}](rules.md#${rule.replace('/', '')})`
}
