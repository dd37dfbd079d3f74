import type { ASTNode } from '@marcbachmann/cel-js'
import { guardRoots } from './environments.ts'

/** One place in an expression that reads a value: `candidate.source`, `of.baseline.tags["Service"]`. */
export interface Occurrence {
  readonly root: string
  readonly tokens: readonly string[]
  readonly start: number
  readonly end: number
  /** How it is used: `null` compared with null, `logical` as a truth, `list` walked or searched, `has` inside has(). */
  readonly use: 'plain' | 'null' | 'logical' | 'list' | 'has'
}

/** The words `matches` and their places, and the literal patterns given to them. */
export interface MatchCall {
  readonly start: number
  readonly pattern: { readonly text: string; readonly start: number } | undefined
}

export interface Findings {
  readonly occurrences: readonly Occurrence[]
  readonly matchCalls: readonly MatchCall[]
}

const roots = new Set<string>(guardRoots)
const walkers = new Set(['exists', 'all', 'exists_one', 'filter', 'map', 'size', 'join'])

/** Finds what an expression reads of our variables, and how. Reads the syntax tree only. */
export function readPaths(ast: ASTNode, text: string): Findings {
  const occurrences: Occurrence[] = []
  const matchCalls: MatchCall[] = []

  const visit = (node: ASTNode, use: Occurrence['use']): void => {
    const path = pathOf(node)
    if (path !== undefined) {
      occurrences.push({ ...path, start: node.start, end: node.end, use })
      return
    }
    const { op, args } = node as { op: string; args: unknown }
    switch (op) {
      case 'value':
      case 'id':
        return
      case '&&':
      case '||':
        for (const side of args as ASTNode[]) visit(side, 'logical')
        return
      case '!_':
        visit(args as ASTNode, 'logical')
        return
      case '?:': {
        const [condition, yes, no] = args as [ASTNode, ASTNode, ASTNode]
        visit(condition, 'logical')
        visit(yes, use)
        visit(no, use)
        return
      }
      case '==':
      case '!=': {
        const [left, right] = args as [ASTNode, ASTNode]
        const withNull = isNull(left) || isNull(right)
        visit(left, withNull ? 'null' : 'plain')
        visit(right, withNull ? 'null' : 'plain')
        return
      }
      case 'in': {
        const [item, list] = args as [ASTNode, ASTNode]
        visit(item, 'null')
        visit(list, 'list')
        return
      }
      case 'call': {
        const [name, given] = args as [string, ASTNode[]]
        for (const argument of given) {
          const only = name === 'has' ? pathOf(argument) : undefined
          if (only !== undefined) occurrences.push({ ...only, start: node.start, end: node.end, use: 'has' })
          else visit(argument, walkers.has(name) ? 'list' : 'plain')
        }
        return
      }
      case 'rcall': {
        const [name, receiver, given] = args as [string, ASTNode, ASTNode[]]
        if (name === 'matches') matchCalls.push(matchCall(receiver, given, text))
        visit(receiver, walkers.has(name) ? 'list' : 'plain')
        for (const argument of given) visit(argument, 'plain')
        return
      }
      default:
        for (const child of flat(args)) visit(child, 'plain')
    }
  }
  visit(ast, 'logical')
  return { occurrences, matchCalls }
}

function matchCall(receiver: ASTNode, given: readonly ASTNode[], text: string): MatchCall {
  const first = given[0]
  const start = text.indexOf('matches', receiver.end)
  const literal = first?.op === 'value' && typeof first.args === 'string' ? first.args : undefined
  return {
    start,
    pattern: first === undefined || literal === undefined ? undefined : { text: literal, start: first.start },
  }
}

function pathOf(node: ASTNode): { readonly root: string; readonly tokens: readonly string[] } | undefined {
  const { op, args } = node as { op: string; args: unknown }
  if (op === 'id') return typeof args === 'string' && roots.has(args) ? { root: args, tokens: [] } : undefined
  if (op !== '.' && op !== '[]') return undefined
  const [receiver, key] = args as [ASTNode, ASTNode | string]
  const token =
    typeof key === 'string' ? key : key.op === 'value' && typeof key.args === 'string' ? key.args : undefined
  const path = token === undefined ? undefined : pathOf(receiver)
  return path === undefined || token === undefined ? undefined : { root: path.root, tokens: [...path.tokens, token] }
}

function isNull(node: ASTNode): boolean {
  return node.op === 'value' && node.args === null
}

function flat(args: unknown): readonly ASTNode[] {
  if (!Array.isArray(args)) return isNode(args) ? [args] : []
  return (args as readonly unknown[]).flatMap((item) => flat(item))
}

function isNode(value: unknown): value is ASTNode {
  return typeof value === 'object' && value !== null && 'op' in value
}
