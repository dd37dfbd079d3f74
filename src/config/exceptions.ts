import { type EvenkeelError, fail } from '../errors/catalogue.ts'
import { digestOf } from '../model/digest.ts'
import {
  selectorParts,
  type ExceptionRecord,
  type ExceptionSelector,
  type KnownFinding,
  type Pin,
} from '../model/exception.ts'
import { fingerprintWords } from '../model/fingerprint.ts'
import type { Json } from '../model/json.ts'
import { kinds } from '../model/kinds/index.ts'
import { checkTree } from './check-tree.ts'
import { untilOf } from './exception-dates.ts'
import { knownOf } from './exception-known.ts'
import { differenceSchema, exceptionFileSchema } from './exception-schema.ts'
import { windowsOf } from './exception-window.ts'
import { nearest } from './nearest.ts'
import { asError } from './problems.ts'
import { readYaml } from './read-yaml.ts'
import type { TextFile } from './rules.ts'
import { child, items, plain, textOf, type Tree } from './tree.ts'

/** What loading exceptions takes. */
export interface ExceptionSources {
  /** The files that `exceptions:` names. */
  readonly files: readonly TextFile[]
  /** The entries of `differences:` in evenkeel.yaml. */
  readonly differences: readonly Tree[]
  /** The ids of all rules, so that a misspelt one is found. */
  readonly rules: readonly string[]
  /** The names of all services; left out where they are not known. */
  readonly services?: readonly string[]
}

/** What is documented about differences. */
export interface LoadedExceptions {
  readonly exceptions: readonly ExceptionRecord[]
  /** What was there when a comparison was adopted. */
  readonly known: readonly KnownFinding[]
}

type Kind = ExceptionRecord['kind']

interface Written {
  readonly tree: Tree
  readonly kind: Kind
}

/**
 * Reads exceptions. Throws one error with its file, line and column, or an AggregateError with all of them: unknown keys,
 * no reason or owner, a selector that is empty or only wildcards, a rule, kind or service that does not exist, bad dates and
 * windows, a pinned secret without its key, and an id that two of them share.
 */
export function loadExceptions(sources: ExceptionSources): LoadedExceptions {
  const problems: EvenkeelError[] = []
  const written: Written[] = []
  const adoptions: Tree[] = []
  for (const file of sources.files) {
    const read = readFile(file)
    problems.push(...read.problems)
    written.push(...read.written)
    adoptions.push(...read.adoptions)
  }
  for (const tree of sources.differences) {
    const wrong = checkTree(differenceSchema, tree, 'differences[]')
    problems.push(...wrong)
    if (wrong.length === 0) written.push({ tree, kind: 'structural' })
  }
  const exceptions: ExceptionRecord[] = []
  const seen = new Map<string, string>()
  for (const { tree, kind } of written) {
    const record = recordOf(tree, kind, sources)
    if (Array.isArray(record)) {
      problems.push(...(record as readonly EvenkeelError[]))
      continue
    }
    const one = record as ExceptionRecord
    const other = seen.get(one.id)
    if (other !== undefined) problems.push(fail('rules-exception-duplicate', { ...tree.place, id: one.id, other }))
    seen.set(one.id, one.where)
    exceptions.push(one)
  }
  const { known, problems: doubtful } = knownOf(adoptions)
  const error = asError([...problems, ...doubtful], 'the exceptions')
  if (error !== undefined) throw error
  return { exceptions, known }
}

function readFile({ path, text }: TextFile): {
  readonly written: readonly Written[]
  readonly adoptions: readonly Tree[]
  readonly problems: readonly EvenkeelError[]
} {
  const { tree, problems } = readYaml(path, text)
  if (tree === undefined) {
    // A file whose last exception has ended is kept, empty, for the next one.
    return { written: [], adoptions: [], problems: problems.filter((problem) => problem.code !== 'config-empty') }
  }
  const wrong = checkTree(exceptionFileSchema, tree)
  if (wrong.length > 0) return { written: [], adoptions: [], problems: wrong }
  const temporary = tree.form === 'list' ? tree.items : items(child(tree, 'exceptions'))
  return {
    written: [
      ...temporary.map((one) => ({ tree: one, kind: 'temporary' as const })),
      ...items(child(tree, 'differences')).map((one) => ({ tree: one, kind: 'structural' as const })),
    ],
    adoptions: items(child(tree, 'known')),
    problems: [],
  }
}

function recordOf(tree: Tree, kind: Kind, sources: ExceptionSources): ExceptionRecord | readonly EvenkeelError[] {
  const selector = selectorOf(tree)
  const until = untilOf(tree, kind)
  const { windows, problems: wrongWindows } = windowsOf(tree)
  const pin = pinOf(child(tree, 'pin'))
  const problems = [...selectorProblems(tree, selector, sources), ...wrongWindows]
  if (pin instanceof Error) problems.push(pin)
  if (typeof until !== 'string') problems.push(until)
  if (problems.length > 0 || typeof until !== 'string' || pin instanceof Error) return problems
  return {
    id: textOf(child(tree, 'id')) ?? `${kind}-${digestOf({ ...selector }).slice(0, 8)}`,
    kind,
    selector,
    reason: textOf(child(tree, 'reason')) ?? '',
    owner: textOf(child(tree, 'owner')) ?? '',
    until,
    ...(windows === undefined ? {} : { windows }),
    ...(pin === undefined ? {} : { pin }),
    where: `${tree.place.file}:${tree.place.line}`,
  }
}

/** A fingerprint says nothing without its key: pinned without one, the exception would lapse with the next run. */
function pinOf(tree: Tree | undefined): Pin | undefined | EvenkeelError {
  if (tree === undefined) return undefined
  const key = textOf(child(tree, 'key'))
  const sides = (['candidate', 'baseline'] as const).flatMap((side) => {
    const value = child(tree, side)
    return value === undefined ? [] : [[side, asWritten(value)] as const]
  })
  if (key === undefined && sides.some(([, value]) => fingerprintWords.test(JSON.stringify(value)))) {
    return fail('rules-exception-pin', { ...tree.place })
  }
  return { ...(Object.fromEntries(sides) as Pin), ...(key === undefined ? {} : { key }) }
}

/** The plain value; a number that is written otherwise than it reads (`1.10`) is its text: people mean what they wrote. */
function asWritten(tree: Tree): Json {
  if (tree.form !== 'scalar') return plain(tree) as Json
  return typeof tree.value === 'number' && String(tree.value) !== tree.written ? tree.written : tree.value
}

function selectorOf(tree: Tree): ExceptionSelector {
  const given = selectorParts.flatMap((part) => {
    const text = textOf(child(tree, part))
    return text === undefined ? [] : [[part, text] as const]
  })
  return Object.fromEntries(given)
}

function selectorProblems(tree: Tree, selector: ExceptionSelector, sources: ExceptionSources): EvenkeelError[] {
  const given = Object.values(selector) as readonly string[]
  if (given.length === 0)
    return [fail('rules-exception-selects-all', { ...tree.place, found: 'selects nothing in particular' })]
  if (given.every((text) => /^[*/\s]*$/.test(text))) {
    return [fail('rules-exception-selects-all', { ...tree.place, found: 'has only wildcards' })]
  }
  const kindIds = kinds.map((k) => k.id)
  return [
    ...unknownWord(tree, 'rule', selector.rule, sources.rules),
    ...unknownWord(tree, 'kind', selector.kind, kindIds),
    ...(sources.services === undefined ? [] : unknownWord(tree, 'service', selector.service, sources.services)),
  ]
}

function unknownWord(
  tree: Tree,
  what: 'rule' | 'kind' | 'service',
  name: string | undefined,
  known: readonly string[],
): EvenkeelError[] {
  if (name === undefined || name.includes('*') || known.includes(name)) return []
  const place = child(tree, what)?.place ?? tree.place
  return [fail('rules-exception-unknown', { ...place, what, name, nearest: nearest(name, known) })]
}
