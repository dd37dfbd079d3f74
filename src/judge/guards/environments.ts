import type { ASTNode, Environment } from '@marcbachmann/cel-js'
import { celEnvironment } from './cel.ts'
import type { CelType } from './resolve.ts'

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** How many places of one guard can read a value. */
export const maxOccurrences = letters.length

const prefixes: Readonly<Record<CelType, string>> = {
  dyn: '_',
  string: '_s',
  double: '_d',
  bool: '_b',
  'list<dyn>': '_l',
}

/**
 * The name that stands for a place of a guard: `_a`, `_b` of any type; `_sa`, `_db` where the type is said. Never longer
 * than what it is written over, of which the shortest is `of`.
 */
export function variableName(index: number, type: CelType = 'dyn'): string {
  return `${prefixes[type]}${letters[index] ?? ''}`
}

/** What an expression may read. */
export const guardRoots = ['candidate', 'baseline', 'of', 'environment', 'service', 'parameters'] as const

const always = [
  ['at', 'string'],
  ['key', 'string'],
] as const

let asWritten: Environment | undefined
let typed: Environment | undefined
let untyped: Environment | undefined

/** In which a guard as its author wrote it is checked: for syntax, and for words that mean nothing. */
export function writtenEnvironment(): Environment {
  return (asWritten ??= declare([...guardRoots.map((name) => [name, 'dyn'] as const), ...always]))
}

/** The syntax tree of an expression that was checked. */
export function parseWritten(text: string): ASTNode {
  return writtenEnvironment().parse(text).ast
}

/** In which the types are checked: it has a variable of every type for every place. */
export function typedEnvironment(): Environment {
  return (typed ??= declare([...variables(Object.keys(prefixes) as CelType[]), ...always]))
}

/** In which guards run: absent values are null there, whatever the type of their field. */
export function runningEnvironment(): Environment {
  return (untyped ??= declare([...variables(['dyn']), ...always]))
}

function variables(types: readonly CelType[]): readonly (readonly [string, string])[] {
  return types.flatMap((type) => [...letters].map((_letter, i) => [variableName(i, type), type] as const))
}

function declare(names: readonly (readonly [string, string])[]): Environment {
  const environment = celEnvironment()
  for (const [name, type] of names) environment.registerVariable(name, type)
  return environment
}
