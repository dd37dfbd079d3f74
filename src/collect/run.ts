import pLimit from 'p-limit'
import type { Notice } from '../model/assessment.ts'
import type { ServicePlan, SourcePlan } from '../model/plan.ts'
import type { Snapshot } from '../model/snapshot.ts'
import type { Fingerprinter } from '../platform/fingerprint.ts'
import type { RateLimiter } from '../platform/rate-limiter.ts'
import { assemble, type ScopeYield } from './assemble.ts'
import type { Collector, EnvironmentFacts, ScopePlan } from './contract.ts'
import type { CollectListener } from './events.ts'
import { memorySnapshot } from './memory-snapshot.ts'
import { cancelled, placesOf } from './places.ts'
import { planNotices } from './planned.ts'
import { readScope } from './read-scope.ts'
import { standing } from './superseded.ts'
import { assign, type Assignment } from './tasks.ts'

/** One environment to collect, with everything that takes. */
export interface CollectRequest {
  readonly facts: EnvironmentFacts
  readonly sources: readonly SourcePlan[]
  readonly collectors: readonly Collector[]
  readonly services: readonly ServicePlan[]
  readonly signal: AbortSignal
  readonly fingerprint: Fingerprinter
  /** One for all environments that are read: they may be in one account. Absent: nothing is held back. */
  readonly limiter?: RateLimiter
  readonly now: Date
  readonly onCollect: CollectListener
  /** How many scopes are read at the same time. */
  readonly concurrency?: number
  /** What is declared is read beside what is observed, for a snapshot that keeps both; see `standing`. */
  readonly everything?: boolean
}

export interface CollectResult {
  readonly snapshot: Snapshot
  readonly notices: readonly Notice[]
}

/**
 * Collects one environment: every scope of every source, side by side, each with a deadline of its own. What could not
 * be read becomes coverage of exactly its scope and kind, and touches nothing else.
 *
 * Throws `collect-unknown-source` when a source names what no collector reads, `collect-cancelled` when `signal` is
 * aborted. Both promise that nothing half-read is taken for an environment.
 */
export async function collectEnvironment(request: CollectRequest): Promise<CollectResult> {
  const assignments = assign(request.sources, request.collectors, true)
  const limit = pLimit(request.concurrency ?? 8)
  const yields = await Promise.all(
    assignments.map(async (assignment) => {
      const places = await placesOf(assignment, request)
      if ('unplaced' in places) {
        const { origin } = places.unplaced
        const who = { environment: request.facts.name, collector: origin.collector, scope: origin.scope }
        request.onCollect({ type: 'scope-finished', ...who, resources: 0, problem: places.problem })
        return [places.unplaced]
      }
      return Promise.all(places.scopes.map((scope) => limit(() => collectScope(assignment, scope, request))))
    }),
  )
  if (request.signal.aborted) throw cancelled(request.facts)
  const { resources, coverage: rows, notices } = assemble(yields.flat(), request.services)
  // What is declared of a kind that is observed is no part of the environment, but knows the address of what was seen.
  const { coverage, keeps } =
    request.everything === true ? { coverage: rows, keeps: () => true } : standing(rows, request.collectors)
  const snapshot = memorySnapshot({
    environment: request.facts.name,
    takenAt: request.now,
    coverage,
    resources: resources.filter(keeps),
  })
  return { snapshot, notices: [...(request.everything === true ? [] : planNotices(request)), ...notices] }
}

async function collectScope(assignment: Assignment, scope: ScopePlan, request: CollectRequest): Promise<ScopeYield> {
  if (request.signal.aborted) throw cancelled(request.facts)
  const who = { environment: request.facts.name, collector: assignment.collector.id, scope: scope.scope }
  request.onCollect({ type: 'scope-started', ...who })
  const { origin, found, coverage } = await readScope({
    assignment,
    scope,
    environment: request.facts,
    signal: request.signal,
    fingerprint: request.fingerprint,
    limiter: request.limiter,
    onProgress: (resources) => request.onCollect({ type: 'scope-progress', ...who, resources }),
  })
  const problem = coverage.find((row) => row.reason !== undefined)?.reason
  const told = problem === undefined ? {} : { problem }
  request.onCollect({ type: 'scope-finished', ...who, resources: found.length, ...told })
  return { source: assignment.source, origin, found, coverage }
}
