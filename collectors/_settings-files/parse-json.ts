import { Unreadable } from './problem.ts'
import { deepest, type Member, type Tree } from './tree.ts'

/**
 * Parses JSON (RFC 8259) with the place of every key. Numbers stay as written, null is empty; every member of a repeated key
 * is kept. Throws {@link Unreadable} at the first place that is not JSON.
 */
export function parseJson(text: string, { comments = false }: JsonOptions = {}): Tree {
  return new JsonReader(text, comments).document()
}

export interface JsonOptions {
  /** Comments, and a comma behind the last element, are passed over: what reads the file takes them. */
  readonly comments?: boolean
}

const literals: readonly (readonly [word: string, text: string])[] = [
  ['true', 'true'],
  ['false', 'false'],
  ['null', ''],
]

class JsonReader {
  private at = 0
  private line = 1
  private lineStart = 0
  private readonly text: string
  private readonly comments: boolean

  constructor(text: string, comments: boolean) {
    this.text = text
    this.comments = comments
  }

  document(): Tree {
    const tree = this.value(0)
    this.space()
    if (this.at < this.text.length) throw this.wrong('text behind the end of the document')
    return tree
  }

  private value(depth: number): Tree {
    this.space()
    if (depth > deepest) throw this.wrong(`nested deeper than ${deepest} levels`)
    const place = this.place()
    switch (this.text[this.at]) {
      case '{':
        return { type: 'map', ...place, members: this.between('}', () => this.member(depth)) }
      case '[':
        return { type: 'list', ...place, items: this.between(']', () => this.value(depth + 1)) }
      case '"':
        return { type: 'scalar', ...place, text: this.string() }
      default:
        return { type: 'scalar', ...place, text: this.literal() }
    }
  }

  private member(depth: number): Member {
    this.space()
    const place = this.place()
    if (this.text[this.at] !== '"') throw this.wrong('a key in double quotation marks is missing')
    const key = this.string()
    this.space()
    if (this.text[this.at] !== ':') throw this.wrong('a colon is missing')
    this.at++
    return { key, ...place, value: this.value(depth + 1) }
  }

  private between<T>(close: string, next: () => T): readonly T[] {
    const found: T[] = []
    this.at++
    this.space()
    if (this.text[this.at] === close) {
      this.at++
      return found
    }
    for (;;) {
      found.push(next())
      this.space()
      const mark = this.text[this.at]
      if (mark !== ',' && mark !== close) throw this.wrong(`a comma or ${close} is missing`)
      this.at++
      this.space()
      if (mark === close) return found
      if (!this.comments || this.text[this.at] !== close) continue
      this.at++
      return found
    }
  }

  private string(): string {
    const end = this.endOfString()
    if (end === undefined) throw this.wrong('a quotation mark that is not closed on its line')
    try {
      const value = JSON.parse(this.text.slice(this.at, end)) as string
      this.at = end
      return value
    } catch {
      throw this.wrong('a text with a control character or an escape that JSON does not have')
    }
  }

  /** Behind the closing quotation mark. Letter by letter: a pattern with a choice in it overflows on a text of megabytes. */
  private endOfString(): number | undefined {
    if (this.text[this.at] !== '"') return undefined
    for (let at = this.at + 1; at < this.text.length; at++) {
      const char = this.text[at]
      if (char === '"') return at + 1
      if (char === '\\') at++
      if (/[\n\r]/.test(this.text[at] ?? '')) return undefined
    }
    return undefined
  }

  private literal(): string {
    for (const [word, text] of literals) {
      if (!this.text.startsWith(word, this.at)) continue
      this.at += word.length
      return text
    }
    const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
    number.lastIndex = this.at
    const found = number.exec(this.text)
    if (found === null) throw this.wrong(this.at >= this.text.length ? 'the document ends too early' : 'no JSON value')
    this.at = number.lastIndex
    return found[0]
  }

  private space(): void {
    for (;;) {
      const char = this.text[this.at]
      if (char === '\n') {
        this.line++
        this.lineStart = this.at + 1
      } else if (char === '/' && this.comment()) continue
      else if (char !== ' ' && char !== '\t' && char !== '\r') return
      this.at++
    }
  }

  /** Passes over a comment, its line end left; false where there is none. */
  private comment(): boolean {
    const kind = this.text[this.at + 1]
    if (!this.comments && (kind === '/' || kind === '*'))
      throw this.wrong('a comment, which JSON does not have; a file of which the reader takes them is called .jsonc')
    if (kind === '/') {
      const end = this.text.indexOf('\n', this.at)
      this.at = end < 0 ? this.text.length : end
      return true
    }
    if (kind !== '*') return false
    const end = this.text.indexOf('*/', this.at + 2)
    if (end < 0) throw this.wrong('a comment that is not closed')
    for (let at = this.text.indexOf('\n', this.at); at >= 0 && at < end; at = this.text.indexOf('\n', at + 1)) {
      this.line++
      this.lineStart = at + 1
    }
    this.at = end + 2
    return true
  }

  private place(): { readonly line: number; readonly column: number } {
    return { line: this.line, column: this.at - this.lineStart + 1 }
  }

  private wrong(detail: string): Unreadable {
    const { line, column } = this.place()
    return new Unreadable(line, column, detail)
  }
}
