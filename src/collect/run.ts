import pLimit from 'p-limit'
import { fail } from '../errors/catalogue.ts'
import type { Notice } from '../model/assessment.ts'
import type { Coverage } from '../model/coverage.ts'
import type { ServicePlan, SourcePlan } from '../model/plan.ts'
import type { Snapshot } from '../model/snapshot.ts'
import { startDeadline } from '../platform/deadline.ts'
import type { Fingerprinter } from '../platform/fingerprint.ts'
import { startRace } from '../platform/race.ts'
import { assemble, type ScopeYield } from './assemble.ts'
import type { Collector, EnvironmentFacts, ScopePlan } from './contract.ts'
import type { CollectListener } from './events.ts'
import { failureOf } from './failure.ts'
import { memorySnapshot } from './memory-snapshot.ts'
import { readScope } from './read-scope.ts'
import { Tally } from './tally.ts'
import { assign, type Assignment } from './tasks.ts'

/** One environment to collect, with everything that takes. */
export interface CollectRequest {
  readonly facts: EnvironmentFacts
  readonly sources: readonly SourcePlan[]
  readonly collectors: readonly Collector[]
  readonly services: readonly ServicePlan[]
  readonly signal: AbortSignal
  readonly fingerprint: Fingerprinter
  readonly now: Date
  readonly onCollect: CollectListener
  /** How many scopes are read at the same time. */
  readonly concurrency?: number
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
  const assignments = assign(request.sources, request.collectors)
  const limit = pLimit(request.concurrency ?? 8)
  const yields = await Promise.all(
    assignments.map(async (assignment) => {
      const placing = await placesOf(assignment, request)
      if ('coverage' in placing) return [placing]
      return Promise.all(placing.scopes.map((scope) => limit(() => collectScope(assignment, scope, request))))
    }),
  )
  if (request.signal.aborted) throw cancelled(request)
  const { resources, coverage, notices } = assemble(yields.flat(), request.services)
  const snapshot = memorySnapshot({ environment: request.facts.name, takenAt: request.now, coverage, resources })
  return { snapshot, notices: [...assignments.flatMap((one) => leftOut(one, assignments)), ...notices] }
}

async function collectScope(assignment: Assignment, scope: ScopePlan, request: CollectRequest): Promise<ScopeYield> {
  if (request.signal.aborted) throw cancelled(request)
  const who = { environment: request.facts.name, collector: assignment.collector.id, scope: scope.scope }
  request.onCollect({ type: 'scope-started', ...who })
  const { origin, found, coverage } = await readScope({
    assignment,
    scope,
    environment: request.facts,
    signal: request.signal,
    fingerprint: request.fingerprint,
    onProgress: (resources) => request.onCollect({ type: 'scope-progress', ...who, resources }),
  })
  const problem = coverage.find((row) => row.reason !== undefined)?.reason
  const told = problem === undefined ? {} : { problem }
  request.onCollect({ type: 'scope-finished', ...who, resources: found.length, ...told })
  return { source: assignment.source, origin, found, coverage }
}

/** The scopes of an assignment, each once; or, when they cannot be told, the coverage that says so. */
async function placesOf(
  assignment: Assignment,
  request: CollectRequest,
): Promise<{ readonly scopes: readonly ScopePlan[] } | ScopeYield> {
  const { collector, source } = assignment
  if (assignment.reads.length === 0) return { scopes: [] }
  if (request.signal.aborted) throw cancelled(request)
  const what = `${collector.id} (${source.where})`
  const deadline = startDeadline(request.signal, assignment.deadlineSeconds)
  const race = startRace(deadline.signal)
  try {
    const scopes = await race.against(Promise.resolve(collector.scopes(source.settings, request.facts)))
    if (scopes.length > 0) return { scopes: distinct(scopes) }
    return unplaced(assignment, request, fail('collect-nothing-matched', { what }))
  } catch (error) {
    if (request.signal.aborted) throw cancelled(request)
    const seconds = assignment.deadlineSeconds
    const why = deadline.signal.aborted ? fail('collect-timed-out', { what, seconds }) : error
    return unplaced(assignment, request, why)
  } finally {
    race.close()
    deadline.clear()
  }
}

function unplaced(assignment: Assignment, request: CollectRequest, error: unknown): ScopeYield {
  const { collector, source } = assignment
  const environment = request.facts.name
  const failure = failureOf(error, `${collector.id} (${source.where})`)
  const tally = new Tally()
  for (const kind of new Set(assignment.reads.flatMap((read) => read.produces.map((one) => one.id)))) {
    if (assignment.wants(kind)) tally.fall(kind, failure, false)
  }
  const origin = { collector: collector.id, mode: collector.mode, scope: source.where }
  const coverage: readonly Coverage[] = tally.rows({ environment, origin, role: '', required: true })
  const who = { environment, collector: collector.id, scope: source.where }
  request.onCollect({ type: 'scope-finished', ...who, resources: 0, problem: failure.reason })
  return { source, origin, found: [], coverage }
}

function distinct(scopes: readonly ScopePlan[]): readonly ScopePlan[] {
  const byName = new Map<string, ScopePlan>()
  for (const scope of scopes) {
    const other = byName.get(scope.scope)
    byName.set(scope.scope, other === undefined ? scope : { ...other, required: other.required || scope.required })
  }
  return [...byName.values()]
}

function leftOut({ collector, source, superseded }: Assignment, all: readonly Assignment[]): readonly Notice[] {
  if (superseded.length === 0) return []
  const seers = all.filter((one) => one.collector.mode === 'observed').map((one) => one.source.family)
  const message =
    `${source.where}: what "${collector.family}" declares of ${superseded.join(', ')} is left out, ` +
    `because the environment is observed (${[...new Set(seers)].sort().join(', ')}).`
  return [{ code: 'collect-declared-left-out', message }]
}

function cancelled(request: CollectRequest): Error {
  return fail('collect-cancelled', { what: `the environment ${request.facts.name}` })
}
