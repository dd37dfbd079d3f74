import type { Finding } from '../model/finding.ts'
import { answersTo } from '../model/pointer.ts'
import { sides, type Side } from '../model/resource.ts'
import type { Change, TwinView, Unit } from '../model/twin.ts'
import { noClaims, type Claims } from './claims.ts'
import type { CompiledRule } from './compiled.ts'
import { plansOf, type Plan } from './dispatch.ts'
import { glanceOf } from './glance.ts'
import { findingOf, type JudgementContext } from './finding.ts'
import { worstFirst } from './order.ts'
import { mustNotReference } from './relations/boundary.ts'

/**
 * Judges twins: every finding that the rules make, worst first. All are open, but for those that wait for
 * promotion where `context.promotion` knows who moved. Pure; the time is `context.now`.
 * Exceptions are applied afterwards (`applyExceptions`). Takes the views one at a time, and keeps none.
 *
 * Throws RuleFailure when a guard fails on a value: a rule that fails is not a rule that passes.
 */
export function judge(
  views: Iterable<TwinView>,
  rules: readonly CompiledRule[],
  context: JudgementContext,
): readonly Finding[] {
  const planOf = plansOf(rules)
  const findings: Finding[] = []
  for (const view of views) {
    const plan = planOf(view.twin.kind)
    const asked = view.isQuiet === undefined ? undefined : glanceOf(plan, view.twin.kind, context)
    if (asked !== undefined && view.isQuiet?.(asked) === true) continue
    judgeTwin(view, plan, context, findings, asked !== undefined)
  }
  return findings.sort(worstFirst)
}

function judgeTwin(
  view: TwinView,
  { turns, looksAtEach }: Plan,
  context: JudgementContext,
  findings: Finding[],
  wasAsked: boolean,
): void {
  const changes = turns.length === 0 ? [] : changesOf(view)
  if (changes.length === 0 && !looksAtEach) return
  // Made with the first violation: most twins have none.
  let claims: Claims | undefined
  for (const turn of turns) {
    if (turn.by === 'change') {
      for (const change of changes) {
        for (const compiled of turn.rulesAt(change.at)) {
          // Most hold, and the relation is the cheapest question: guards and claims are asked of what violates it.
          if (compiled.holds(change, view, context)) continue
          const finding = judgeUnit(compiled, change, view, (claims ??= noClaims()), context)
          if (finding !== undefined) findings.push(finding)
        }
      }
      continue
    }
    // Most values hold no word of the other environment, which a view knows before it has made a unit of them.
    if (turn.compiled.rule.relation === mustNotReference.name && view.mayReachOther === false) continue
    // The glance at the pair has answered it for fields that are not in doubt; see glanceOf.
    if (wasAsked && turn.field !== undefined && view.isQuietAt?.(turn.field) === true) continue
    if (isClear(turn.compiled, view)) continue
    // Asked only when there is something to judge: a scope may need bodies that nothing else reads.
    let here: CompiledRule | undefined
    for (const unit of notCleared(turn.compiled, view) ?? unitsOf(turn.compiled, view, changes)) {
      here ??= turn.compiled.forTwin === undefined ? turn.compiled : turn.compiled.forTwin(view, context)
      if (here === undefined) break
      const finding = judgeUnit(here, unit, view, (claims ??= noClaims()), context)
      if (finding !== undefined) findings.push(finding)
    }
  }
}

/** Whether a rule on each element has nothing to say, by what is written in them alone. */
function isClear({ clears, forTwin, rule, oneSided }: CompiledRule, view: TwinView): boolean {
  // As it is adjusted for a twin, it may ask for something else.
  if (clears === undefined || forTwin !== undefined || view.written === undefined) return false
  for (const raw of view.written(clears.field, oneSided ? rule.side : 'both')) if (!clears.test(raw)) return false
  return true
}

/** The units of the elements that a rule may have something to say of, where they are to be had by themselves. */
function notCleared({ clears, forTwin }: CompiledRule, view: TwinView): readonly Unit[] | undefined {
  if (clears === undefined || forTwin !== undefined) return undefined
  return view.unitsWhere?.(clears.field, (raw) => !clears.test(raw))
}

/** Where nobody (completely) looked, nothing is missing; and of what is missing altogether, its parts are not news. */
function changesOf(view: TwinView): readonly Change[] {
  if (!isAlone(view)) return view.changes
  return view.twin.alone === 'absent-there' ? view.changes.filter((change) => change.at === '') : []
}

/** The units of a twin that a rule is asked about. */
function unitsOf({ rule, oneSided }: CompiledRule, view: TwinView, changes: readonly Change[]): Iterable<Unit> {
  if (rule.on === 'change') return changes.filter(({ at }) => rule.at === '**' || answersTo(rule.at, at))
  // A pair is asked for and there is no pair: nothing can be said.
  return isAlone(view) && !oneSided ? [] : view.units(rule.at)
}

function isAlone({ twin }: TwinView): boolean {
  return twin.candidate.length === 0 || twin.baseline.length === 0
}

function judgeUnit(
  compiled: CompiledRule,
  unit: Unit,
  view: TwinView,
  claims: Claims,
  context: JudgementContext,
): Finding | undefined {
  const { rule } = compiled
  const faulty = compiled.oneSided
    ? sidesAtFault(compiled, unit, view, claims, context)
    : pairAtFault(compiled, unit, view, claims, context)
  if (faulty.length === 0) return undefined
  const finding = findingOf(compiled, unit, view, faulty, context)
  if (rule.claims) {
    claims.claim(unit.at, faulty, compiled.members)
    for (const related of compiled.detail?.(unit, view, context).related ?? []) claims.claim(related, sides, [])
  }
  return finding
}

const none: readonly Side[] = []

function pairAtFault(
  compiled: CompiledRule,
  unit: Unit,
  view: TwinView,
  claims: Claims,
  context: JudgementContext,
): readonly Side[] {
  const { members } = compiled
  if (claims.taken(unit.at, 'candidate', members) || claims.taken(unit.at, 'baseline', members)) return none
  return compiled.applies(unit, view, context) && !compiled.holds(unit, view, context) ? sides : none
}

/** Each side by itself; the baseline first, since what is wrong in production weighs more. */
function sidesAtFault(
  compiled: CompiledRule,
  unit: Unit,
  view: TwinView,
  claims: Claims,
  context: JudgementContext,
): readonly Side[] {
  const wanted: readonly Side[] = compiled.rule.side === 'both' ? ['baseline', 'candidate'] : [compiled.rule.side]
  const judged = wanted.filter((side) => unit[side] !== undefined && !claims.taken(unit.at, side, compiled.members))
  const faulty = judged.filter((side) => {
    const seen = unit[side]
    return seen !== undefined && !compiled.holds({ at: unit.at, [side]: seen }, view, context)
  })
  // The relation is the cheaper question, and most hold.
  return faulty.length > 0 && compiled.applies(unit, view, context) ? faulty : none
}
