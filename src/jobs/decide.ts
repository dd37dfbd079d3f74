import { carry } from '../compare/carry.ts'
import { isOffEverywhere } from '../judge/adjust.ts'
import { withKeptIds } from '../judge/kept-ids.ts'
import { lifecycle } from '../judge/lifecycle.ts'
import { worstFirst } from '../judge/order.ts'
import type { Assessment, Summary } from '../model/assessment.ts'
import { countedBySeverity, driftOf } from '../model/drift.ts'
import type { Transition } from '../model/live-finding.ts'
import type { Rule } from '../model/rule.ts'
import type { Threshold } from '../model/severity.ts'
import type { AssessmentRecord } from '../store/contract/assessments.ts'
import { announce, type Routes } from './announce.ts'

/** What decides about an assessment beside the findings as they stand. */
export interface DecisionInput {
  readonly assessmentId: string
  /** As it was weighed. */
  readonly assessment: Assessment
  readonly at: Date
  /** Those of the comparison, with those that are off: what no rule judges any more is resolved. */
  readonly rules: readonly Pick<Rule, 'id' | 'off' | 'adjustments'>[]
  readonly threshold: Threshold
  readonly routes: Routes
  /** Its pairing is that of the one before: see AssessmentRecord. */
  readonly pairingStands?: boolean
}

/** What ends an assessment: how its findings live on, the verdict over what stands, and who is told. Pure. */
export function decision(input: DecisionInput): AssessmentRecord['decide'] {
  const { assessmentId, assessment, at, threshold, routes } = input
  const rules = input.rules.filter((rule) => !isOffEverywhere(rule))
  return (previous) => {
    const settled = withKeptIds(assessment, previous.findings)
    const transitions = lifecycle({ previous: previous.findings, assessment: settled, at, rules })
    const after = standing(settled, transitions, threshold)
    const deliveries = announce({ assessmentId, transitions, before: previous.assessment, after, routes })
    const carried = input.pairingStands === true ? previous.carried : carry(previous.carried, assessment)
    return { transitions, assessment: after, deliveries, carried }
  }
}

/**
 * An assessment with its findings as they stand: acknowledged ones as such, and those that nobody could see this time still among
 * them, for not to have looked is no cure. Drift and the count by severity go by them; the score does not, in which an unread place
 * costs by itself.
 */
export function standing(assessment: Assessment, transitions: readonly Transition[], threshold: Threshold): Assessment {
  const findings = transitions
    .filter(({ after }) => after.status !== 'resolved')
    .map(({ after }) => after.finding)
    .sort(worstFirst)
  const summary: Summary = { ...assessment.summary, bySeverity: countedBySeverity(findings) }
  return { ...assessment, findings, summary, drift: driftOf(findings, threshold) }
}
