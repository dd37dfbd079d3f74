import type { Collector, EnvironmentFacts } from '../collect/contract.ts'
import type { CollectListener } from '../collect/events.ts'
import type { Assessment } from '../model/assessment.ts'
import type { ExceptionRecord } from '../model/exception.ts'
import type { ExplicitPair, ServicePlan, SourcePlan } from '../model/plan.ts'
import type { Threshold } from '../model/severity.ts'
import type { CompiledRule } from '../judge/compiled.ts'
import type { Fingerprinter } from '../platform/fingerprint.ts'
import { fail } from '../errors/catalogue.ts'

/** One environment to collect. */
export interface EnvironmentPlan {
  readonly facts: EnvironmentFacts
  readonly sources: readonly SourcePlan[]
  /** The user's own symbols: `{symbol: what is written}`. */
  readonly symbols: Readonly<Record<string, string>>
}

/** Everything one assessment needs; nothing is read from elsewhere. */
export interface AssessRequest {
  readonly candidate: EnvironmentPlan
  readonly baseline: EnvironmentPlan
  readonly collectors: readonly Collector[]
  readonly rules: readonly CompiledRule[]
  readonly exceptions: readonly ExceptionRecord[]
  readonly pairs: readonly ExplicitPair[]
  readonly shared: readonly string[]
  readonly services: readonly ServicePlan[]
  readonly threshold: Threshold
  readonly now: Date
  readonly signal: AbortSignal
  readonly fingerprint: Fingerprinter
  readonly onCollect: CollectListener
}

/** Runs one comparison from collection to findings, in memory. */
export async function assess(_request: AssessRequest): Promise<Assessment> {
  throw fail('cli-internal', { what: 'assess is not wired yet' })
}
