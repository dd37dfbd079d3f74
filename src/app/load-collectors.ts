import type { Collector, CollectorEntry } from '../collect/contract.ts'
import type { SourcePlan } from '../model/plan.ts'

/** The collectors of the families that these sources are of, with their code. Without sources: all of them. */
export async function loadCollectors(
  known: readonly CollectorEntry[],
  sources?: readonly Pick<SourcePlan, 'family'>[],
): Promise<readonly Collector[]> {
  const families = sources === undefined ? undefined : new Set(sources.map(({ family }) => family))
  const wanted = known.filter(({ family }) => families?.has(family) ?? true)
  return Promise.all(wanted.map(({ load }) => load()))
}
