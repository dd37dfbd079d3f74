import type { Assessment } from '../../model/assessment.ts'
import type { Score } from '../../model/score.ts'
import type { Ink } from './ink.ts'
import { paragraph } from './page.ts'

/** The score in one line. One that stands on incomplete coverage says so: what was not read counts as nothing. */
export function scoreLine({ score, scores, coverage }: Assessment, ink: Ink): string {
  if (score === null) return ink.bold('Score: none, because nothing was compared')
  const bound = coverage.verdict === 'complete' ? '' : ' (what was not read counts as nothing; coverage is incomplete)'
  const asFound = scores?.asFound ?? score
  const apart = asFound === score ? '' : `, ${asFound} as found (with what is documented, known or pending)`
  return `${ink.bold(`Score: ${score} of 100`)}${apart}${bound}`
}

/** The score of each dimension, on as few lines as it takes. */
export function dimensionLines(scores: Score | undefined, width: number, ink: Ink): string[] {
  if (scores === undefined || scores.score === null) return []
  const parts = scores.dimensions.map(({ dimension, score, asFound }) =>
    asFound === score ? `${dimension} ${score}` : `${dimension} ${score} (${asFound})`,
  )
  return paragraph(parts.join(' · '), 2, width, ink.dim)
}
