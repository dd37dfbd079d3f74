import { Unreadable } from './problem.ts'
import { deepest, type Member, type Tree } from './tree.ts'

/**
 * Parses the literal subset of HCL that a `.tfvars` file holds: `name = value` with texts, heredocs, numbers, `true`, `false`, `null`,
 * lists and objects; comments of all three forms. Scalars stay as written, null is empty, `${…}` is not looked into. Throws
 * {@link Unreadable} at the first place that is none of it: a call, an operator, a reference.
 *
 * Source: developer.hashicorp.com/terraform/language/syntax/configuration and the HCL native syntax specification.
 */
export function parseHcl(text: string): Tree {
  return new HclReader(text).document()
}

const names = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy
const numbers = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const heredocs = /<<(-?)([\p{ID_Start}_][\p{ID_Continue}-]*)[ \t]*\r?\n/uy
const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' }

class HclReader {
  private at = 0
  private readonly text: string
  private readonly starts: readonly number[]

  constructor(text: string) {
    this.text = text
    this.starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)]
  }

  document(): Tree {
    const members: Member[] = []
    for (this.space(true); this.at < this.text.length; this.space(true)) {
      const place = this.place()
      const key = this.match(names) ?? (this.text[this.at] === '"' ? this.quoted() : undefined)
      if (key === undefined) throw this.wrong('a name is missing')
      this.space(false)
      if (this.text[this.at] !== '=') throw this.wrong('an equals sign is missing')
      this.at++
      members.push({ key, ...place, value: this.value(1) })
      this.space(false)
      if (this.at < this.text.length && this.text[this.at] !== '\n') throw this.wrong('only literal values are read')
    }
    return { type: 'map', line: 1, column: 1, members }
  }

  private value(depth: number): Tree {
    this.space(false)
    if (depth > deepest) throw this.wrong(`nested deeper than ${deepest} levels`)
    const place = this.place()
    switch (this.text[this.at]) {
      case '{':
        return { type: 'map', ...place, members: this.between('}', () => this.member(depth)) }
      case '[':
        return { type: 'list', ...place, items: this.between(']', () => this.value(depth + 1)) }
      case '"':
        return { type: 'scalar', ...place, text: this.quoted() }
      case '<':
        return { type: 'scalar', ...place, text: this.heredoc() }
      default:
        return { type: 'scalar', ...place, text: this.literal() }
    }
  }

  private member(depth: number): Member {
    const place = this.place()
    const key = this.text[this.at] === '"' ? this.quoted() : (this.match(names) ?? this.match(numbers))
    if (key === undefined) throw this.wrong('a key is missing')
    this.space(false)
    if (this.text[this.at] !== '=' && this.text[this.at] !== ':')
      throw this.wrong('an equals sign or a colon is missing')
    this.at++
    return { key, ...place, value: this.value(depth + 1) }
  }

  /** Elements with commas or, in an object, line ends between them; the last may have one too. */
  private between<T>(close: string, next: () => T): readonly T[] {
    const found: T[] = []
    this.at++
    for (;;) {
      this.space(true)
      if (this.text[this.at] === close) {
        this.at++
        return found
      }
      found.push(next())
      this.space(false)
      const mark = this.text[this.at]
      if (mark === ',') this.at++
      else if (mark !== close && !(mark === '\n' && close === '}')) {
        this.space(true)
        if (this.text[this.at] === close) continue
        throw this.wrong(`a comma or ${close} is missing, or the value is no literal`)
      }
    }
  }

  private quoted(): string {
    let value = ''
    for (let i = this.at + 1; i < this.text.length; i++) {
      const char = this.text[i] ?? ''
      if (char === '"') {
        this.at = i + 1
        return value
      }
      if (char === '\n') break
      if (char === '\\') {
        const escaped = this.escape(i)
        value += escaped.text
        i = escaped.end
      } else if (/^[$%]$/.test(char) && this.text.startsWith(`${char}{`, i + 1)) {
        // A doubled mark is the mark itself.
        value += `${char}{`
        i += 2
      } else value += char
    }
    throw this.wrong('a quotation mark that is not closed on its line')
  }

  private escape(at: number): { readonly text: string; readonly end: number } {
    const letter = this.text[at + 1] ?? ''
    const code = /^u([0-9a-fA-F]{4})|^U([0-9a-fA-F]{8})/.exec(this.text.slice(at + 1, at + 10))
    const number = Number.parseInt(code?.[1] ?? code?.[2] ?? '', 16)
    if (code !== null && number <= 0x10ffff) return { text: String.fromCodePoint(number), end: at + code[0].length }
    const text = escapes[letter]
    if (text === undefined) throw this.wrong('an escape that HCL does not have')
    return { text, end: at + 1 }
  }

  private heredoc(): string {
    heredocs.lastIndex = this.at
    const open = heredocs.exec(this.text)
    if (open === null) throw this.wrong('only literal values are read')
    const lines: string[] = []
    for (let from = heredocs.lastIndex; from < this.text.length;) {
      const end = this.text.indexOf('\n', from)
      const line = this.text.slice(from, end < 0 ? undefined : end).replace(/\r$/, '')
      if (line.trim() === open[2]) {
        this.at = end < 0 ? this.text.length : end
        return `${(open[1] === '-' ? outdented(lines) : lines).join('\n')}${lines.length === 0 ? '' : '\n'}`
      }
      lines.push(line)
      if (end < 0) break
      from = end + 1
    }
    throw this.wrong('a heredoc that is not closed')
  }

  private literal(): string {
    const word = this.match(names)
    if (word === 'true' || word === 'false') return word
    if (word === 'null') return ''
    const number = word === undefined ? this.match(numbers) : undefined
    if (number === undefined) throw this.wrong('only literal values are read')
    return number
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.text)
    if (found !== null) this.at = pattern.lastIndex
    return found?.[0]
  }

  /** Blanks and comments; line ends too where they mean nothing. A comment to the end of the line leaves its end. */
  private space(lines: boolean): void {
    for (;;) {
      const char = this.text[this.at]
      if (char === ' ' || char === '\t' || char === '\r' || char === '\ufeff' || (lines && char === '\n')) this.at++
      else if (char === '#' || this.text.startsWith('//', this.at)) {
        const end = this.text.indexOf('\n', this.at)
        this.at = end < 0 ? this.text.length : end
      } else if (this.text.startsWith('/*', this.at)) {
        const end = this.text.indexOf('*/', this.at + 2)
        if (end < 0) throw this.wrong('a comment that is not closed')
        this.at = end + 2
      } else return
    }
  }

  /** By halving: a file of a million lines is asked for a place at each. */
  private place(): { readonly line: number; readonly column: number } {
    let [low, high] = [0, this.starts.length - 1]
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if ((this.starts[middle] ?? 0) <= this.at) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: this.at - (this.starts[low] ?? 0) + 1 }
  }

  private wrong(detail: string): Unreadable {
    const { line, column } = this.place()
    return new Unreadable(line, column, detail)
  }
}

/** Without the blanks that all lines begin with. */
function outdented(lines: readonly string[]): readonly string[] {
  const least = Math.min(
    ...lines.filter((line) => line.trim() !== '').map((line) => /^[ \t]*/.exec(line)?.[0].length ?? 0),
  )
  return Number.isFinite(least) ? lines.map((line) => line.slice(least)) : lines
}
