import { catalogue } from '../../errors/catalogue.ts'
import type { ErrorEntry, ErrorParameters } from '../../errors/define.ts'
import { code, page, pageHead } from './markdown.ts'

const rooms: Readonly<Record<string, string>> = {
  cli: 'Command line',
  collect: 'Collection',
  compare: 'Comparison',
  config: 'Configuration',
  rules: 'Rules and exceptions',
}

/** `docs/reference/errors.md`: every error of the catalogue, with the form of its sentence and its remedy. */
export function errorsPage(): string {
  const entries = Object.entries(catalogue) as unknown as readonly (readonly [string, ErrorEntry])[]
  const order = [...new Set(entries.map(([id]) => roomOf(id)))].sort()
  return page([
    ...pageHead(
      'Errors',
      'Every error has a code, one sentence that says what is wrong and where, and a remedy. Words in ‹angle brackets› are filled in. Exit 2 means that the command or the configuration cannot stand; exit 3 that something could not be read. Errors of collection do not end a run: they become the coverage of exactly the scope and kind that they concern, and the exit code is 3 only if that was required and no drift was seen.',
    ),
    ...order.flatMap((room) => [
      `## ${rooms[room] ?? room}`,
      '',
      ...entries.filter(([id]) => roomOf(id) === room).flatMap(([id, entry]) => entryLines(id, entry)),
    ]),
  ])
}

function entryLines(id: string, entry: ErrorEntry): readonly string[] {
  const full = entry.remedy(placeholders([]))
  const plain = entry.remedy(placeholders(optional))
  // One that is handed over as a whole has no other form.
  const remedy = full === plain || (plain as string | undefined) === undefined ? full : `${full} Or: ${plain}`
  return [
    `### ${id}`,
    '',
    entry.doc,
    '',
    `- Sentence: ${escape(entry.sentence(placeholders([])))}`,
    `- Remedy: ${escape(remedy)}`,
    `- Exit: ${code(String(entry.exit))}`,
    '',
  ]
}

/** Parameters that are often not there; without them a remedy says something else. */
const optional: readonly string[] = ['nearest', 'hint', 'permission']

/** Parameters that name themselves, so that a sentence shows its form. */
function placeholders(missing: readonly string[]): ErrorParameters {
  return new Proxy<Record<string, string>>(
    {},
    { get: (_target, name) => (typeof name === 'symbol' || missing.includes(name) ? undefined : `‹${name}›`) },
  )
}

function roomOf(id: string): string {
  return id.slice(0, id.indexOf('-'))
}

/** Sentences are plain text; in Markdown their marks must stay marks. */
function escape(text: string): string {
  return text.replace(/[<>*_]/g, (c) => `\\${c}`)
}
