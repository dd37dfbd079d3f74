import type { Coverage } from '../model/coverage.ts'
import type { Head } from '../model/resource.ts'
import type { CollectorFacts } from './contract.ts'

/** What belongs to an environment of all that its sources gave. */
export interface Standing {
  readonly coverage: readonly Coverage[]
  /** Whether a resource belongs to it. */
  readonly keeps: (head: Pick<Head, 'origin' | 'kind'>) => boolean
}

/**
 * An environment is what its observed sources saw, and only of the kinds that none of them answers for what its declared ones say. Told by
 * the coverage alone: an observed source that was denied still answers for its kinds. A collector that this program does not know
 * supersedes every family.
 */
export function standing(coverage: readonly Coverage[], collectors: readonly CollectorFacts[]): Standing {
  const byId = new Map(collectors.map((collector) => [collector.id, collector]))
  const seers = coverage.filter((row) => row.origin.mode === 'observed')
  const keeps: Standing['keeps'] = ({ origin, kind }) => {
    if (origin.mode === 'observed') return true
    const family = byId.get(origin.collector)?.family
    return !seers.some((row) => {
      if (row.kind !== kind) return false
      const supersedes = byId.get(row.origin.collector)?.supersedes
      return supersedes === undefined || (family !== undefined && supersedes.includes(family))
    })
  }
  return { coverage: coverage.filter(keeps), keeps }
}
