import { type EvenkeelError, fail } from '../errors/catalogue.ts'
import type { Dimension } from '../model/dimension.ts'
import type { Json } from '../model/json.ts'
import type { Rule, RuleExample, RuleProblem } from '../model/rule.ts'
import { checkTree } from './check-tree.ts'
import { asError } from './problems.ts'
import { readYaml } from './read-yaml.ts'
import { tooLong, tooMuch } from './rule-limits.ts'
import { rulePackSchema } from './rule-schema.ts'
import { scopesOf, type RawScope } from './scope.ts'
import { child, items, plain, textOf, type Place, type Tree } from './tree.ts'

/** A file to read: its name for messages, and its text. */
export interface TextFile {
  readonly path: string
  readonly text: string
}

/** Says what is wrong with a rule beyond its form. Handed in, because the configuration does not know relations. */
export type RuleCheck = (rule: Rule) => readonly RuleProblem[]

/** A rule with the tree it was read from. */
interface Written {
  readonly rule: Rule
  readonly tree: Tree
  readonly text: string
}

/**
 * Reads rule packs. Throws one error with its file, line and column, or an AggregateError with all of them: YAML that is
 * none, unknown keys, wrong values, an id that two rules share (those `present` already among them), and whatever `check`
 * finds.
 */
export function loadRules(
  files: readonly TextFile[],
  check: RuleCheck,
  present: readonly Rule[] = [],
): readonly Rule[] {
  const problems: EvenkeelError[] = []
  const written: Written[] = []
  for (const file of files) {
    const pack = readPack(file)
    problems.push(...pack.problems)
    written.push(...pack.rules)
  }
  const seen = new Map(present.map((rule) => [rule.id, rule.where ?? '']))
  for (const { rule, tree, text } of written) {
    const other = seen.get(rule.id)
    const idPlace = child(tree, 'id')?.place ?? tree.place
    if (other === undefined) seen.set(rule.id, rule.where ?? '')
    else problems.push(fail('rules-duplicate-id', { ...idPlace, rule: rule.id, other }))
    for (const problem of check(rule)) problems.push(located(problem, tree, text))
  }
  const error = asError(problems, 'the rule packs')
  if (error !== undefined) throw error
  return written.map(({ rule }) => rule)
}

function readPack({ path, text }: TextFile): {
  readonly rules: readonly Written[]
  readonly problems: readonly EvenkeelError[]
} {
  const long = tooLong(path, text)
  if (long !== undefined) return { rules: [], problems: [long] }
  const { tree, problems } = readYaml(path, text)
  if (tree === undefined) {
    return {
      rules: [],
      problems: problems.map((p) =>
        p.code === 'config-empty' ? fail('rules-empty', { file: path, what: 'rules' }) : p,
      ),
    }
  }
  const much = tooMuch(tree)
  const wrong = much.length > 0 ? much : checkTree(rulePackSchema, tree)
  if (wrong.length > 0) return { rules: [], problems: wrong }
  const dimension = textOf(child(tree, 'dimension')) as Dimension
  return {
    rules: items(child(tree, 'rules')).map((one) => ({ rule: ruleOf(one, dimension), tree: one, text })),
    problems: [],
  }
}

/** A rule as its schema lets it through. */
type RawRule = Partial<Pick<Rule, 'at' | 'on' | 'side' | 'claims' | 'precedence' | 'references' | 'parameters'>> &
  Pick<Rule, 'id' | 'kind' | 'relation' | 'title' | 'why' | 'remedy' | 'severity'> & {
    readonly off?: boolean
    readonly only?: RawScope
    readonly except?: RawScope
    readonly with?: Json
    readonly when?: string
    readonly unless?: string
    readonly examples?: readonly {
      readonly pass?: Omit<RuleExample, 'expect'>
      readonly fail?: Omit<RuleExample, 'expect'>
    }[]
  }

function ruleOf(tree: Tree, dimension: Dimension): Rule {
  const raw = plain(tree) as RawRule
  const { file, line, column } = tree.place
  return {
    id: raw.id,
    kind: raw.kind,
    at: raw.at ?? '',
    on: raw.on ?? 'change',
    side: raw.side ?? 'both',
    relation: raw.relation,
    ...(raw.with === undefined ? {} : { with: raw.with }),
    ...(raw.when === undefined ? {} : { when: raw.when }),
    ...(raw.unless === undefined ? {} : { unless: raw.unless }),
    claims: raw.claims ?? true,
    precedence: raw.precedence ?? 0,
    severity: raw.severity,
    dimension,
    title: oneLine(raw.title),
    why: oneLine(raw.why),
    remedy: oneLine(raw.remedy),
    references: raw.references ?? [],
    ...(raw.parameters === undefined ? {} : { parameters: raw.parameters }),
    ...(raw.off === true ? { off: true as const } : {}),
    ...scopesOf(raw),
    examples: (raw.examples ?? []).map(exampleOf),
    where: `${file}:${line}:${column}`,
  }
}

function exampleOf(raw: NonNullable<RawRule['examples']>[number]): RuleExample {
  return raw.pass === undefined ? { expect: 'fail', ...raw.fail } : { expect: 'pass', ...raw.pass }
}

function oneLine(text: string): string {
  return text.trim().replaceAll(/\s*\n\s*/g, ' ')
}

/** The error of a problem, at the part of the rule that it is in; at the rule itself where the part is not written. */
function located(problem: RuleProblem, tree: Tree, text: string): EvenkeelError {
  const part = child(tree, problem.part)
  const place = part === undefined ? tree.place : offsetPlace(part, problem.offset ?? 0, text)
  return fail('rules-invalid', {
    ...place,
    rule: problem.rule,
    part: problem.part,
    problem: problem.problem,
    nearest: problem.nearest,
  })
}

/** The place of a character inside a text on one line; the place of the text itself where it is folded or escaped. */
function offsetPlace(tree: Tree, offset: number, text: string): Place {
  const expression = textOf(tree)
  if (offset === 0 || expression === undefined) return tree.place
  const line = text.split(/\r?\n/)[tree.place.line - 1] ?? ''
  const start = tree.place.column - 1
  const inner = /^["']/.test(line.slice(start)) ? start + 1 : start
  const onLine = line.slice(inner).startsWith(expression.slice(0, offset))
  return onLine ? { ...tree.place, column: inner + offset + 1 } : tree.place
}
