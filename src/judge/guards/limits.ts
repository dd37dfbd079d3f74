import type { ASTNode } from '@marcbachmann/cel-js'

/**
 * What an expression may come to. Each is far from what people write (the longest built-in guard has 500 characters) and
 * keeps one evaluation short: linear in the data, or quadratic where two lists are set against each other.
 */
export const limits = {
  /** Of the text, in characters. */
  characters: 2_000,
  /** Parts of the syntax tree. */
  nodes: 300,
  /** How deep they are nested. */
  depth: 40,
  /** Lists walked inside one another (`exists` in `all`). */
  walks: 2,
  /** Of a regular expression, in characters. */
  pattern: 1_000,
  /** Of a regular expression, in steps of its program: `a{1000}` has a thousand. */
  program: 5_000,
} as const

/** Words that go through a list. */
const walkers = new Set(['exists', 'all', 'exists_one', 'filter', 'map'])

/** Operators that people write in a row. */
const chains = new Set(['&&', '||', '+'])

/** An expression that is too much, as a clause; `offset` counts from its start. */
export interface Excess {
  readonly problem: string
  readonly offset: number
}

/** Whether the text alone is too long: asked before it is parsed. */
export function tooLong(text: string): Excess | undefined {
  return text.length > limits.characters
    ? { problem: `it has ${text.length} characters, more than ${limits.characters}`, offset: 0 }
    : undefined
}

/** Whether a parsed expression is too big, too deep, or walks too many lists inside one another. */
export function tooMuch(ast: ASTNode): Excess | undefined {
  let nodes = 0
  const visit = (node: ASTNode, depth: number, walks: number): Excess | undefined => {
    nodes += 1
    if (nodes > limits.nodes) return { problem: `it has more than ${limits.nodes} parts`, offset: node.start }
    if (depth > limits.depth) return { problem: `it is nested more than ${limits.depth} deep`, offset: node.start }
    const inside = walks + (isWalk(node) ? 1 : 0)
    if (inside > limits.walks) {
      return { problem: `it walks more than ${limits.walks} lists inside one another`, offset: node.start }
    }
    for (const child of childrenOf(node)) {
      // `a && b && c` is a chain, not a depth, though the tree leans to one side.
      const excess = visit(child, chains.has(node.op) && child.op === node.op ? depth : depth + 1, inside)
      if (excess !== undefined) return excess
    }
    return undefined
  }
  return visit(ast, 1, 0)
}

function isWalk({ op, args }: { readonly op: string; readonly args: unknown }): boolean {
  return op === 'rcall' && Array.isArray(args) && walkers.has(String(args[0]))
}

function childrenOf(node: ASTNode): readonly ASTNode[] {
  const found: ASTNode[] = []
  const collect = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) collect(item)
    else if (isNode(value)) found.push(value)
  }
  collect((node as { readonly args: unknown }).args)
  return found
}

function isNode(value: unknown): value is ASTNode {
  return typeof value === 'object' && value !== null && 'op' in value
}
