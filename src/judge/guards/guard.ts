import { EvaluationError, ParseError, TypeError as CelTypeError, type Environment } from '@marcbachmann/cel-js'
import { isJsonObject, type Json } from '../../model/json.ts'
import type { Kind } from '../../model/kind.ts'
import { tokens } from '../../model/pointer.ts'
import type { Resource } from '../../model/resource.ts'
import type { TwinView, Unit } from '../../model/twin.ts'
import type { JudgeContext } from '../compiled.ts'
import { patternProblem } from '../relations/values.ts'
import type { UnitForm } from '../unit-form.ts'
import { celEnvironment, linearMatches } from './cel.ts'
import { readPaths, type Occurrence } from './paths.ts'
import { resolvePath, type CelType, type Resolved } from './resolve.ts'

/** Why a guard is not one: a clause, and where in the expression. */
export interface GuardProblem {
  readonly problem: string
  readonly offset: number
  readonly nearest?: string
}

/** A guard that is right: evaluates to true or false, or throws a plain Error whose message is a clause. */
export type Guard = (unit: Unit, view: TwinView, context: JudgeContext) => boolean

const maxOccurrences = 40
const declared: readonly (readonly [string, string])[] = [
  ['candidate', 'dyn'],
  ['baseline', 'dyn'],
  ['of', 'dyn'],
  ['environment', 'dyn'],
  ['at', 'string'],
  ['key', 'string'],
]

let plain: Environment | undefined
let running: Environment | undefined
let parent: Environment | undefined

/**
 * Compiles a CEL guard. What it reads of our variables is looked up by plain closures and handed to the expression as
 * flat variables (`_0`, `_1`) written over the same characters: so a path into an absent value is null instead of a
 * failure, each place has the type that its kind declares, and every position in an error is the author's own.
 */
export function compileGuard(text: string, kind: Kind | undefined, unit: UnitForm): Guard | GuardProblem {
  plain ??= withVariables(celEnvironment(), declared)
  const first = tryCheck(plain, text)
  if (first !== undefined) return first
  const { occurrences, matchCalls } = readPaths(plain.parse(text).ast, text)
  for (const call of matchCalls) {
    const wrong = call.pattern === undefined ? undefined : patternProblem(call.pattern.text)
    if (wrong !== undefined) return { problem: `no RE2 regular expression: ${wrong}`, offset: call.pattern?.start ?? 0 }
  }
  if (occurrences.length > maxOccurrences) {
    return { problem: `it reads more than ${maxOccurrences} values`, offset: occurrences[maxOccurrences]?.start ?? 0 }
  }
  const resolved: Resolved[] = []
  for (const occurrence of occurrences) {
    const found = resolvePath(occurrence, kind, unit)
    if ('problem' in found) {
      return {
        problem: found.problem,
        offset: occurrence.start,
        ...(found.nearest === undefined ? {} : { nearest: found.nearest }),
      }
    }
    resolved.push(found)
  }
  const rewritten = rewrite(
    text,
    occurrences,
    matchCalls.map((call) => call.start),
  )
  const types = occurrences.map((o, i): [string, CelType] => [`_${i}`, checkedType(o, resolved[i])])
  parent ??= celEnvironment()
  const second = tryCheck(withVariables(parent.clone(), [...types, ['at', 'string'], ['key', 'string']]), rewritten)
  if (second !== undefined) return second
  running ??= withVariables(
    celEnvironment(),
    [...Array(maxOccurrences).keys()]
      .map((i): [string, string] => [`_${i}`, 'dyn'])
      .concat([
        ['at', 'string'],
        ['key', 'string'],
      ]),
  )
  return run(running, rewritten, occurrences, resolved)
}

function withVariables(environment: Environment, variables: readonly (readonly [string, string])[]): Environment {
  for (const [name, type] of variables) environment.registerVariable(name, type)
  return environment
}

function tryCheck(environment: Environment, text: string): GuardProblem | undefined {
  const says = (error: {
    readonly summary?: string
    readonly message: string
    readonly range?: { readonly start: number }
  }): GuardProblem => {
    // The variables of the rewritten text mean nothing to its author.
    const words = (error.summary ?? error.message).split('\n')[0] ?? ''
    return { problem: words.replaceAll(linearMatches, 'matches').replace(/\.$/, ''), offset: error.range?.start ?? 0 }
  }
  try {
    const checked = environment.check(text)
    if (!checked.valid) return says(checked.error ?? { message: 'it has no valid type' })
    const type = String(checked.type)
    return type === 'bool' || type === 'dyn'
      ? undefined
      : { problem: `it must be true or false, and is of type ${type}`, offset: 0 }
  } catch (error) {
    if (error instanceof ParseError || error instanceof CelTypeError || error instanceof EvaluationError)
      return says(error)
    throw error
  }
}

function checkedType(occurrence: Occurrence, resolved: Resolved | undefined): CelType {
  if (occurrence.use === 'has') return 'bool'
  return occurrence.use === 'null' ? 'dyn' : (resolved?.type ?? 'dyn')
}

function rewrite(text: string, occurrences: readonly Occurrence[], matches: readonly number[]): string {
  let out = text
  occurrences.forEach((o, i) => {
    out = out.slice(0, o.start) + `_${i}`.padEnd(o.end - o.start) + out.slice(o.end)
  })
  for (const start of matches) out = out.slice(0, start) + linearMatches + out.slice(start + linearMatches.length)
  return out
}

function run(
  environment: Environment,
  text: string,
  occurrences: readonly Occurrence[],
  resolved: readonly Resolved[],
): Guard {
  const evaluate = environment.parse(text)
  const readers = occurrences.map((occurrence, i) => reader(occurrence, resolved[i] ?? { type: 'dyn' }))
  return (unit, view, context) => {
    const path = tokens(unit.at)
    const values: Record<string, unknown> = { at: unit.at, key: path[path.length - 1] ?? '' }
    for (const [i, read] of readers.entries()) values[`_${i}`] = read(unit, view, context)
    let result: unknown
    try {
      result = evaluate(values)
    } catch (error) {
      if (!(error instanceof EvaluationError)) throw error
      throw new Error(
        (error.summary ?? error.message).split('\n')[0]?.replaceAll(linearMatches, 'matches') ?? 'it failed',
        { cause: error },
      )
    }
    if (typeof result !== 'boolean') throw new Error('it gave neither true nor false')
    return result
  }
}

function reader(
  occurrence: Occurrence,
  resolved: Resolved,
): (unit: Unit, view: TwinView, context: JudgeContext) => unknown {
  const read = lookup(occurrence)
  if (occurrence.use === 'has') return (unit, view, context) => read(unit, view, context) !== null
  if (occurrence.use === 'null') return read
  const absent =
    resolved.absent ??
    (occurrence.use === 'logical' && resolved.type !== 'double' ? false : occurrence.use === 'list' ? [] : null)
  return (unit, view, context) => read(unit, view, context) ?? absent
}

function lookup({ root, tokens: path }: Occurrence): (unit: Unit, view: TwinView, context: JudgeContext) => Json {
  const [first, ...rest] = path
  if (root === 'environment') return (_unit, _view, context) => descend({ ...context.environments }, path)
  if (root === 'of') {
    if (first === 'candidate' || first === 'baseline') return (_unit, view) => descend(resourceJson(view[first]), rest)
    return (_unit, view) => ({ candidate: resourceJson(view.candidate), baseline: resourceJson(view.baseline) })
  }
  const side = root as 'candidate' | 'baseline'
  return (unit, view) => {
    if (unit.at === '') return unit[side] === undefined ? null : descend(resourceJson(view[side]), path)
    return descend(unit[side]?.raw ?? null, path)
  }
}

/** A resource as guards and titles see it: its attributes, with its name, id and tags beside them. */
export function resourceJson(resource: Resource | undefined): Json {
  if (resource === undefined) return null
  const common: Record<string, Json> = {
    name: resource.name ?? resource.id,
    id: resource.id,
    kind: resource.kind,
    account: resource.account ?? null,
    region: resource.region ?? null,
    service: resource.service ?? null,
    tags: resource.tags,
  }
  return { ...common, ...(resource.attributes as Record<string, Json>) }
}

/** The value at the end of a path; null where it leads nowhere. */
export function descend(value: Json, path: readonly string[]): Json {
  let here: Json = value
  for (const token of path) {
    if (!isJsonObject(here) || !Object.hasOwn(here, token)) return null
    here = here[token] ?? null
  }
  return here
}
