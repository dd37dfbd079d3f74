import { ParseError, parseTOML, type AST } from 'toml-eslint-parser'
import { Unreadable } from './problem.ts'
import { deepest, type Member, type Tree } from './tree.ts'

/**
 * Parses TOML 1.0, tables and arrays of tables put where they belong. Scalars stay as written. Throws {@link Unreadable} at the first place that is not TOML.
 */
export function parseToml(text: string): Tree {
  refuseDepth(text)
  const root: Open = { type: 'map', line: 1, column: 1, members: [] }
  try {
    const [table] = parseTOML(text, { tomlVersion: '1.0' }).body
    for (const node of table.body) {
      if (node.type !== 'TOMLTable') {
        put(root, [], node)
        continue
      }
      // An empty table is there too.
      openAt(root, node.resolvedKey, placeOf(node.key))
      for (const inner of node.body) put(root, node.resolvedKey, inner)
    }
    return root
  } catch (error) {
    // Its own sentence may quote the document.
    if (error instanceof ParseError) throw new Unreadable(error.lineNumber, error.column + 1, 'not valid TOML')
    // The parser spreads the characters of a text over the arguments of a call, of which there can be some hundred thousand.
    if (error instanceof RangeError) throw new Unreadable(longestLine(text), 1, 'a text that is too long for TOML')
    throw error
  }
}

function longestLine(text: string): number {
  const lengths = text.split('\n').map((line) => line.length)
  return lengths.indexOf(lengths.reduce((most, length) => Math.max(most, length), 0)) + 1
}

/** A mapping that is still being filled: its tables stand anywhere in the file. */
interface Open {
  readonly type: 'map'
  readonly line: number
  readonly column: number
  readonly members: Member[]
}

/** The mapping at a path, made on the way; a number is the place in an array of tables. */
function openAt(root: Open, path: readonly (string | number)[], place: Place): Open {
  let found = root
  for (const [i, part] of path.entries()) {
    if (typeof part === 'number') continue
    const index = path[i + 1]
    const known = found.members.findLast(({ key }) => key === part)?.value
    if (typeof index === 'number') {
      const list = known?.type === 'list' ? (known.items as Tree[]) : []
      if (known === undefined)
        found.members.push({ key: part, ...place, value: { type: 'list', ...place, items: list } })
      const inner = list[index]
      const next: Open = inner?.type === 'map' ? (inner as Open) : { type: 'map', ...place, members: [] }
      if (inner === undefined) list[index] = next
      found = next
      continue
    }
    const next: Open = known?.type === 'map' ? (known as Open) : { type: 'map', ...place, members: [] }
    if (known === undefined) found.members.push({ key: part, ...place, value: next })
    found = next
  }
  return found
}

interface Place {
  readonly line: number
  readonly column: number
}

function placeOf({ loc }: { readonly loc: AST.SourceLocation }): Place {
  return { line: loc.start.line, column: loc.start.column + 1 }
}

function put(root: Open, table: readonly (string | number)[], { key, value }: AST.TOMLKeyValue): void {
  const names = key.keys.map((one) => (one.type === 'TOMLBare' ? one.name : one.value))
  const place = placeOf(key)
  const within = openAt(root, [...table, ...names.slice(0, -1)], place)
  within.members.push({ key: names.at(-1) ?? '', ...place, value: treeOf(value) })
}

function treeOf(value: AST.TOMLContentNode): Tree {
  const place = placeOf(value)
  if (value.type === 'TOMLArray') return { type: 'list', ...place, items: value.elements.map(treeOf) }
  if (value.type === 'TOMLValue') return { type: 'scalar', ...place, text: textOf(value) }
  const table: Open = { type: 'map', ...place, members: [] }
  for (const inner of value.body) put(table, [], inner)
  return table
}

function textOf(value: AST.TOMLValue): string {
  switch (value.kind) {
    case 'string':
    case 'boolean':
      return String(value.value)
    case 'integer':
    case 'float':
      return value.number
    default:
      return value.datetime
  }
}

/** More brackets open at once than people write. Those in texts count too: a file of TOML seldom has hundreds without their ends. */
const mostOpen = 10 * deepest

/** The parser recurses, so the depth is measured first. */
function refuseDepth(text: string): void {
  let open = 0
  let line = 1
  for (const char of text) {
    if (char === '\n') line++
    else if (char === '[' || char === '{') open++
    else if ((char === ']' || char === '}') && open > 0) open--
    if (open > mostOpen) throw new Unreadable(line, 1, `more than ${mostOpen} brackets that are not closed`)
  }
}
