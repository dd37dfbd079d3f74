import { type EvenkeelError, fail } from '../errors/catalogue.ts'
import { digestOf } from '../model/digest.ts'
import type { ExceptionRecord, ExceptionSelector } from '../model/exception.ts'
import type { Json } from '../model/json.ts'
import { kinds } from '../model/kinds/index.ts'
import { checkTree } from './check-tree.ts'
import { untilOf } from './exception-dates.ts'
import { differenceSchema, exceptionFileSchema } from './exception-schema.ts'
import { nearest } from './nearest.ts'
import { asError } from './problems.ts'
import { readYaml } from './read-yaml.ts'
import type { TextFile } from './rules.ts'
import { child, items, plain, textOf, type Place, type Tree } from './tree.ts'

/** What loading exceptions takes. */
export interface ExceptionSources {
  /** The files that `exceptions:` names. */
  readonly files: readonly TextFile[]
  /** The entries of `differences:` in evenkeel.yaml, each with its file and line. */
  readonly differences: readonly { readonly entry: unknown; readonly where: string }[]
  /** The ids of all rules, so that a misspelt one is found. */
  readonly rules: readonly string[]
}

type Kind = ExceptionRecord['kind']

const selectorParts = ['rule', 'kind', 'resource', 'at', 'finding'] as const

/**
 * Reads exceptions. Throws one error with its file, line and column, or an AggregateError with all of them: unknown keys,
 * no reason or owner, a selector that is empty or only wildcards, a rule or kind that does not exist, bad dates, and an id
 * that two of them share.
 */
export function loadExceptions(sources: ExceptionSources): readonly ExceptionRecord[] {
  const problems: EvenkeelError[] = []
  const trees: { readonly tree: Tree; readonly kind: Kind }[] = []
  for (const file of sources.files) {
    const read = readFile(file)
    problems.push(...read.problems)
    trees.push(...read.trees)
  }
  for (const { entry, where } of sources.differences) {
    const tree = treeOf(entry, placeOf(where))
    const wrong = checkTree(differenceSchema, tree, 'differences[]')
    problems.push(...wrong)
    if (wrong.length === 0) trees.push({ tree, kind: 'structural' })
  }
  const records: ExceptionRecord[] = []
  const seen = new Map<string, string>()
  for (const { tree, kind } of trees) {
    const record = recordOf(tree, kind, sources.rules)
    if (Array.isArray(record)) {
      problems.push(...record)
      continue
    }
    const other = seen.get(record.id)
    if (other !== undefined) problems.push(fail('rules-exception-duplicate', { ...tree.place, id: record.id, other }))
    seen.set(record.id, record.where)
    records.push(record)
  }
  const error = asError(problems, 'the exceptions')
  if (error !== undefined) throw error
  return records
}

function readFile({ path, text }: TextFile): {
  readonly trees: readonly { readonly tree: Tree; readonly kind: Kind }[]
  readonly problems: readonly EvenkeelError[]
} {
  const { tree, problems } = readYaml(path, text)
  if (tree === undefined) {
    // A file whose last exception has ended is kept, empty, for the next one.
    return { trees: [], problems: problems.filter((problem) => problem.code !== 'config-empty') }
  }
  const wrong = checkTree(exceptionFileSchema, tree)
  if (wrong.length > 0) return { trees: [], problems: wrong }
  const temporary = tree.form === 'list' ? tree.items : items(child(tree, 'exceptions'))
  const structural = items(child(tree, 'differences'))
  return {
    trees: [
      ...temporary.map((one) => ({ tree: one, kind: 'temporary' as const })),
      ...structural.map((one) => ({ tree: one, kind: 'structural' as const })),
    ],
    problems: [],
  }
}

function recordOf(tree: Tree, kind: Kind, rules: readonly string[]): ExceptionRecord | EvenkeelError[] {
  const selector = selectorOf(tree)
  const problems = selectorProblems(tree, selector, rules)
  const until = untilOf(tree, kind)
  if (typeof until !== 'string') problems.push(until)
  if (problems.length > 0 || typeof until !== 'string') return problems
  const pin = child(tree, 'pin')
  return {
    id: textOf(child(tree, 'id')) ?? `${kind}-${digestOf({ ...selector }).slice(0, 8)}`,
    kind,
    selector,
    reason: textOf(child(tree, 'reason')) ?? '',
    owner: textOf(child(tree, 'owner')) ?? '',
    until,
    ...(pin === undefined ? {} : { pin: plain(pin) as { readonly candidate?: Json; readonly baseline?: Json } }),
    where: `${tree.place.file}:${tree.place.line}`,
  }
}

function selectorOf(tree: Tree): ExceptionSelector {
  const given = selectorParts.flatMap((part) => {
    const text = textOf(child(tree, part))
    return text === undefined ? [] : [[part, text] as const]
  })
  return Object.fromEntries(given)
}

function selectorProblems(tree: Tree, selector: ExceptionSelector, rules: readonly string[]): EvenkeelError[] {
  const given = Object.values(selector) as readonly string[]
  if (given.length === 0)
    return [fail('rules-exception-selects-all', { ...tree.place, found: 'selects nothing in particular' })]
  if (given.every((text) => /^[*/\s]*$/.test(text))) {
    return [fail('rules-exception-selects-all', { ...tree.place, found: 'has only wildcards' })]
  }
  return [
    ...unknownWord(tree, 'rule', selector.rule, rules),
    ...unknownWord(
      tree,
      'kind',
      selector.kind,
      kinds.map((k) => k.id),
    ),
  ]
}

function unknownWord(
  tree: Tree,
  what: 'rule' | 'kind',
  name: string | undefined,
  known: readonly string[],
): EvenkeelError[] {
  if (name === undefined || name.includes('*') || known.includes(name)) return []
  const place = child(tree, what)?.place ?? tree.place
  return [fail('rules-exception-unknown', { ...place, what, name, nearest: nearest(name, known) })]
}

/** `evenkeel.yaml:12` or `evenkeel.yaml:12:5`. */
function placeOf(where: string): Place {
  const match = /^(.*?):(\d+)(?::(\d+))?$/s.exec(where)
  return { file: match?.[1] ?? where, line: Number(match?.[2] ?? 1), column: Number(match?.[3] ?? 1) }
}

/** A value that was read before, as a tree: everything in it stands where its entry begins. */
function treeOf(value: unknown, place: Place): Tree {
  if (Array.isArray(value)) return { form: 'list', place, items: value.map((item) => treeOf(item, place)) }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(
      ([key, inner]) => [key, { keyPlace: place, tree: treeOf(inner, place) }] as const,
    )
    return { form: 'map', place, entries: new Map(entries) }
  }
  const scalar = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null
  return { form: 'scalar', value: scalar, written: String(scalar), place }
}
