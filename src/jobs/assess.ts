import type { Collector, EnvironmentFacts } from '../collect/contract.ts'
import type { CollectListener } from '../collect/events.ts'
import type { Comparison } from '../compare/compare.ts'
import { fail } from '../errors/catalogue.ts'
import type { CompiledRule } from '../judge/compiled.ts'
import type { Promotion } from '../judge/direction.ts'
import type { Assessment } from '../model/assessment.ts'
import type { CarriedPair } from '../model/carried-pair.ts'
import type { ExceptionRecord, KnownFinding } from '../model/exception.ts'
import type { ExplicitPair, ServicePlan, SourcePlan } from '../model/plan.ts'
import type { Rule } from '../model/rule.ts'
import type { Threshold } from '../model/severity.ts'
import type { TwinView } from '../model/twin.ts'
import type { Clock } from '../platform/clock.ts'
import type { Fingerprinter } from '../platform/fingerprint.ts'
import type { RateLimiter } from '../platform/rate-limiter.ts'
import { comparisonOf, weigh, type WeighedSide } from './weigh.ts'
import { whatIs } from './witness.ts'

/** One environment to collect. */
export interface EnvironmentPlan {
  readonly facts: EnvironmentFacts
  readonly sources: readonly SourcePlan[]
  /** The user's own symbols: `{symbol: what is written}`. */
  readonly symbols: Readonly<Record<string, string>>
}

/** How long judging may take, and where it is done. */
export interface JudgingPlan {
  readonly seconds: number
  readonly clock: Clock
  /**
   * Where rules bring expressions of their own: the entry of a thread that can be ended in the middle of one, and the rules
   * as they are written. Left out: here, where the time is looked at between two twins.
   */
  readonly thread?: { readonly entry: URL; readonly rules: readonly Rule[] }
}

/** Everything one assessment needs; nothing is read from elsewhere. */
export interface AssessRequest {
  /** Read now, or as it was read before. */
  readonly candidate: EnvironmentPlan | WeighedSide
  readonly baseline: EnvironmentPlan | WeighedSide
  readonly collectors: readonly Collector[]
  readonly rules: readonly CompiledRule[]
  readonly exceptions: readonly ExceptionRecord[]
  /** The findings that were there at adoption, of this comparison and of others. */
  readonly known: readonly KnownFinding[]
  readonly pairs: readonly ExplicitPair[]
  readonly shared: readonly string[]
  /** What earlier assessments paired. Left out: nothing is known of them. */
  readonly carried?: readonly CarriedPair[]
  readonly services: readonly ServicePlan[]
  readonly threshold: Threshold
  /** Who moved, from history; a one-shot check has none. */
  readonly promotion?: Promotion
  readonly now: Date
  readonly signal: AbortSignal
  readonly fingerprint: Fingerprinter
  /** Of the calls for both sides. Left out: nothing is held back. */
  readonly limiter?: RateLimiter
  readonly onCollect: CollectListener
  /** Left out: no limit, and here. */
  readonly judging?: JudgingPlan
}

/** An assessment with the comparison it came from, which `explain` shows: made anew where a thread has made the first. */
export interface Assessed {
  readonly assessment: Assessment
  readonly comparison: Comparison
}

/**
 * Runs one comparison in memory: collect both sides, compare, judge. Throws `collect-cancelled` when interrupted, and
 * `rules-too-slow` when judging takes longer than it may; what could not be read is in the coverage, never thrown.
 */
export async function inspect(request: AssessRequest): Promise<Assessed> {
  const [candidate, baseline] = await Promise.all([
    collect(request, request.candidate),
    collect(request, request.baseline),
  ])
  const { rules, exceptions, known, pairs, shared, carried, services, threshold, promotion, now, signal, judging } =
    request
  // Pins are of the candidate's side as much as of the baseline's: what was read before brings its key.
  const keyId = candidate.keyId ?? baseline.keyId ?? request.fingerprint('').keyId
  const sides = { candidate, baseline }
  const input = { ...sides, exceptions, known, pairs, shared, carried, services, threshold, promotion, now, keyId }
  // History is looked up while judging, and only here.
  if (judging?.thread !== undefined && promotion === undefined) {
    const { weighInThread } = await import('./weigh-in-thread.ts')
    const assessment = await weighInThread(input, { ...judging.thread, seconds: judging.seconds, signal })
    let comparison: Comparison | undefined
    return {
      assessment,
      get comparison() {
        return (comparison ??= comparisonOf(input))
      },
    }
  }
  const comparison = comparisonOf(input)
  const beforeEach = judging === undefined ? {} : { beforeEach: stopwatch(judging) }
  return { comparison, assessment: weigh({ ...input, rules, ...beforeEach }, comparison) }
}

/** Throws `rules-too-slow` at the first twin that is begun after the time is over. */
function stopwatch({ clock, seconds }: JudgingPlan): (view: TwinView) => void {
  const end = clock.now().getTime() + seconds * 1000
  return (view) => {
    if (clock.now().getTime() <= end) return
    throw fail('rules-too-slow', { seconds, rule: undefined, what: whatIs(undefined, view) })
  }
}

async function collect(request: AssessRequest, plan: EnvironmentPlan | WeighedSide): Promise<WeighedSide> {
  if ('snapshot' in plan) return plan
  const { collectors, services, signal, fingerprint, limiter, now, onCollect } = request
  const { facts, symbols } = plan
  // Loaded where something is collected: what was read before needs none of it.
  const { collectEnvironment } = await import('../collect/run.ts')
  const collected = await collectEnvironment({
    ...plan,
    collectors,
    services,
    signal,
    fingerprint,
    ...(limiter === undefined ? {} : { limiter }),
    now,
    onCollect,
  })
  return { facts, symbols, ...collected, keyId: fingerprint('').keyId }
}
