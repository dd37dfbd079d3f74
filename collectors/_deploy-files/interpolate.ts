import type { Tree } from '../_settings-files/tree.ts'

/** What fills in `${NAME}`: name to value. */
export type Variables = ReadonlyMap<string, string>

/** A text with its variables filled in. */
export interface Interpolated {
  readonly text: string
  /** Variables that have no value here, in order: their places stay as written. */
  readonly open: readonly string[]
  /** Variables whose values went in. */
  readonly used: readonly string[]
}

/**
 * Fills in `$NAME`, `${NAME}` and `${NAME:-default}` with its siblings (`-`, `:?`, `?`, `:+`, `+`), defaults within defaults
 * among them; `$$` is a dollar sign. A variable without a value or a default stays as it is written: whoever starts the project may have
 * it in the environment, where nobody can look from here.
 *
 * Source: the Compose Specification, "Interpolation".
 */
export function interpolate(text: string, variables: Variables, depth = 0): Interpolated {
  if (!text.includes('$')) return { text, open: [], used: [] }
  let made = ''
  const open: string[] = []
  const used: string[] = []
  for (let at = 0; at < text.length;) {
    const dollar = text.indexOf('$', at)
    if (dollar < 0) return { text: made + text.slice(at), open, used }
    made += text.slice(at, dollar)
    const found = variableAt(text, dollar)
    at = dollar + found.written.length
    if (found.name === undefined) {
      made += found.written === '$$' ? '$' : found.written
      continue
    }
    const value = variables.get(found.name)
    const filled = fill(found.operator, value)
    if (filled === 'value') {
      used.push(found.name)
      made += value ?? ''
    } else if (filled === 'open') {
      open.push(found.name)
      made += found.written
    } else if (filled === 'other' && depth < 20) {
      const inner = interpolate(found.operand, variables, depth + 1)
      made += inner.text
      open.push(...inner.open)
      used.push(...inner.used)
    }
  }
  return { text: made, open, used }
}

/** What takes the place of a variable: its value, what stands behind its operator, nothing, or nobody knows. */
function fill(operator: string, value: string | undefined): 'value' | 'other' | 'nothing' | 'open' {
  const given = value !== undefined && (value !== '' || !operator.startsWith(':'))
  switch (operator.replace(':', '')) {
    case '-':
      return given ? 'value' : 'other'
    case '+':
      return given ? 'other' : 'nothing'
    default:
      return given || (operator === '' && value !== undefined) ? 'value' : 'open'
  }
}

interface Variable {
  readonly written: string
  /** Absent: it is no variable. */
  readonly name?: string
  readonly operator: string
  readonly operand: string
}

function variableAt(text: string, dollar: number): Variable {
  const plain = { operator: '', operand: '' }
  if (text[dollar + 1] === '$') return { written: '$$', ...plain }
  const bare = /[A-Za-z_]\w*/y
  if (text[dollar + 1] !== '{') {
    bare.lastIndex = dollar + 1
    const name = bare.exec(text)?.[0]
    return name === undefined ? { written: '$', ...plain } : { written: `$${name}`, name, ...plain }
  }
  const end = closing(text, dollar + 2)
  const found = end === undefined ? null : /^([A-Za-z_]\w*)(:?[-?+])?([^]*)$/.exec(text.slice(dollar + 2, end))
  const [, name, operator = '', operand = ''] = found ?? []
  if (end === undefined || name === undefined || (operator === '' && operand !== '')) return { written: '$', ...plain }
  return { written: text.slice(dollar, end + 1), name, operator, operand }
}

/** Where the brace is closed; those of variables within count. */
function closing(text: string, from: number): number | undefined {
  let depth = 0
  for (let at = from; at < text.length; at++) {
    if (text[at] === '}' && depth-- === 0) return at
    if (text.startsWith('${', at)) depth++
  }
  return undefined
}

/**
 * A tree of one file with the variables of its values filled in; keys are left as they are. What an alias repeats stays one object.
 *
 * @param used gets the names of the variables whose values went in
 */
export function interpolated(tree: Tree, file: string, variables: Variables, used: Set<string>): Tree {
  const made = new Map<Tree, Tree>()
  const of = (node: Tree): Tree => {
    const known = made.get(node)
    if (known !== undefined) return known
    const result = fresh({ ...node, file })
    made.set(node, result)
    return result
  }
  const fresh = (node: Tree): Tree => {
    if (node.type === 'list') return { ...node, items: node.items.map(of) }
    if (node.type === 'map')
      return { ...node, members: node.members.map((member) => ({ ...member, value: of(member.value) })) }
    const filled = interpolate(node.text, variables)
    for (const name of filled.used) used.add(name)
    return { ...node, text: filled.text, ...(filled.open.length === 0 ? {} : { open: filled.open }) }
  }
  return of(tree)
}
