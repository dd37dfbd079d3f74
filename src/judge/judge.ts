import type { Finding } from '../model/finding.ts'
import { answersTo } from '../model/pointer.ts'
import { sides, type Side } from '../model/resource.ts'
import type { TwinView, Unit } from '../model/twin.ts'
import { noClaims, type Claims } from './claims.ts'
import type { CompiledRule } from './compiled.ts'
import { findingOf, type JudgementContext } from './finding.ts'
import { rulesByKind, worstFirst } from './order.ts'

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
  const rulesOf = rulesByKind(rules)
  const findings: Finding[] = []
  for (const view of views) {
    const claims = noClaims()
    for (const compiled of rulesOf(view.twin.kind)) {
      // Asked only when there is something to judge: a scope may need bodies that nothing else reads.
      let here: CompiledRule | undefined
      for (const unit of unitsOf(compiled, view)) {
        here ??= compiled.forTwin === undefined ? compiled : compiled.forTwin(view, context)
        if (here === undefined) break
        const finding = judgeUnit(here, unit, view, claims, context)
        if (finding !== undefined) findings.push(finding)
      }
    }
  }
  return findings.sort(worstFirst)
}

/** The units of a twin that a rule is asked about. */
function unitsOf(compiled: CompiledRule, view: TwinView): Iterable<Unit> {
  const { rule } = compiled
  const alone = view.twin.candidate.length === 0 || view.twin.baseline.length === 0
  if (rule.on === 'change') {
    // Where nobody (completely) looked, nothing is missing; and of what is missing altogether, its parts are not news.
    const real = alone
      ? view.changes.filter((change) => change.at === '' && view.twin.alone === 'absent-there')
      : view.changes
    return real.filter((change) => rule.at === '**' || answersTo(rule.at, change.at))
  }
  // A pair is asked for and there is no pair: nothing can be said.
  if (alone && !compiled.oneSided) return []
  return view.units(rule.at)
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

function pairAtFault(
  compiled: CompiledRule,
  unit: Unit,
  view: TwinView,
  claims: Claims,
  context: JudgementContext,
): readonly Side[] {
  if (sides.some((side) => claims.taken(unit.at, side, compiled.members))) return []
  return compiled.applies(unit, view, context) && !compiled.holds(unit, view, context) ? sides : []
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
  if (judged.length === 0 || !compiled.applies(unit, view, context)) return []
  return judged.filter((side) => {
    const seen = unit[side]
    return seen !== undefined && !compiled.holds({ at: unit.at, [side]: seen }, view, context)
  })
}
