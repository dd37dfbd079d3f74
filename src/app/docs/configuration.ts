import type { TSchema } from 'typebox'
import { configSchema } from '../../config/schema.ts'
import { adoptionSchema, temporarySchema } from '../../config/exception-schema.ts'
import { code, page, pageHead, table } from './markdown.ts'
import { settingsOf, type Setting } from './schema.ts'

/** `docs/reference/configuration.md`: every key of evenkeel.yaml, from the schema that the loader checks with. */
export function configurationPage(families: ReadonlyMap<string, TSchema>): string {
  const all = settingsOf(configSchema(families), '', ['environments.<name>.sources'])
  const tops = all.filter((setting) => !setting.path.includes('.') && !setting.path.includes('['))
  return page([
    ...pageHead(
      'Configuration',
      '`evenkeel.yaml`, key by key. Paths are relative to the file. Any text may hold `${env:NAME}` or `${file:path}`; `$${` means the characters themselves. Unknown keys, wrong types, duplicate keys and names that nothing defines are errors with file, line and column. For completion in an editor: `evenkeel schema > evenkeel.schema.json`, and as the first line of the file `# yaml-language-server: $schema=evenkeel.schema.json`.',
    ),
    ...tops.flatMap((top) => [...sectionLines(top, all), ...(extra[top.path] ?? [])]),
    '## Sources',
    '',
    'An entry of `environments.<name>.sources` has one key, the family of the source. Its settings stand in the [reference of the collectors](collectors.md):',
    '',
    ...[...families.keys()].map((family) => `- [${code(family)}](collectors.md#source-${family})`),
    '',
    'Beside them, every source takes:',
    '',
    ...rows(narrowing),
  ])
}

/** What stands in files of their own, which the schema of the configuration only names. */
const extra: Readonly<Record<string, readonly string[]>> = {
  exceptions: [
    'A file is a list of temporary exceptions, or a mapping with `exceptions:` (temporary), `differences:` (structural, as above) and `known:` (what was there at adoption). A temporary one takes:',
    '',
    ...rows(settingsOf(temporarySchema)),
    'An entry of `known:`, which `evenkeel except --adopt` writes, takes:',
    '',
    ...rows(settingsOf(adoptionSchema)),
  ],
}

const narrowing: readonly Setting[] = [
  {
    path: 'include',
    type: 'mapping',
    required: false,
    default: '',
    description: 'Only what has all of these: `tags`, `labels` (mappings), `namespaces`, `vpcs` (lists).',
  },
  {
    path: 'exclude',
    type: 'mapping',
    required: false,
    default: '',
    description: 'Nothing that has any of these; the same keys.',
  },
  {
    path: 'deadlineSeconds',
    type: 'number',
    required: false,
    default: '',
    description: 'How long one scope may take. A scope that runs into it costs only itself.',
  },
]

function sectionLines(top: Setting, all: readonly Setting[]): readonly string[] {
  const within = all.filter((s) => s.path.startsWith(`${top.path}.`) || s.path.startsWith(`${top.path}[`))
  return [
    `## ${top.path}`,
    '',
    `${top.description} Takes: ${top.type}${top.required ? '; required' : ''}.`,
    '',
    ...rows(within),
  ]
}

function rows(settings: readonly Setting[]): readonly string[] {
  return table(
    ['Key', 'Takes', 'Default', 'What it is'],
    settings.map((s) => [code(s.path) + (s.required ? ' (required)' : ''), s.type, s.default, s.description]),
  )
}
