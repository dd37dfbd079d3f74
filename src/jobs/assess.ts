import type { Collector, EnvironmentFacts } from '../collect/contract.ts'
import { collectEnvironment, type CollectResult } from '../collect/run.ts'
import { compare, type Comparison } from '../compare/compare.ts'
import { buildLexicon } from '../compare/lexicon.ts'
import type { Promotion } from '../judge/direction.ts'
import { applyExceptions } from '../judge/exceptions.ts'
import { judge } from '../judge/judge.ts'
import { score } from '../judge/score.ts'
import { network } from '../model/kinds/network.ts'
import type { Lexicon } from '../model/lexicon.ts'
import type { Snapshot } from '../model/snapshot.ts'
import { countsOf, coverageVerdict, driftOf, idlePairNotices, summaryOf, vainNotices, wordFor } from './verdicts.ts'
import type { CollectListener } from '../collect/events.ts'
import type { Assessment } from '../model/assessment.ts'
import type { ExceptionRecord, KnownFinding } from '../model/exception.ts'
import type { ExplicitPair, ServicePlan, SourcePlan } from '../model/plan.ts'
import type { Threshold } from '../model/severity.ts'
import type { CompiledRule } from '../judge/compiled.ts'
import type { Fingerprinter } from '../platform/fingerprint.ts'

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
  /** The findings that were there at adoption, of this comparison and of others. */
  readonly known: readonly KnownFinding[]
  readonly pairs: readonly ExplicitPair[]
  readonly shared: readonly string[]
  readonly services: readonly ServicePlan[]
  readonly threshold: Threshold
  /** Who moved, from history; a one-shot check has none. */
  readonly promotion?: Promotion
  readonly now: Date
  readonly signal: AbortSignal
  readonly fingerprint: Fingerprinter
  readonly onCollect: CollectListener
}

/** An assessment with the comparison it came from: what `explain` shows. */
export interface Assessed {
  readonly assessment: Assessment
  readonly comparison: Comparison
}

/**
 * Runs one comparison in memory: collect both sides, compare, judge. Throws `collect-cancelled` when interrupted; what could
 * not be read is in the coverage, never thrown.
 */
export async function assess(request: AssessRequest): Promise<Assessment> {
  return (await inspect(request)).assessment
}

/** As {@link assess}, with the comparison itself. */
export async function inspect(request: AssessRequest): Promise<Assessed> {
  const [candidate, baseline] = await Promise.all([
    collect(request, request.candidate),
    collect(request, request.baseline),
  ])
  const comparison = compare({
    candidate: { snapshot: candidate.snapshot, lexicon: lexiconOf(request.candidate, candidate.snapshot) },
    baseline: { snapshot: baseline.snapshot, lexicon: lexiconOf(request.baseline, baseline.snapshot) },
    pairs: request.pairs,
    shared: request.shared,
  })
  const environments = { candidate: request.candidate.facts.name, baseline: request.baseline.facts.name }
  const found = judge(comparison.views(), request.rules, {
    now: request.now,
    environments,
    services: request.services,
    ...(request.promotion === undefined ? {} : { promotion: request.promotion }),
  })
  const coverage = [...candidate.snapshot.coverage, ...baseline.snapshot.coverage]
  const { findings, notices, uses, adoption } = applyExceptions(found, request, {
    now: request.now,
    comparison: environments,
    coverage,
    rules: request.rules.map(({ rule }) => rule),
    keyId: request.fingerprint('').keyId,
  })
  const summary = summaryOf(comparison, findings)
  const seen = [candidate, baseline].reduce((sum, { snapshot }) => sum + [...snapshot.heads()].length, 0)
  const scores = score({
    findings,
    twins: comparison.pairing.twins,
    coverage: { candidate: candidate.snapshot.coverage, baseline: baseline.snapshot.coverage },
    originOf: (side, key) => comparison[side].index.head(key)?.origin,
    rules: request.rules.map(({ rule }) => rule),
  })
  return {
    comparison,
    assessment: {
      comparison: environments,
      takenAt: request.now.toISOString(),
      drift: driftOf(findings, request.threshold),
      coverage: { verdict: coverageVerdict(coverage, seen), scopes: coverage },
      score: scores.score,
      scores,
      findings,
      summary,
      lexicons: { candidate: comparison.candidate.lexicon, baseline: comparison.baseline.lexicon },
      twins: comparison.pairing.twins,
      ambiguous: comparison.pairing.ambiguous.map((one) => `${one.kind} "${one.name}": ${one.reason}.`),
      suggestions: comparison.pairing.suggestions.map((one) => ({
        kind: one.kind,
        candidate: wordFor(comparison.candidate, one.candidate),
        baseline: wordFor(comparison.baseline, one.baseline),
        similarity: one.similarity,
      })),
      notices: [
        ...candidate.notices,
        ...baseline.notices,
        ...idlePairNotices(comparison),
        ...notices,
        ...vainNotices(seen),
      ],
      exceptions: uses,
      ...(adoption === undefined ? {} : { adoption }),
      counts: { candidate: countsOf(comparison.candidate), baseline: countsOf(comparison.baseline) },
    },
  }
}

function collect(request: AssessRequest, plan: EnvironmentPlan): Promise<CollectResult> {
  const { collectors, services, signal, fingerprint, now, onCollect } = request
  return collectEnvironment({ ...plan, collectors, services, signal, fingerprint, now, onCollect })
}

function lexiconOf({ facts, symbols }: EnvironmentPlan, snapshot: Snapshot): Lexicon {
  const networks = [...snapshot.heads()].filter((head) => head.kind === network.id).map((head) => head.key)
  const { name: environment, aliases, domains, accounts, regions } = facts
  const settings = { environment, aliases, domains, accounts, regions, symbols }
  return buildLexicon(settings, snapshot.heads(), snapshot.bodies(networks))
}
