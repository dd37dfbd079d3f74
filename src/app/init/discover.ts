import { inspectWith, prepare, type AssessingOptions } from '../assessing.ts'
import { describeDiscovery } from './discovery.ts'
import { exits, type Surroundings } from '../surroundings.ts'

/**
 * `evenkeel init --discover`: reads the sources of a comparison and says what names each environment, how much pairs, what
 * does not, and what to write about it. Judges nothing. Returns 3 when something required could not be read.
 */
export async function runDiscover(options: AssessingOptions, surroundings: Surroundings): Promise<number> {
  const { request, progress } = await prepare({ ...options, threshold: 'never' }, surroundings)
  const { assessment } = await inspectWith({ ...request, rules: [], exceptions: [] }, progress)
  surroundings.stdout.write(describeDiscovery(assessment))
  return assessment.coverage.verdict === 'incomplete' ? exits.incomplete : exits.parity
}
