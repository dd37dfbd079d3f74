import { unsafeCharacters } from '../platform/unsafe-characters.ts'

const named: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/** A text on one line that is safe to print: each unsafe character becomes a visible escape, `\n`, `\u{1b}`. */
export function safeText(text: string): string {
  return text.replace(unsafeCharacters, (c) => named[c] ?? `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}`)
}

/**
 * JSON text with the unsafe characters that JSON itself allows written as `\\uXXXX`: the same document, and a terminal
 * never obeys a value. Line breaks between tokens stay.
 */
export function safeJson(json: string): string {
  return json.replace(unsafeCharacters, (c) =>
    c === '\n'
      ? c
      : [...Array(c.length).keys()].map((i) => `\\u${c.charCodeAt(i).toString(16).padStart(4, '0')}`).join(''),
  )
}
