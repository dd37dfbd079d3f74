/** Deeper than any state, and far from where a walk would overflow the stack. */
const deepest = 200

/** What is wrong with a JSON text, and where; never what it says. Line and column count from 1. */
export class JsonProblem extends Error {
  readonly line: number
  readonly column: number

  constructor(text: string, offset: number, detail: string) {
    super(detail)
    const before = text.slice(0, offset)
    this.line = before.split('\n').length
    this.column = offset - before.lastIndexOf('\n')
  }
}

/**
 * Parses JSON. Throws {@link JsonProblem}: the parser's own messages quote the text, which may be a secret, and do not
 * always say where.
 */
export function parseJson(text: string): unknown {
  const deep = tooDeep(text)
  if (deep !== undefined) throw new JsonProblem(text, deep, `nested deeper than ${deepest} levels`)
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw new JsonProblem(text, faultOf(text), 'not valid JSON')
  }
}

/** Where the nesting passes the limit. */
function tooDeep(text: string): number | undefined {
  let depth = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 0x22) i = endOfString(text, i)
    else if (code === 0x7b || code === 0x5b) {
      if (++depth > deepest) return i
    } else if (code === 0x7d || code === 0x5d) depth--
  }
  return undefined
}

/** Offset of the closing quotation mark, or of the end. */
function endOfString(text: string, open: number): number {
  for (let i = open + 1; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 0x5c) i++
    else if (code === 0x22) return i
  }
  return text.length
}

const token =
  /[ \t\r\n]*(?:("(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)|([{}[\],:]))/y

/** What may come next, by what came before; a letter for a kind of token. */
const next: Readonly<Record<string, string>> = {
  start: 'sv{[',
  '{': 's}',
  '[': 'sv{[]',
  key: ':',
  ':': 'sv{[',
  value: ',}]',
  ',{': 's',
  ',[': 'sv{[',
}

/** The offset of the first token that may not stand where it stands. */
function faultOf(text: string): number {
  const open: string[] = []
  let state = 'start'
  let end = 0
  for (;;) {
    token.lastIndex = end
    const found = token.exec(text)
    if (found === null) return end + (/^[ \t\r\n]*/.exec(text.slice(end))?.[0].length ?? 0)
    const mark = found[1] !== undefined ? 's' : found[2] !== undefined ? 'v' : (found[3] ?? '')
    const at = token.lastIndex - (found[1] ?? found[2] ?? found[3] ?? '').length
    const closes = mark === '}' || mark === ']'
    const wrongEnd = closes && open.at(-1) !== (mark === '}' ? '{' : '[')
    if (!(next[state] ?? '').includes(mark) || wrongEnd) return at
    end = token.lastIndex
    if (mark === '{' || mark === '[') open.push(mark)
    if (closes) open.pop()
    state = following(state, mark, open.at(-1))
    if (state === 'value' && open.length === 0) state = 'end'
  }
}

function following(state: string, mark: string, inside: string | undefined): string {
  if (mark === '{' || mark === '[' || mark === ':') return mark
  if (mark === ',') return `,${inside ?? ''}`
  const isKey = mark === 's' && inside === '{' && (state === '{' || state === ',{')
  return isKey ? 'key' : 'value'
}
