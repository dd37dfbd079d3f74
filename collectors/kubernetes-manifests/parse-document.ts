import {
  isCollection,
  isMap,
  isScalar,
  LineCounter,
  parseDocument as parseYaml,
  visit,
  type Document,
  type ErrorCode,
} from 'yaml'
import type { Chunk } from './split-documents.ts'

/** One document, parsed. */
export interface ManifestDocument {
  readonly content: unknown
  /** Line of the document's first node in its file. */
  readonly line: number
  /** The line of each key of the mapping at a path. Empty where there is none. */
  readonly linesAt: (path: readonly (string | number)[]) => ReadonlyMap<string, number>
}

/** What is wrong with a document, and where; never what it says. */
export interface DocumentProblem {
  readonly line: number
  readonly column: number
  readonly detail: string
}

/** Aliases resolved at most in one document: an alias bomb is refused, anchors in daily use are not. */
const mostAliases = 1000

/** Parses one document of a stream. Never throws. */
export function parseDocument(chunk: Chunk): ManifestDocument | DocumentProblem {
  const counter = new LineCounter()
  try {
    const document = parseYaml(chunk.text, {
      lineCounter: counter,
      prettyErrors: false,
      merge: true,
      logLevel: 'silent',
      // The parser looks for keys that stand twice by comparing each with each: minutes, in a map of 100,000.
      uniqueKeys: false,
    })
    const [error] = document.errors
    if (error !== undefined) return problemAt(chunk, counter, error.pos[0], wordsOf(error.code, chunk.text))
    const twice = repeatedKey(document)
    if (twice !== undefined) return problemAt(chunk, counter, twice, 'a key that stands twice')
    const endless = aliasOfItself(document)
    if (endless !== undefined) return problemAt(chunk, counter, endless, 'an alias inside of its own anchor')
    return parsed(document, chunk, counter)
  } catch (error) {
    return problemAt(chunk, counter, 0, failureWords(error))
  }
}

/** Whether parsing gave a problem. */
export function isProblem(result: ManifestDocument | DocumentProblem): result is DocumentProblem {
  return 'detail' in result
}

function parsed(document: Document, chunk: Chunk, counter: LineCounter): ManifestDocument {
  const content: unknown = document.toJS({ maxAliasCount: mostAliases })
  const lineAt = (offset: number | undefined): number =>
    chunk.linesBefore + Math.max(1, counter.linePos(offset ?? 0).line)
  return {
    content,
    line: lineAt(document.contents?.range?.[0]),
    linesAt: (path) => {
      const node = path.length === 0 ? document.contents : document.getIn(path, true)
      if (!isMap(node)) return new Map()
      const keys = node.items.flatMap(({ key }) => (isScalar(key) ? [key] : []))
      return new Map(keys.map((key) => [String(key.value), lineAt(key.range?.[0])]))
    },
  }
}

/** The offset of the first key that its mapping has already. A merge key may stand more than once. */
function repeatedKey(document: Document): number | undefined {
  let found: number | undefined
  visit(document, {
    Map: (_, node) => {
      const keys = new Set<unknown>()
      for (const { key } of node.items) {
        if (!isScalar(key) || key.value === '<<') continue
        if (keys.has(key.value)) {
          found = key.range?.[0] ?? 0
          return visit.BREAK
        }
        keys.add(key.value)
      }
      return undefined
    },
  })
  return found
}

/** The offset of the first alias that stands in what it stands for: there is no end to it. */
function aliasOfItself(document: Document): number | undefined {
  let found: number | undefined
  visit(document, {
    Alias: (_, node, path) => {
      if (!path.some((outer) => isCollection(outer) && outer.anchor === node.source)) return undefined
      found = node.range?.[0] ?? 0
      return visit.BREAK
    },
  })
  return found
}

function problemAt(chunk: Chunk, counter: LineCounter, offset: number, detail: string): DocumentProblem {
  const { line, col } = counter.linePos(offset)
  return { line: chunk.linesBefore + Math.max(1, line), column: Math.max(1, col), detail }
}

/** The parser's own sentences may quote the document; its codes do not. */
const words: Partial<Record<ErrorCode, string>> = {
  BAD_ALIAS: 'an alias without its anchor',
  BAD_INDENT: 'wrong indentation',
  BLOCK_IN_FLOW: 'a block where only a flow value may stand',
  KEY_OVER_1024_CHARS: 'a key that is too long',
  MISSING_CHAR: 'a missing character, such as a quotation mark, a bracket or a comma',
  MULTILINE_IMPLICIT_KEY: 'a key over several lines',
  RESOURCE_EXHAUSTION: 'nested too deeply',
  TAB_AS_INDENT: 'a tab used as indentation',
}

function wordsOf(code: ErrorCode, text: string): string {
  const what = words[code] ?? 'not valid YAML'
  return /\{\{/.test(text) ? `${what}; it looks like a template that was not rendered` : what
}

function failureWords(error: unknown): string {
  if (error instanceof RangeError) return 'nested too deeply'
  return error instanceof ReferenceError ? 'too many or unresolved aliases' : 'not valid YAML'
}
