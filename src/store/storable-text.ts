/**
 * Text columns refuse NUL, and a lone half of a surrogate pair comes back as another character, so that two keys could become one.
 * Tabs and line ends are escaped too: packed lists are separated by them. Almost every text is stored as it is.
 */
const escaped = /[\\\0\t\n\r]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g

const words: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

/** A text as a column can hold it; different texts stay different. */
export function storable(text: string): string {
  return text.replace(escaped, (one) => words[one] ?? `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** Undoes {@link storable}. */
export function restored(text: string): string {
  if (!text.includes('\\')) return text
  return text.replace(/\\(?:u([0-9a-f]{4})|([\\tnr]))/g, (_, code: string | undefined, word: string | undefined) => {
    if (code !== undefined) return String.fromCharCode(parseInt(code, 16))
    return word === 't' ? '\t' : word === 'n' ? '\n' : word === 'r' ? '\r' : '\\'
  })
}
