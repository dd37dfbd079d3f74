import type { EnvironmentFacts } from '../collect/contract.ts'
import { compare, type Comparison } from '../compare/compare.ts'
import { buildLexicon } from '../compare/lexicon.ts'
import type { CompiledRule } from '../judge/compiled.ts'
import type { Promotion } from '../judge/direction.ts'
import { applyExceptions } from '../judge/exceptions.ts'
import { judge } from '../judge/judge.ts'
import { score } from '../judge/score.ts'
import { together } from '../judge/together.ts'
import type { Assessment, Notice } from '../model/assessment.ts'
import { driftOf } from '../model/drift.ts'
import type { CarriedPair } from '../model/carried-pair.ts'
import type { Finding } from '../model/finding.ts'
import type { ExceptionRecord, KnownFinding } from '../model/exception.ts'
import { network } from '../model/kinds/network.ts'
import type { Lexicon } from '../model/lexicon.ts'
import type { ExplicitPair, ServicePlan } from '../model/plan.ts'
import { sides, type Mode, type Side } from '../model/resource.ts'
import type { Threshold } from '../model/severity.ts'
import type { Snapshot } from '../model/snapshot.ts'
import type { TwinView } from '../model/twin.ts'
import { keyNotices } from './key-notices.ts'
import {
  countsOf,
  coverageVerdict,
  idlePairNotices,
  summaryOf,
  unmanagedNotices,
  vainNotices,
  wordFor,
} from './verdicts.ts'

/** One environment that was collected. */
export interface WeighedSide {
  readonly facts: EnvironmentFacts
  /** The user's own symbols: `{symbol: what is written}`. */
  readonly symbols: Readonly<Record<string, string>>
  readonly snapshot: Snapshot
  readonly notices: readonly Notice[]
  /** What people read for its environment: `production~1`, where it is compared with itself. Left out: its name. */
  readonly label?: string
  /** The key of its fingerprints, where it was not read just now. */
  readonly keyId?: string
  /** Only what such sources say. Left out: the environment itself. */
  readonly mode?: Mode
}

/** Everything that an assessment is made of once both sides are collected. */
export interface WeighInput {
  readonly candidate: WeighedSide
  readonly baseline: WeighedSide
  readonly rules: readonly CompiledRule[]
  readonly exceptions: readonly ExceptionRecord[]
  readonly known: readonly KnownFinding[]
  readonly pairs: readonly ExplicitPair[]
  readonly shared: readonly string[]
  readonly services: readonly ServicePlan[]
  readonly threshold: Threshold
  readonly promotion?: Promotion | undefined
  readonly now: Date
  /** The id of the key of the fingerprints. */
  readonly keyId: string
  /** What earlier assessments paired; a one-shot check knows of none. */
  readonly carried?: readonly CarriedPair[] | undefined
  /** Called before each twin is judged; what it throws ends the judging. */
  readonly beforeEach?: (view: TwinView) => void
}

/** Compares both sides. Pure. */
export function comparisonOf(
  input: Pick<WeighInput, 'candidate' | 'baseline' | 'pairs' | 'shared' | 'carried'>,
): Comparison {
  const { candidate, baseline, pairs, shared, carried } = input
  return compare({
    candidate: { snapshot: candidate.snapshot, lexicon: lexiconOf(candidate) },
    baseline: { snapshot: baseline.snapshot, lexicon: lexiconOf(baseline) },
    pairs,
    shared,
    carried,
    code: codeOf(candidate, baseline),
    keyId: candidate.keyId === baseline.keyId ? candidate.keyId : undefined,
  })
}

/** Which side is code, where the other is what is there of the same environment. */
function codeOf(candidate: WeighedSide, baseline: WeighedSide): Side | undefined {
  if (candidate.facts.name !== baseline.facts.name) return undefined
  if (candidate.mode === 'declared' && baseline.mode === 'observed') return 'candidate'
  return candidate.mode === 'observed' && baseline.mode === 'declared' ? 'baseline' : undefined
}

/** Judges a comparison: findings, exceptions, verdicts, score. Pure; throws RuleFailure as `judge` does. */
export function weigh(input: WeighInput, comparison: Comparison): Assessment {
  const found = judge(watched(comparison.views(), input.beforeEach), input.rules, {
    now: input.now,
    environments: environmentsOf(input),
    services: input.services,
    ...(input.promotion === undefined ? {} : { promotion: input.promotion }),
  })
  return weighFound(input, comparison, found)
}

/** What people read for the environments of both sides. */
export function environmentsOf({ candidate, baseline }: Pick<WeighInput, Side>): Assessment['comparison'] {
  return { candidate: candidate.label ?? candidate.facts.name, baseline: baseline.label ?? baseline.facts.name }
}

/** What becomes of the findings of a comparison, worst first: exceptions, causes, verdicts, score. Pure. */
export function weighFound(input: WeighInput, comparison: Comparison, found: readonly Finding[]): Assessment {
  const names = { candidate: input.candidate.facts.name, baseline: input.baseline.facts.name }
  const environments = environmentsOf(input)
  const coverage = [...input.candidate.snapshot.coverage, ...input.baseline.snapshot.coverage]
  const { findings, notices, uses, adoption } = applyExceptions(found, input, {
    now: input.now,
    comparison: names,
    coverage,
    rules: input.rules.map(({ rule }) => rule),
    keyId: input.keyId,
  })
  const causes = together(findings, environments)
  const summary = summaryOf(comparison, causes)
  const counts = { candidate: countsOf(comparison.candidate), baseline: countsOf(comparison.baseline) }
  const seen = sides.reduce((sum, side) => sum + Object.values(counts[side]).reduce((all, count) => all + count, 0), 0)
  const scores = score({
    findings,
    causes,
    twins: comparison.pairing.twins,
    coverage: { candidate: input.candidate.snapshot.coverage, baseline: input.baseline.snapshot.coverage },
    originOf: (side, key) => comparison[side].index.head(key)?.origin,
    rules: input.rules.map(({ rule }) => rule),
  })
  return {
    comparison: environments,
    takenAt: input.now.toISOString(),
    drift: driftOf(causes, input.threshold),
    coverage: { verdict: coverageVerdict(coverage, seen), scopes: coverage },
    score: scores.score,
    scores,
    findings: causes,
    summary,
    lexicons: { candidate: comparison.candidate.lexicon, baseline: comparison.baseline.lexicon },
    twins: comparison.pairing.twins,
    ambiguous: comparison.pairing.ambiguous.map((one) => `${one.kind} "${one.name}": ${one.reason}.`),
    ...(comparison.pairing.ambiguous.length === 0
      ? {}
      : { ambiguities: comparison.pairing.ambiguous.map(({ reason: _, ...one }) => one) }),
    suggestions: comparison.pairing.suggestions.map((one) => ({
      kind: one.kind,
      candidate: wordFor(comparison.candidate, one.candidate),
      baseline: wordFor(comparison.baseline, one.baseline),
      similarity: one.similarity,
    })),
    notices: [
      ...input.candidate.notices,
      ...input.baseline.notices,
      ...idlePairNotices(comparison),
      ...unmanagedNotices(comparison),
      ...keyNotices(input.candidate, input.baseline),
      ...notices,
      ...vainNotices(seen),
    ],
    exceptions: uses,
    ...(adoption === undefined ? {} : { adoption }),
    counts,
  }
}

function* watched(views: Iterable<TwinView>, beforeEach: WeighInput['beforeEach']): Iterable<TwinView> {
  for (const view of views) {
    beforeEach?.(view)
    yield view
  }
}

function lexiconOf({ facts, symbols, snapshot }: WeighedSide): Lexicon {
  const networks = [...snapshot.heads()].filter((head) => head.kind === network.id).map((head) => head.key)
  const { name: environment, aliases, domains, accounts, regions, clusters = {} } = facts
  const settings = { environment, aliases, domains, accounts, regions, clusters, symbols }
  return buildLexicon(settings, snapshot.heads(), snapshot.bodies(networks), snapshot.coverage)
}
