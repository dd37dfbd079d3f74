import type { Problem } from './problem.ts'
import type { Entry } from './tree.ts'

/**
 * Parses an INI file: `[section]` and `key = value` (or `key: value`), `;` and `#` at the start of a line begin comments. Keys
 * are `section.key`; one key alone is a switch that is on, `key` with an empty value. A value in one pair of quotation marks is
 * without them. Nothing else is interpreted: INI has no standard, and a `;` may be part of a value.
 */
export function parseIni(text: string): { readonly entries: readonly Entry[]; readonly problems: readonly Problem[] } {
  const entries: Entry[] = []
  const problems: Problem[] = []
  let section = ''
  for (const [i, written] of text.split(/\r\n|\n|\r/).entries()) {
    const trimmed = written.trim()
    if (trimmed === '' || /^[;#]/.test(trimmed)) continue
    const line = i + 1
    const column = written.search(/\S/) + 1
    const header = /^\[([^\]]+)\]\s*(?:[;#].*)?$/.exec(trimmed)?.[1]
    if (header !== undefined) {
      section = header.trim()
      continue
    }
    const split = trimmed.search(/[=:]/)
    const name = (split < 0 ? trimmed : trimmed.slice(0, split)).trim()
    if (name === '' || name.startsWith('[')) {
      // Without its section nobody knows whose the keys below are.
      const isHeader = name.startsWith('[')
      problems.push({
        line,
        column,
        detail: isHeader ? 'a section that is not closed' : 'a value without a key',
        ...(isHeader ? { doubtful: null } : {}),
      })
      continue
    }
    const key = section === '' ? name : `${section}.${name}`
    entries.push({ key, value: split < 0 ? '' : unquoted(trimmed.slice(split + 1).trim()), line, column })
  }
  return { entries, problems }
}

function unquoted(value: string): string {
  const inner = /^(["'])(.*)\1$/.exec(value)
  return inner === null || inner[2]?.includes(inner[1] ?? '') === true ? value : (inner[2] ?? '')
}
