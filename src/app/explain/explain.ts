import picocolors from 'picocolors'
import { inspectWith, prepare, type AssessingOptions } from '../assessing.ts'
import { explainAmbiguity, explainTwin } from './explanation.ts'
import { rememberedMove, rememberedPairs, rememberedPart } from './remembered-pairs.ts'
import type { RememberedOptions } from '../diff/remembered.ts'
import { findSubject } from './find-subject.ts'
import { sinceLines } from './since.ts'
import { exits, type Surroundings } from '../surroundings.ts'

export interface ExplainOptions extends AssessingOptions, RememberedOptions {
  /** `score`; a finding's id, or a name, id, address or `kind/name` of a resource. */
  readonly what: string
}

/**
 * `evenkeel explain`: reads both sides and shows what became of one resource: raw and canonical values, its twin and why,
 * its references, what was judged, what the service remembers of its pair, and what to write when the pairing is wrong. `evenkeel explain score`: what the score is
 * made of. A resource that is called "score" is asked for as `kind/score`.
 */
export async function runExplain(options: ExplainOptions, surroundings: Surroundings): Promise<number> {
  const { comparison, request, progress } = await prepare({ ...options, threshold: 'never' }, surroundings)
  const remembered = await rememberedPairs(comparison, options, surroundings)
  const carried = 'pairs' in remembered ? remembered.pairs : []
  const assessed = await inspectWith({ ...request, carried }, progress)
  if (options.what === 'score') {
    const { explainScore } = await import('./explain-score.ts')
    surroundings.stdout.write(`${explainScore(assessed.assessment).join('\n')}\n`)
    return exits.parity
  }
  const subject = findSubject(options.what, assessed)
  const finding = 'ambiguity' in subject ? undefined : subject.finding
  const moved =
    finding === undefined || 'unknown' in remembered
      ? undefined
      : await rememberedMove(finding.id, options, surroundings)
  const ink = picocolors.createColors(surroundings.stdout.colour)
  const lines =
    'ambiguity' in subject
      ? explainAmbiguity(subject.ambiguity, assessed)
      : [
          ...explainTwin(subject.twin, finding === undefined ? undefined : { ...finding, ...moved }, assessed, ink),
          ...rememberedPart(subject.twin, remembered, assessed.comparison),
        ]
  const since = finding === undefined ? [] : await sinceLines(finding, assessed, request)
  surroundings.stdout.write(`${[...lines, ...since].join('\n')}\n`)
  return exits.parity
}
