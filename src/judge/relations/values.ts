import type { Json } from '../../model/json.ts'
import { finderOf, patternProblem } from '../pattern.ts'
import { sameJson, type ValueRelation } from './relation.ts'

export const oneOf: ValueRelation = {
  name: 'in',
  sides: 'one',
  doc: 'The value is one of those listed.',
  takes: { values: 'the values that are well' },
  check: ({ values }) =>
    Array.isArray(values) && values.length > 0 ? undefined : '"values" must be a list that is not empty',
  compile: ({ values }) => {
    const allowed = values as readonly Json[]
    return (seen) => allowed.some((value) => sameJson(value, seen.raw) || sameJson(value, seen.canonical))
  },
  clears: ({ values }) => {
    const allowed = values as readonly Json[]
    return (raw) => allowed.some((value) => sameJson(value, raw))
  },
}

/** The text of a value that has one; lists, records and secrets have none. */
function textOf(value: Json): string | undefined {
  return typeof value === 'object' ? undefined : String(value)
}

const patternCheck = ({ pattern }: { readonly pattern?: Json }): string | undefined => {
  if (typeof pattern !== 'string' || pattern === '') return '"pattern" must be a regular expression'
  const wrong = patternProblem(pattern)
  return wrong === undefined ? undefined : `"pattern" is no RE2 regular expression: ${wrong}`
}

/** The same few values stand in thousands of resources. */
function remembered(test: (text: string) => boolean): (text: string) => boolean {
  const known = new Map<string, boolean>()
  return (text) => {
    const found = known.get(text)
    if (found !== undefined) return found
    const made = test(text)
    if (known.size >= 10_000) known.clear()
    if (text.length <= 256) known.set(text, made)
    return made
  }
}

export const matches: ValueRelation = {
  name: 'matches',
  sides: 'one',
  doc: 'The text (or number) contains a match of the RE2 regular expression (linear time; no look-around, no back-references).',
  takes: { pattern: 'the expression; anchor it with `^` and `$` to match the whole' },
  check: patternCheck,
  compile: ({ pattern }) => {
    const found = remembered(finderOf(typeof pattern === 'string' ? pattern : ''))
    return (seen) => textOf(seen.raw) === undefined || found(textOf(seen.raw) ?? '')
  },
}

export const matchesNot: ValueRelation = {
  name: 'matches-not',
  sides: 'one',
  doc: 'The text (or number) contains no match of the RE2 regular expression.',
  takes: { pattern: 'the expression' },
  check: patternCheck,
  compile: ({ pattern }) => {
    const found = remembered(finderOf(typeof pattern === 'string' ? pattern : ''))
    return (seen) => textOf(seen.raw) === undefined || !found(textOf(seen.raw) ?? '')
  },
  clears: ({ pattern }) => {
    const found = remembered(finderOf(typeof pattern === 'string' ? pattern : ''))
    return (raw) => textOf(raw) === undefined || !found(textOf(raw) ?? '')
  },
}
