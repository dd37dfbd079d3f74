import { Environment } from '@marcbachmann/cel-js'
import { globMatches } from '../glob.ts'
import { isFoundIn } from '../pattern.ts'

const numbers = ['int', 'double'] as const

/**
 * A CEL environment for guards, without its variables. It differs from plain CEL in these ways, each for rules that are
 * written by people about values that are JSON: whole numbers and fractions mix, an absent value (null) compares as
 * false instead of failing, and `matches` is RE2, because CEL's own backtracks (20 s on 28 characters, measured). Beyond
 * it there is `like`: a text answers to a pattern, or to one of a list, in which `*` stands for any text.
 */
export function celEnvironment(): Environment {
  const environment = new Environment({ homogeneousAggregateLiterals: false })
  // Equality is registered in both orders at once.
  environment.registerOperator('double == int', (a: unknown, b: unknown) => Number(a) === Number(b))
  for (const [left, right] of [['double', 'int'] as const, ['int', 'double'] as const]) {
    environment.registerOperator(`${left} + ${right}`, (a: unknown, b: unknown) => Number(a) + Number(b))
    environment.registerOperator(`${left} - ${right}`, (a: unknown, b: unknown) => Number(a) - Number(b))
    environment.registerOperator(`${left} * ${right}`, (a: unknown, b: unknown) => Number(a) * Number(b))
    environment.registerOperator(`${left} / ${right}`, (a: unknown, b: unknown) => Number(a) / Number(b))
  }
  for (const comparison of ['<', '<=', '>', '>=']) {
    for (const type of [...numbers, 'string']) {
      environment.registerOperator(`null ${comparison} ${type}`, () => false)
      environment.registerOperator(`${type} ${comparison} null`, () => false)
    }
    environment.registerOperator(`null ${comparison} null`, () => false)
  }
  for (const method of ['startsWith', 'endsWith', 'contains', linearMatches]) {
    environment.registerFunction(`null.${method}(string): bool`, () => false)
  }
  environment.registerFunction(`string.${linearMatches}(string): bool`, (text: string, pattern: string) =>
    isFoundIn(text, pattern),
  )
  environment.registerFunction('string.like(string): bool', (word: string, pattern: string) =>
    globMatches(pattern, word),
  )
  environment.registerFunction('string.like(list): bool', (word: string, patterns: readonly unknown[]) =>
    patterns.some((pattern) => typeof pattern === 'string' && globMatches(pattern, word)),
  )
  for (const type of ['string', 'list']) environment.registerFunction(`null.like(${type}): bool`, () => false)
  environment.registerFunction('size(null): int', () => 0n)
  return environment
}

/** What `matches` is called inside: as long as that word, so that positions in an expression stay what they are. */
export const linearMatches = 'matchRe'
