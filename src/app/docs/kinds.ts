import type { Field, Shape } from '../../model/field.ts'
import type { Kind, PairingStyle } from '../../model/kind.ts'
import { code, page, pageHead, table } from './markdown.ts'

const pairings: Readonly<Record<PairingStyle, string>> = {
  named: 'by canonical name, where it is unique on both sides',
  fleet: 'by canonical name; resources that share one are members of one twin',
  singleton: 'the only one on each side',
}

/** How each form compares, in a few words. */
const comparisons: Readonly<Record<Field['form'], string>> = {
  exact: 'equal as written',
  text: 'equal after the environment’s words are taken out',
  version: 'by its numbers',
  instant: 'as a moment',
  host: 'label by label, after symbols',
  url: 'part by part, after symbols',
  arn: 'part by part, after symbols',
  cidr: 'by what it is: a subnet, the network, a known range',
  quantity: 'as a number in this unit',
  secret: 'by its keyed fingerprint',
  reference: 'by whether both targets are twins',
  record: 'field by field, judged as one',
  keyed: 'element by element, found by key',
  set: 'as a set: order never matters',
  ordered: 'as a list: order matters',
}

/** `docs/reference/kinds.md`: every kind with its fields, from its declaration. */
export function kindsPage(kinds: readonly Kind[]): string {
  return page([
    ...pageHead(
      'Kinds',
      'What Evenkeel can compare. A kind is provider-neutral: whichever source a resource comes from, it has these fields, in these units. A field that is *not compared* differs by nature: it is kept and shown, and a rule may judge it by itself, as an expiry date. A field that a source cannot know is unknown, never absent.',
    ),
    ...kinds.map((kind) => `- [${kind.title}](#${kind.id}) ${code(kind.id)}`),
    '',
    ...kinds.flatMap(kindLines),
  ])
}

function kindLines(kind: Kind): readonly string[] {
  const through =
    kind.pairedThrough === undefined
      ? []
      : [
          `A leftover is paired through the only ${code(kind.pairedThrough.kind)} twin whose ${code(kind.pairedThrough.field)} refers to it.`,
        ]
  const joins =
    kind.pairedBy === undefined
      ? []
      : [
          `A leftover is paired with the only one whose ${kind.pairedBy.map(code).join(' and ')} lead to the twins of what its own lead to.`,
        ]
  return [
    `## ${kind.id}`,
    '',
    `**${kind.title}.** ${kind.doc}`,
    '',
    `Dimension ${code(kind.dimension)}. Paired ${pairings[kind.pairing]}. ${kind.taggable ? 'Carries tags.' : 'Carries no tags.'} Version ${kind.version}.`,
    ...through,
    ...joins,
    '',
    ...table(['Field', 'Form', 'Compares', 'What it is'], fieldRows('', kind.fields)),
  ]
}

function fieldRows(prefix: string, shape: Shape): readonly (readonly string[])[] {
  return Object.entries(shape).flatMap(([name, field]) => {
    const path = `${prefix}/${name}`
    return [[code(path), formOf(field), comparisonOf(field), field.doc], ...nestedRows(path, field)]
  })
}

function nestedRows(path: string, field: Field): readonly (readonly string[])[] {
  if (field.form === 'record') return fieldRows(path, field.of)
  if (field.form === 'keyed') return fieldRows(`${path}/*`, field.of)
  if ((field.form === 'set' || field.form === 'ordered') && field.of.form === 'record')
    return fieldRows(`${path}/*`, field.of.of)
  return []
}

function formOf(field: Field): string {
  switch (field.form) {
    case 'exact':
      return field.type
    case 'quantity':
      return `quantity (${field.unit})`
    case 'reference':
      return `reference to ${field.to.map(code).join(', ')}`
    case 'keyed':
      return `keyed by ${field.by.map(code).join(', ')}`
    case 'set':
    case 'ordered':
      return `${field.form} of ${formOf(field.of)}`
    default:
      return field.form
  }
}

function comparisonOf(field: Field): string {
  if (field.volatile === true) return '*not compared*'
  const absent = field.default === undefined ? '' : `; absent is ${code(String(field.default))}`
  return comparisons[field.form] + absent
}
