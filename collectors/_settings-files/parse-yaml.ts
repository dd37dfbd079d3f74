import { Composer, type CST, isMap, isScalar, isSeq, LineCounter, Parser, type Document, type ErrorCode } from 'yaml'
import { Unreadable } from './problem.ts'
import { treeOfYaml } from './yaml-tree.ts'
import { deepest, type Tree } from './tree.ts'

/**
 * Parses a stream of YAML documents; empty ones are left out. Scalars stay as written (`1.10`, `yes`), null is empty, an alias
 * is the tree of its anchor, `<<` merges. Every member of a repeated key is kept. Throws {@link Unreadable} at the first place
 * that is not YAML.
 */
export function parseYaml(text: string): readonly Tree[] {
  const lines = new LineCounter()
  const composer = new Composer({
    // Quadratic in the number of keys; flattening finds them in one pass.
    uniqueKeys: false,
    logLevel: 'silent',
    keepSourceTokens: false,
  })
  const trees: Tree[] = []
  const take = (document: Document.Parsed): void => {
    const [error] = document.errors
    if (error !== undefined) throw wrong(lines, error.pos[0], words[error.code] ?? 'not valid YAML')
    const { contents } = document
    if (contents === null || (isScalar(contents) && contents.value === null)) return
    if (!isMap(contents) && !isSeq(contents)) throw wrong(lines, contents.range[0], 'neither a mapping nor a list')
    trees.push(treeOfYaml(contents, (offset) => placeOf(lines, offset)))
  }
  for (const token of new Parser(lines.addNewLine).parse(text)) {
    refuseDepth(token, lines)
    for (const document of composer.next(token)) take(document)
  }
  for (const document of composer.end()) take(document)
  return trees
}

/** The parser’s own sentences may quote the document; its codes do not. */
const words: Partial<Record<ErrorCode, string>> = {
  ALIAS_PROPS: 'an alias with a tag or anchor of its own',
  BAD_ALIAS: 'an alias without its anchor',
  BAD_DIRECTIVE: 'a directive that is not understood',
  BAD_INDENT: 'wrong indentation',
  BAD_SCALAR_START: 'a value that begins with a reserved character and is not quoted',
  BLOCK_AS_IMPLICIT_KEY: 'a key where none may stand: wrong indentation, or a colon in a value that is not quoted',
  BLOCK_IN_FLOW: 'a block where only a flow value may stand',
  KEY_OVER_1024_CHARS: 'a key that is too long',
  MISSING_CHAR: 'a missing character, such as a quotation mark, a bracket or a comma',
  MULTILINE_IMPLICIT_KEY: 'a key over several lines',
  TAB_AS_INDENT: 'a tab used as indentation',
  UNEXPECTED_TOKEN: 'something that may not stand here',
}

function placeOf(lines: LineCounter, offset: number): { readonly line: number; readonly column: number } {
  const { line, col } = lines.linePos(offset)
  return { line: Math.max(1, line), column: Math.max(1, col) }
}

function wrong(lines: LineCounter, offset: number, detail: string): Unreadable {
  const { line, column } = placeOf(lines, offset)
  return new Unreadable(line, column, detail)
}

/** Composing recurses, so the depth is measured on the tokens first, without recursion. */
function refuseDepth(root: CST.Token, lines: LineCounter): void {
  const work: [token: CST.Token, depth: number][] = [[root, 0]]
  for (let next = work.pop(); next !== undefined; next = work.pop()) {
    const [token, depth] = next
    if (depth > deepest + 1) throw wrong(lines, token.offset, `nested deeper than ${deepest} levels`)
    for (const inner of innerTokens(token)) work.push([inner, depth + 1])
  }
}

function innerTokens(token: CST.Token): readonly CST.Token[] {
  if (token.type === 'document') return token.value === undefined ? [] : [token.value]
  if (!('items' in token)) return []
  return token.items.flatMap(({ key, value }) => [key, value].filter((one) => one !== null && one !== undefined))
}
