import { fail } from '../errors/catalogue.ts'
import type { Coverage } from '../model/coverage.ts'
import { startDeadline } from '../platform/deadline.ts'
import { startRace } from '../platform/race.ts'
import type { ScopeYield } from './assemble.ts'
import type { EnvironmentFacts, ScopePlan } from './contract.ts'
import { failureOf } from './failure.ts'
import { Tally } from './tally.ts'
import type { Assignment } from './tasks.ts'

/** What finding the places of an assignment takes. */
export interface PlacesRequest {
  readonly facts: EnvironmentFacts
  readonly signal: AbortSignal
}

/** The places where an assignment looks, each once; or, where they cannot be told, what says so. */
export type Places =
  { readonly scopes: readonly ScopePlan[] } | { readonly unplaced: ScopeYield; readonly problem: string }

/** The places of an assignment. Throws `collect-cancelled` alone, when the signal is aborted; anything else becomes coverage. */
export async function placesOf(assignment: Assignment, request: PlacesRequest): Promise<Places> {
  const { collector, source } = assignment
  if (assignment.reads.length === 0) return { scopes: [] }
  if (request.signal.aborted) throw cancelled(request.facts)
  const what = `${collector.id} (${source.where})`
  const deadline = startDeadline(request.signal, assignment.deadlineSeconds)
  const race = startRace(deadline.signal)
  try {
    const scopes = await race.against(Promise.resolve(collector.scopes(source.settings, request.facts)))
    if (scopes.length > 0) return { scopes: distinct(scopes) }
    return unplaced(assignment, request.facts, fail('collect-nothing-matched', { what }))
  } catch (error) {
    if (request.signal.aborted) throw cancelled(request.facts)
    const seconds = assignment.deadlineSeconds
    const why = deadline.signal.aborted ? fail('collect-timed-out', { what, seconds }) : error
    return unplaced(assignment, request.facts, why)
  } finally {
    race.close()
    deadline.clear()
  }
}

/** What an assignment gives that has no place to look in: coverage of all its kinds. `scope`: else where it is written. */
export function unplaced(
  { collector, source, reads, wants }: Assignment,
  { name: environment }: EnvironmentFacts,
  error: unknown,
  scope: string = source.where,
): Extract<Places, { unplaced: ScopeYield }> {
  const failure = failureOf(error, `${collector.id} (${source.where})`)
  const tally = new Tally()
  for (const kind of new Set(reads.flatMap((read) => read.produces.map((one) => one.id)))) {
    if (wants(kind)) tally.fall(kind, failure, false)
  }
  const origin = { collector: collector.id, mode: collector.mode, scope }
  const coverage: readonly Coverage[] = tally.rows({ environment, origin, role: '', required: true })
  return { unplaced: { source, origin, found: [], coverage }, problem: failure.reason }
}

/** The reading of an environment was interrupted. */
export function cancelled({ name }: Pick<EnvironmentFacts, 'name'>): Error {
  return fail('collect-cancelled', { what: `the environment ${name}` })
}

function distinct(scopes: readonly ScopePlan[]): readonly ScopePlan[] {
  const byName = new Map<string, ScopePlan>()
  for (const scope of scopes) {
    const other = byName.get(scope.scope)
    byName.set(scope.scope, other === undefined ? scope : { ...other, required: other.required || scope.required })
  }
  return [...byName.values()]
}
