import { fail } from '../errors/catalogue.ts'
import type { Notice } from '../model/assessment.ts'
import type { SourcePlan } from '../model/plan.ts'
import type { Fingerprinter } from '../platform/fingerprint.ts'
import type { RateLimiter } from '../platform/rate-limiter.ts'
import type { ScopeYield } from './assemble.ts'
import type { Collector, EnvironmentFacts } from './contract.ts'
import { cancelled, placesOf, unplaced } from './places.ts'
import { readScope } from './read-scope.ts'
import { assign, type Assignment } from './tasks.ts'

/**
 * One environment whose places are read one by one, at different times and by different processes. What is declared is read beside what
 * is observed: a store keeps both, and `standing` says what belongs to the environment.
 */
export interface PlannedEnvironment {
  readonly facts: EnvironmentFacts
  readonly sources: readonly SourcePlan[]
  readonly collectors: readonly Collector[]
}

/** One place that is to be read: by whom, for which source entry. */
export interface PlannedPlace {
  /** Index in the environment's `sources`. */
  readonly source: number
  readonly collector: string
  /** Where a source's places cannot be told: where it is written. Reading it gives the coverage that says so. */
  readonly scope: string
}

/**
 * Every place of an environment. Looks at the file system (globs), never at the network. Throws `collect-unknown-source`
 * and `collect-cancelled`.
 */
export async function planPlaces(
  environment: PlannedEnvironment,
  signal: AbortSignal,
): Promise<readonly PlannedPlace[]> {
  const assignments = assign(environment.sources, environment.collectors, true)
  const planned = await Promise.all(
    assignments.map(async (assignment) => {
      const places = await placesOf(assignment, { facts: environment.facts, signal })
      const scopes = 'scopes' in places ? places.scopes.map(({ scope }) => scope) : [assignment.source.where]
      const source = environment.sources.indexOf(assignment.source)
      return scopes.map((scope) => ({ source, collector: assignment.collector.id, scope }))
    }),
  )
  return planned.flat()
}

/** How one place is read. */
export interface PlaceReading {
  readonly signal: AbortSignal
  readonly fingerprint: Fingerprinter
  readonly limiter?: RateLimiter
  readonly onProgress: (resources: number) => void
}

/**
 * Reads one place as it was planned. A place that is not there any more gives coverage that says so. Rejects only with
 * `collect-cancelled`, when the signal is aborted, and `collect-unknown-source`.
 */
export async function readPlace(
  environment: PlannedEnvironment,
  planned: PlannedPlace,
  { signal, fingerprint, limiter, onProgress }: PlaceReading,
): Promise<ScopeYield> {
  if (signal.aborted) throw cancelled(environment.facts)
  const assignment = assign(environment.sources, environment.collectors, true).find(
    (one) => one.collector.id === planned.collector && environment.sources[planned.source] === one.source,
  )
  if (assignment === undefined) throw notThere(environment, planned)
  const places = await placesOf(assignment, { facts: environment.facts, signal })
  if ('unplaced' in places) return places.unplaced
  const scope = places.scopes.find((one) => one.scope === planned.scope)
  if (scope === undefined) {
    const gone = fail('collect-nothing-matched', { what: `${planned.collector} in ${planned.scope}` })
    return unplaced(assignment, environment.facts, gone, planned.scope).unplaced
  }
  const request = { assignment, scope, environment: environment.facts, signal, fingerprint, limiter, onProgress }
  const { origin, found, coverage } = await readScope(request)
  return { source: assignment.source, origin, found, coverage }
}

/** The configuration is another than the one that the place was planned by. */
function notThere({ sources }: PlannedEnvironment, { source, collector }: PlannedPlace): Error {
  const where = sources[source]?.where ?? `source ${source}`
  const detail = 'the configuration of the process that was to read it has no such place; give all processes the same'
  return fail('collect-no-place', { what: `${collector} (${where})`, detail })
}

/** What people should know of a plan: kinds that are declared, and left out because they are observed. */
export function planNotices({ sources, collectors }: Omit<PlannedEnvironment, 'facts'>): readonly Notice[] {
  const assignments = assign(sources, collectors)
  return assignments.flatMap((one) => leftOut(one, assignments))
}

function leftOut({ collector, source, superseded }: Assignment, all: readonly Assignment[]): readonly Notice[] {
  if (superseded.length === 0) return []
  const seers = all.filter((one) => one.collector.mode === 'observed').map((one) => one.source.family)
  const message =
    `${source.where}: what "${collector.family}" declares of ${superseded.join(', ')} is left out, ` +
    `because the environment is observed (${[...new Set(seers)].sort().join(', ')}).`
  return [{ code: 'collect-declared-left-out', message }]
}
