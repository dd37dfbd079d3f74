/**
 * Characters that a value may hold and a screen must not obey: control characters (escape sequences), lone surrogates,
 * line separators, and format characters that hide or reorder text. The two joiners stay: words and emoji need them.
 */
const unsafe = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu

const named: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/** A text on one line that is safe to print: each unsafe character becomes a visible escape, `\n`, `\u{1b}`. */
export function safeText(text: string): string {
  return text.replace(unsafe, (c) => named[c] ?? `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}`)
}
