import type { Assessment } from '../model/assessment.ts'
import { reaches } from '../model/severity.ts'
import { unreadScopes } from './coverage-groups.ts'
import { safeText } from './safe-text.ts'
import { standingOf } from './standing.ts'
import { counted } from './words.ts'

/** How a verdict reads at a glance: nothing to do, worth a look, act, or not known. */
export type Mood = 'well' | 'fair' | 'bad' | 'unknown'

export interface Headline {
  readonly mood: Mood
  /** One sentence without a full stop. */
  readonly sentence: string
}

/** The verdict in one sentence: whether the candidate would have told the truth about the baseline. */
export function headlineOf(assessment: Assessment): Headline {
  const candidate = safeText(assessment.comparison.candidate)
  const baseline = safeText(assessment.comparison.baseline)
  const { open } = standingOf(assessment.findings)
  const critical = open.filter((finding) => finding.severity === 'critical').length
  const differences = counted(open.length, 'difference')
  const unread = unreadScopes(assessment).filter((scope) => scope.required).length
  const blind = unread === 0 ? '' : `${counted(unread, 'required place')} could not be read`

  // A lenient threshold decides about the exit code; it does not make a grave difference harmless.
  const grave = open.some((finding) => reaches(finding.severity, 'high'))
  if (assessment.drift === 'drift' || grave) {
    const worst = critical === 0 ? '' : `, ${critical} critical`
    const also = blind === '' ? '' : `; and ${blind}`
    return { mood: 'bad', sentence: `${candidate} would not have told you the truth: ${differences}${worst}${also}` }
  }
  if (assessment.summary.compared === 0 && open.length === 0 && unread === 0) {
    return { mood: 'unknown', sentence: `nothing in ${candidate} could be compared with ${baseline}` }
  }
  if (assessment.coverage.verdict === 'incomplete') {
    const seen = open.length === 0 ? 'no difference in what was read' : `${differences} below the threshold`
    const why = blind === '' ? 'something required was not read' : blind
    return { mood: 'unknown', sentence: `whether ${candidate} tells the truth is not known: ${why}; ${seen}` }
  }
  if (open.length > 0) {
    return {
      mood: 'fair',
      sentence: `${candidate} comes close to ${baseline}: ${differences}, ${open.length === 1 ? '' : 'all '}below the threshold`,
    }
  }
  const known = assessment.findings.filter((finding) => finding.status === 'known').length
  if (known > 0) {
    // What was there at adoption fails nothing, and is no parity either.
    const old = `${counted(known, 'difference')} known at adoption`
    return { mood: 'fair', sentence: `${candidate} differs from ${baseline} in nothing new: ${old}` }
  }
  return {
    mood: 'well',
    sentence: `${candidate} would have told you the truth about ${baseline}: no difference that matters`,
  }
}
