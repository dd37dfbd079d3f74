import { producesOf, type Collector, type Read } from '../../collect/contract.ts'
import { block, code, page, pageHead, table } from './markdown.ts'
import { settingsOf } from './schema.ts'
import { policyDocument } from '../policy.ts'

/** `docs/reference/collectors.md`: what each collector reads, needs and takes. */
export function collectorsPage(collectors: readonly Collector[]): string {
  const families = [...new Set(collectors.map((collector) => collector.family))].sort()
  const policy = policyDocument(collectors)
  return page([
    ...pageHead(
      'Collectors',
      'A source entry of an environment has one key, its family; the collectors of the family read it. *Observed* sources say what is, *declared* ones what code wants. Every call only reads.',
    ),
    ...table(
      ['Family', 'Collector', 'Reads', 'Kinds'],
      collectors.map((c) => [
        code(c.family),
        `[${c.title}](#${c.id})`,
        c.mode,
        producesOf(c)
          .map((kind) => `[${kind.id}](kinds.md#${kind.id})`)
          .join(', '),
      ]),
    ),
    ...families.flatMap((family) => familyLines(family, collectors)),
    ...(policy === undefined
      ? []
      : [
          '## Policy for all of AWS',
          '',
          'The least that all AWS collectors together need. `evenkeel doctor --policy` prints the one for your configuration.',
          '',
          ...block('json', JSON.stringify(policy, null, 2)),
        ]),
  ])
}

function familyLines(family: string, collectors: readonly Collector[]): readonly string[] {
  const own = collectors.filter((collector) => collector.family === family)
  const [first] = own
  if (first === undefined) return []
  const settings = settingsOf(first.settings)
  return [
    `## Source \`${family}\``,
    '',
    ...(own.length > 1
      ? [`Settings of an entry ${code(`${family}:`)}; all collectors of the family share them.`, '']
      : []),
    ...table(
      ['Setting', 'Takes', 'Default', 'What it is'],
      settings.map((s) => [code(s.path) + (s.required ? ' (required)' : ''), s.type, s.default, s.description]),
    ),
    'Every source also takes `include`, `exclude` and `deadlineSeconds`: see [configuration](configuration.md).',
    '',
    ...own.flatMap(collectorLines),
  ]
}

function collectorLines(collector: Collector): readonly string[] {
  const policy = policyDocument([collector])
  return [
    `### ${collector.id}`,
    '',
    `${collector.title}. ${collector.mode === 'observed' ? 'Observed' : 'Declared'}. One scope may take ${collector.deadlineSeconds} s.${collector.service === undefined ? '' : ` Selected by ${code(`services: [${collector.service}]`)}.`} More: [its README](../../collectors/${collector.id}/README.md).`,
    '',
    ...table(['Kinds', 'Needs', 'Cannot know'], collector.reads.map(readRow)),
    ...(policy === undefined ? [] : block('json', JSON.stringify(policy, null, 2))),
  ]
}

function readRow(read: Read<never>): readonly string[] {
  const unknown = Object.entries(read.cannotKnow ?? {}).flatMap(([kind, fields]) =>
    fields.map((field) => code(kind + field)),
  )
  return [
    read.produces.map((kind) => code(kind.id)).join(', '),
    read.needs.map(code).join(', ') || 'read access to the files or the endpoint',
    unknown.join(', ') || 'nothing',
  ]
}
