import { ParseError, parseTOML, type AST } from 'toml-eslint-parser'
import { Unreadable } from './problem.ts'
import { deepest, type Entry } from './tree.ts'

/**
 * Parses TOML 1.0: a nested key is a path, `database.pool.size`; the tables of an array go by their number; a list of scalars is one
 * setting, its values joined by commas. Scalars stay as written. Throws {@link Unreadable} at the first place that is not TOML.
 */
export function parseToml(text: string): readonly Entry[] {
  refuseDepth(text)
  try {
    const [table] = parseTOML(text, { tomlVersion: '1.0' }).body
    return table.body.flatMap((node) =>
      node.type === 'TOMLTable'
        ? node.body.flatMap((inner) => entriesOf(inner, pathText(node.resolvedKey)))
        : entriesOf(node, ''),
    )
  } catch (error) {
    // Its own sentence may quote the document.
    if (error instanceof ParseError) throw new Unreadable(error.lineNumber, error.column + 1, 'not valid TOML')
    throw error
  }
}

function entriesOf({ key, value }: AST.TOMLKeyValue, above: string): readonly Entry[] {
  const names = key.keys.map((one) => (one.type === 'TOMLBare' ? one.name : one.value))
  const { line, column } = key.loc.start
  return valuesOf(value, joined(above, pathText(names)), { line, column: column + 1 })
}

function valuesOf(
  value: AST.TOMLContentNode,
  key: string,
  place: { readonly line: number; readonly column: number },
): readonly Entry[] {
  switch (value.type) {
    case 'TOMLInlineTable':
      if (value.body.length === 0) return [{ key, value: '{}', ...place }]
      return value.body.flatMap((inner) => entriesOf(inner, key))
    case 'TOMLArray': {
      const scalars = value.elements.flatMap((one) => (one.type === 'TOMLValue' ? [textOf(one)] : []))
      if (scalars.length === value.elements.length) return [{ key, value: scalars.join(','), ...place }]
      return value.elements.flatMap((one, i) => valuesOf(one, joined(key, String(i)), place))
    }
    default:
      return [{ key, value: textOf(value), ...place }]
  }
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

function pathText(names: readonly (string | number)[]): string {
  return names.map(String).join('.')
}

function joined(above: string, key: string): string {
  return above === '' ? key : `${above}.${key}`
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
