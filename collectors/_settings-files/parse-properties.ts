import type { Problem } from './problem.ts'
import type { Entry } from './tree.ts'

/**
 * Parses a Java properties file: `key = value`, `key: value` or `key value`; `#` and `!` begin comments; a backslash continues a
 * line, and escapes (`\u00e9`, `\n`, `\=`). A key alone is empty.
 *
 * Source: java.util.Properties.load in the Java SE API documentation.
 */
export function parseProperties(text: string): {
  readonly entries: readonly Entry[]
  readonly problems: readonly Problem[]
} {
  const entries: Entry[] = []
  const problems: Problem[] = []
  const lines = text.split(/\r\n|\n|\r/)
  for (let i = 0; i < lines.length; i++) {
    const line = i + 1
    const start = lines[i] ?? ''
    const first = start.trimStart()
    if (first === '' || first.startsWith('#') || first.startsWith('!')) continue
    const column = start.length - first.length + 1
    const parts = [first]
    while (isContinued(parts.at(-1) ?? '') && i + 1 < lines.length) {
      parts[parts.length - 1] = (parts.at(-1) ?? '').slice(0, -1)
      parts.push((lines[++i] ?? '').trimStart())
    }
    const logical = parts.join('')
    const end = endOfKey(logical)
    const value = logical.slice(end).replace(/^[ \t\f]*[=:]?[ \t\f]*/, '')
    const key = unescaped(logical.slice(0, end))
    const clear = unescaped(value)
    if (key === undefined || key === '')
      problems.push({ line, column, detail: 'a line without a key, or with a broken \\u escape in it' })
    else if (clear === undefined) problems.push({ line, column, detail: 'a broken \\u escape', doubtful: key })
    else entries.push({ key, value: clear, line, column })
  }
  return { entries, problems }
}

/** An odd number of backslashes at the end. */
function isContinued(line: string): boolean {
  let slashes = 0
  while (line[line.length - 1 - slashes] === '\\') slashes++
  return slashes % 2 === 1
}

/** Where the key ends: at the first blank, `=` or `:` that is not escaped. */
function endOfKey(line: string): number {
  for (let at = 0; at < line.length; at++) {
    const char = line[at] ?? ''
    if (char === '\\') at++
    else if (/[=: \t\f]/.test(char)) return at
  }
  return line.length
}

const named: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f' }

/** Undefined: an escape that is none. */
function unescaped(text: string): string | undefined {
  let broken = false
  const clear = text.replaceAll(/\\(?:u([\dA-Fa-f]{4})|([\s\S])|$)/g, (_, code?: string, char?: string) => {
    if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16))
    if (char === 'u') broken = true
    return char === undefined ? '' : (named[char] ?? char)
  })
  return broken ? undefined : clear
}
