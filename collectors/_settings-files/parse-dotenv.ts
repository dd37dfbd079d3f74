import type { Problem } from './problem.ts'
import type { Entry } from './tree.ts'

export interface DotenvFile {
  readonly entries: readonly Entry[]
  readonly problems: readonly Problem[]
}

const assignment = /^([ \t]*)(?:export[ \t]+)?([^\s=#'"`]+)[ \t]*=[ \t]*/

/**
 * Parses `KEY=value` lines as Node’s `util.parseEnv` does (`export`, quotes of three kinds that may span lines, `\n` in double
 * ones, `#` ends a bare value), with the place of every key. Other than there, `\"` does not end a double-quoted value, a key
 * without a value takes nothing from the next line, and a line that is neither an assignment nor a comment is a problem
 * instead of nothing. https://nodejs.org/api/util.html#utilparseenvcontent
 */
export function parseDotenv(text: string): DotenvFile {
  const entries: Entry[] = []
  const problems: Problem[] = []
  const lines = text.split(/\r\n|\n|\r/)
  for (let i = 0; i < lines.length; i++) {
    const written = lines[i] ?? ''
    const trimmed = written.trim()
    if (trimmed === '' || trimmed.startsWith('#')) continue
    const found = assignment.exec(written)
    const line = i + 1
    if (found === null) {
      const key = /^[\w.-]+/.exec(trimmed)?.[0]
      const problem = { line, column: written.search(/\S/) + 1, detail: 'neither KEY=value nor a comment' }
      problems.push(key === undefined ? problem : { ...problem, doubtful: key })
      continue
    }
    const start = found[0].length
    const place = { key: found[2] ?? '', line, column: (found[1] ?? '').length + 1 }
    const quote = written[start]
    if (quote !== '"' && quote !== "'" && quote !== '`') {
      entries.push({ ...place, value: bare(written.slice(start)) })
      continue
    }
    const end = closing(lines, i, start + 1, quote)
    if (end === undefined) {
      problems.push({ line, column: start + 1, detail: 'a quotation mark that is never closed', doubtful: place.key })
      continue
    }
    const value = quoted(lines, i, start + 1, end, quote)
    entries.push({ ...place, value, ...(quote === "'" ? { literal: true as const } : {}) })
    const rest = (lines[end.line] ?? '').slice(end.column + 1)
    if (!/^\s*(?:#.*)?$/.test(rest)) {
      // Over several lines, a mark was forgotten somewhere: what stands between may be other settings.
      const doubtful = end.line === i ? place.key : null
      const detail = 'text behind the closing quotation mark'
      problems.push({ line: end.line + 1, column: end.column + 2, detail, doubtful })
    }
    i = end.line
  }
  return { entries, problems }
}

interface Position {
  readonly line: number
  readonly column: number
}

function bare(text: string): string {
  const comment = text.indexOf('#')
  return (comment < 0 ? text : text.slice(0, comment)).trim()
}

/** Where the quotation mark is closed. An unclosed one is looked for once a file: the second search ends where the first did. */
function closing(lines: readonly string[], from: number, column: number, quote: string): Position | undefined {
  for (let i = from; i < lines.length; i++) {
    const text = lines[i] ?? ''
    for (let at = text.indexOf(quote, i === from ? column : 0); at >= 0; at = text.indexOf(quote, at + 1)) {
      if (quote !== '"' || !isEscaped(text, at)) return { line: i, column: at }
    }
  }
  return undefined
}

function isEscaped(text: string, at: number): boolean {
  let slashes = 0
  while (text[at - 1 - slashes] === '\\') slashes++
  return slashes % 2 === 1
}

function quoted(lines: readonly string[], from: number, column: number, end: Position, quote: string): string {
  const text =
    end.line === from
      ? (lines[from] ?? '').slice(column, end.column)
      : [
          (lines[from] ?? '').slice(column),
          ...lines.slice(from + 1, end.line),
          (lines[end.line] ?? '').slice(0, end.column),
        ].join('\n')
  return quote === '"' ? text.replaceAll('\\n', '\n').replaceAll('\\"', '"') : text
}
