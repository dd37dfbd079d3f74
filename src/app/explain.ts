import picocolors from 'picocolors'
import { inspectWith, prepare, type AssessingOptions } from './assessing.ts'
import { explainAmbiguity, explainTwin } from './explanation.ts'
import { findSubject } from './find-subject.ts'
import { exits, type Surroundings } from './surroundings.ts'

export interface ExplainOptions extends AssessingOptions {
  /** A finding's id, or a name, id, address or `kind/name` of a resource. */
  readonly what: string
}

/**
 * `evenkeel explain`: reads both sides and shows what became of one resource: raw and canonical values, its twin and why,
 * its references, what was judged, and what to write when the pairing is wrong.
 */
export async function runExplain(options: ExplainOptions, surroundings: Surroundings): Promise<number> {
  const { request, progress } = await prepare({ ...options, threshold: 'never' }, surroundings)
  const assessed = await inspectWith(request, progress)
  const subject = findSubject(options.what, assessed)
  const ink = picocolors.createColors(surroundings.stdout.colour)
  const lines =
    'ambiguity' in subject
      ? explainAmbiguity(subject.ambiguity, assessed)
      : explainTwin(subject.twin, subject.finding, assessed, ink)
  surroundings.stdout.write(`${lines.join('\n')}\n`)
  return exits.parity
}
