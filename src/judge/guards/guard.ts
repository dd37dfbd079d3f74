import { EvaluationError, ParseError, TypeError as CelTypeError, type Environment } from '@marcbachmann/cel-js'
import type { Kind } from '../../model/kind.ts'
import { lastToken } from '../../model/pointer.ts'
import type { TwinView, Unit } from '../../model/twin.ts'
import type { JudgeContext } from '../compiled.ts'
import { patternProblem } from '../pattern.ts'
import type { UnitForm } from '../unit-form.ts'
import { linearMatches } from './cel.ts'
import {
  maxOccurrences,
  parseWritten,
  runningEnvironment,
  typedEnvironment,
  variableName,
  writtenEnvironment,
} from './environments.ts'
import { tooLong, tooMuch } from './limits.ts'
import { lookupOf } from './lookup.ts'
import { readPaths, type Findings, type Occurrence } from './paths.ts'
import { resolvePath, type CelType, type Resolved, type RuleParameters } from './resolve.ts'

/** Why a guard is not one: a clause, and where in the expression. */
export interface GuardProblem {
  readonly problem: string
  readonly offset: number
  readonly nearest?: string
}

/** A guard that is right: evaluates to true or false, or throws a plain Error whose message is a clause. */
export type Guard = (unit: Unit, view: TwinView, context: JudgeContext) => boolean

/** An expression that gives a text. Throws as a guard does. */
export type TextExpression = (unit: Unit, view: TwinView, context: JudgeContext) => string

/** What an expression of a rule is about. */
export interface ExpressionSubject {
  readonly kind: Kind | undefined
  readonly unit: UnitForm
  readonly parameters?: RuleParameters
}

/**
 * Compiles a CEL guard. What it reads of our variables is looked up by plain closures and handed to the expression as
 * flat variables, written over the same characters: so a path into an absent value is null instead of a failure, each
 * place has the type that its kind declares, and every position in an error is the author's own.
 */
export function compileGuard(text: string, subject: ExpressionSubject): Guard | GuardProblem {
  const run = compileExpression(text, subject, 'bool')
  return typeof run === 'function' ? truthOf(run) : run
}

/**
 * The same of a guard that was checked before: it is parsed, and not looked through again. Throws an Error whose message is a clause
 * where it cannot be parsed, or reads what is not there.
 */
export function checkedGuard(text: string, subject: ExpressionSubject): Guard {
  try {
    const found = readPaths(runningEnvironment().parse(text).ast, text)
    const resolved = resolveAll(found, subject)
    if ('problem' in resolved) throw new Error(resolved.problem)
    return truthOf(runner(text, found, resolved, subject))
  } catch (error) {
    throw isCelError(error) ? new Error(wordsOf(error), { cause: error }) : error
  }
}

function truthOf(run: Run): Guard {
  return (unit, view, context) => {
    const result = run(unit, view, context)
    if (typeof result !== 'boolean') throw new Error('it gave neither true nor false')
    return result
  }
}

/** Compiles a CEL expression that gives a text: a severity. As {@link compileGuard}. */
export function compileText(text: string, subject: ExpressionSubject): TextExpression | GuardProblem {
  const run = compileExpression(text, subject, 'string')
  if (typeof run !== 'function') return run
  return (unit, view, context) => {
    const result = run(unit, view, context)
    if (typeof result !== 'string') throw new Error('it gave no text')
    return result
  }
}

type Wanted = 'bool' | 'string'
type Run = (unit: Unit, view: TwinView, context: JudgeContext) => unknown

function compileExpression(text: string, subject: ExpressionSubject, wanted: Wanted): Run | GuardProblem {
  const malformed = tooLong(text) ?? tryCheck(writtenEnvironment(), text, wanted)
  if (malformed !== undefined) return malformed
  const tree = parseWritten(text)
  const excess = tooMuch(tree)
  if (excess !== undefined) return excess
  const found = readPaths(tree, text)
  const { occurrences, matchCalls } = found
  const further = occurrences[maxOccurrences]
  if (further !== undefined) return { problem: `it reads more than ${maxOccurrences} values`, offset: further.start }
  for (const { pattern } of matchCalls) {
    const wrong = pattern === undefined ? undefined : patternProblem(pattern.text)
    if (pattern !== undefined && wrong !== undefined) {
      return { problem: `no RE2 regular expression: ${wrong}`, offset: pattern.start }
    }
  }
  const resolved = resolveAll(found, subject)
  if ('problem' in resolved) return resolved
  const names = occurrences.map((occurrence, i) => variableName(i, checkedType(occurrence, resolved[i])))
  return tryCheck(typedEnvironment(), rewrite(text, found, names), wanted) ?? runner(text, found, resolved, subject)
}

/** What each place of an expression reads; the first that reads what is not there is its problem. */
function resolveAll(
  { occurrences }: Findings,
  { kind, unit, parameters = {} }: ExpressionSubject,
): readonly Resolved[] | GuardProblem {
  const resolved: Resolved[] = []
  for (const occurrence of occurrences) {
    const found = resolvePath(occurrence, kind, unit, parameters)
    if ('problem' in found) {
      const { problem, nearest } = found
      return { problem, offset: occurrence.start, ...(nearest === undefined ? {} : { nearest }) }
    }
    resolved.push(found)
  }
  return resolved
}

function tryCheck(environment: Environment, text: string, wanted: Wanted): GuardProblem | undefined {
  try {
    const checked = environment.check(text)
    if (!checked.valid) return problemOf(checked.error)
    const type = String(checked.type)
    if (type === wanted || type === 'dyn') return undefined
    const what = wanted === 'bool' ? 'true or false' : 'a text'
    return { problem: `it must be ${what}, and is of type ${type}`, offset: 0 }
  } catch (error) {
    if (isCelError(error)) return problemOf(error)
    throw error
  }
}

type CelError = ParseError | EvaluationError | CelTypeError

function isCelError(error: unknown): error is CelError {
  return error instanceof ParseError || error instanceof EvaluationError || error instanceof CelTypeError
}

function problemOf(error: CelError | undefined): GuardProblem {
  return { problem: error === undefined ? 'it has no valid type' : wordsOf(error), offset: error?.range?.start ?? 0 }
}

/** The library's own words, without its drawing of the place, and with the author's word for what was replaced. */
function wordsOf(error: CelError): string {
  const line = (error.summary ?? error.message).split('\n')[0] ?? ''
  return line.replaceAll(linearMatches, 'matches').replace(/\.$/, '')
}

/** What an occurrence is checked as; compared with null it may be anything. */
function checkedType(occurrence: Occurrence, resolved: Resolved | undefined): CelType {
  if (occurrence.use === 'has') return 'bool'
  return occurrence.use === 'null' ? 'dyn' : (resolved?.type ?? 'dyn')
}

function rewrite(text: string, { occurrences, matchCalls }: Findings, names: readonly string[]): string {
  let out = text
  for (const [i, { start, end }] of occurrences.entries()) {
    out = out.slice(0, start) + (names[i] ?? '').padEnd(end - start) + out.slice(end)
  }
  for (const { start } of matchCalls)
    out = out.slice(0, start) + linearMatches + out.slice(start + linearMatches.length)
  return out
}

function runner(
  written: string,
  found: Findings,
  resolved: readonly Resolved[],
  { parameters = {} }: ExpressionSubject,
): Run {
  const named = found.occurrences.map(
    (occurrence, i) => [variableName(i), lookupOf(occurrence, resolved[i] ?? { type: 'dyn' }, parameters)] as const,
  )
  const names = named.map(([name]) => name)
  const text = rewrite(written, found, names)
  const asksKey = text.includes('key')
  // Parsed when it is first asked: most rules judge kinds or changes that a run has none of.
  let evaluate: ((values: Readonly<Record<string, unknown>>) => unknown) | undefined
  return (unit, view, context) => {
    evaluate ??= runningEnvironment().parse(text)
    const values: Record<string, unknown> = { at: unit.at }
    if (asksKey) values['key'] = lastToken(unit.at)
    for (const [name, look] of named) values[name] = readable(look(unit, view, context))
    try {
      return evaluate(values)
    } catch (error) {
      if (isCelError(error)) throw new Error(wordsOf(error), { cause: error })
      throw error
    }
  }
}

/**
 * A value as the library can read it. It tells a record by its `constructor`, so one that has a member of this name is handed over as a
 * Map, which is a map to CEL as well.
 */
function readable(value: unknown): unknown {
  return typeof value === 'object' && value !== null && isMistaken(value) ? asMaps(value) : value
}

function isMistaken(value: object): boolean {
  if (!Array.isArray(value) && Object.hasOwn(value, 'constructor')) return true
  return Object.values(value).some((one: unknown) => typeof one === 'object' && one !== null && isMistaken(one))
}

function asMaps(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asMaps)
  if (typeof value !== 'object' || value === null) return value
  return new Map(Object.entries(value).map(([name, one]) => [name, asMaps(one)]))
}
