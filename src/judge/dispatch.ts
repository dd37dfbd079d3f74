import { tokens, type Pointer } from '../model/pointer.ts'
import type { CompiledRule } from './compiled.ts'
import { byPrecedence } from './order.ts'
import { mustNotReference } from './relations/boundary.ts'

/**
 * One turn of judging a twin. Most rules judge one change without a look at another, so a run of them takes one change after
 * another; a rule that looks at units that need not differ, claims other changes or depends on the twin has a turn of its
 * own, at which it is asked about all of its units.
 */
export type Turn =
  | { readonly by: 'change'; readonly rulesAt: (at: Pointer) => readonly CompiledRule[] }
  | {
      readonly by: 'rule'
      readonly compiled: CompiledRule
      /** The field that a rule looks at which is about its values alone, whether they differ or not; '': the resource as one. */
      readonly field: string | undefined
    }

/** The turns for one kind: its rules in the order that they judge in. */
export interface Plan {
  readonly turns: readonly Turn[]
  /** Whether some rule looks at units that need not differ. */
  readonly looksAtEach: boolean
}

/**
 * Rules by the kind that they judge, and then by the pointer: a change is asked only of the rules for its place, and rules
 * of other kinds cost nothing. Plans are made when a kind is first seen.
 */
export function plansOf(rules: readonly CompiledRule[]): (kind: string) => Plan {
  // The same rules judge again and again where twins are judged one by one.
  const known = plans.get(rules)
  if (known !== undefined) return known
  const found = new Map<string, Plan>()
  const of = (kind: string): Plan => {
    let plan = found.get(kind)
    if (plan === undefined) {
      plan = planOf(rules.filter(({ rule }) => rule.kind === kind || rule.kind === '*').sort(byPrecedence))
      found.set(kind, plan)
    }
    return plan
  }
  plans.set(rules, of)
  return of
}

const plans = new WeakMap<readonly CompiledRule[], (kind: string) => Plan>()

function planOf(rules: readonly CompiledRule[]): Plan {
  const turns: Turn[] = []
  let run: CompiledRule[] = []
  const endRun = (): void => {
    if (run.length > 0) turns.push({ by: 'change', rulesAt: placesOf(run) })
    run = []
  }
  for (const compiled of rules) {
    if (compiled.rule.on === 'change' && compiled.detail === undefined && compiled.forTwin === undefined) {
      run.push(compiled)
      continue
    }
    endRun()
    turns.push({ by: 'rule', compiled, field: fieldOf(compiled) })
  }
  endRun()
  return { turns, looksAtEach: rules.some(({ rule }) => rule.on === 'each') }
}

function fieldOf({ rule }: CompiledRule): string | undefined {
  const isOfOne = rule.on === 'each' && rule.at !== '**' && rule.relation !== mustNotReference.name
  return isOfOne ? (tokens(rule.at)[0] ?? '') : undefined
}

/** One keyed field with rules for its elements. */
interface Elements {
  /** `/parameters/` */
  readonly prefix: string
  /** The rules for every element. */
  readonly rules: readonly CompiledRule[]
  /** Where a rule names an element (`/parameters/work_mem`): its own and those for every one. */
  readonly named: ReadonlyMap<Pointer, readonly CompiledRule[]>
}

/**
 * The rules on changes by the place that they judge: in their order. Places are the resource, a field, or an
 * element of a keyed field; elements are told by their field, of which a kind has few.
 */
function placesOf(rules: readonly CompiledRule[]): (at: Pointer) => readonly CompiledRule[] {
  const matching = (...wanted: readonly Pointer[]): readonly CompiledRule[] =>
    rules.filter(({ rule }) => rule.at === '**' || wanted.includes(rule.at))
  const given = [...new Set(rules.map(({ rule }) => rule.at))].filter((pattern) => pattern !== '**')
  const prefixes = given.flatMap((pattern) =>
    isElement(pattern) ? [pattern.slice(0, pattern.indexOf('/', 1) + 1)] : [],
  )
  const elements: readonly Elements[] = [...new Set(prefixes)].map((prefix) => {
    const named = given.filter((pattern) => pattern.startsWith(prefix) && pattern !== `${prefix}*`)
    return {
      prefix,
      rules: matching(`${prefix}*`),
      named: new Map(named.map((pattern) => [pattern, matching(pattern, `${prefix}*`)])),
    }
  })
  const fields = new Map(given.filter((pattern) => !isElement(pattern)).map((pattern) => [pattern, matching(pattern)]))
  const anywhere = matching()
  return (at) => {
    for (const { prefix, rules: all, named } of elements) {
      if (at.startsWith(prefix)) return named.size === 0 ? all : (named.get(at) ?? all)
    }
    return fields.get(at) ?? anywhere
  }
}

function isElement(pattern: Pointer): boolean {
  return pattern.indexOf('/', 1) > 0
}
