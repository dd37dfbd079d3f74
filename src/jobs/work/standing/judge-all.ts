import type { Assessment } from '../../../model/assessment.ts'
import type { Side } from '../../../model/resource.ts'
import { comparisonOf, environmentsOf, weighFound, type WeighInput } from '../../weigh.ts'
import type { History } from '../ask-history.ts'
import { lookUpProvenance } from '../look-up.ts'
import { twinJudge } from '../asked-units.ts'
import {
  findingsOf,
  judgeFirst,
  judgeWithHistory,
  needsHistory,
  provenanceIn,
  together,
  type JudgedTwin,
  type JudgedTwins,
  type Judging,
} from './judged-twins.ts'
import { WatchedSnapshot } from './watched-snapshot.ts'

/** How an assessment with history is made. */
export interface HistoryInput {
  readonly input: Omit<WeighInput, 'promotion' | 'beforeEach'>
  readonly history: History
  readonly windowHours: number
  /** Throws where it is to end. */
  readonly goOn: () => void
}

/** An assessment, and all that was worked out for it. */
export interface JudgedAll {
  readonly assessment: Assessment
  readonly judging: Judging
  readonly judged: JudgedTwins
}

/** Compares both sides and judges all twins, with what history says of who moved. Throws RuleFailure as `judge` does. */
export async function judgeAll({ input, history, windowHours, goOn }: HistoryInput): Promise<JudgedAll> {
  const snapshots = {
    candidate: new WatchedSnapshot(input.candidate.snapshot),
    baseline: new WatchedSnapshot(input.baseline.snapshot),
  }
  const sideOf = (side: Side): WeighInput[Side] => ({ ...input[side], snapshot: snapshots[side] })
  const watched = { ...input, candidate: sideOf('candidate'), baseline: sideOf('baseline') }
  const comparison = comparisonOf(watched)
  const environments = environmentsOf(input)
  const { now, rules, services } = input
  const judging: Judging = {
    comparison,
    snapshots,
    judge: twinJudge(rules, { environments, services }),
    now,
    windowHours,
    goOn,
  }
  const first = judgeFirst(comparison.views(), judging)
  const lookup = await lookUpProvenance(comparison, together(first.values()), environments, history)
  const provenance = new Map([...first].map(([id, one]) => [id, provenanceIn(one, lookup)]))
  const views = comparison.views(({ id }) => needsHistory(provenance.get(id) ?? []))
  const found = judgeWithHistory(views, lookup, judging)
  const judged = new Map<string, JudgedTwin>()
  for (const [id, { twin, ...own }] of first) {
    judged.set(id, { twin, first: own, provenance: provenance.get(id) ?? [], found: found.get(id) ?? own.findings })
  }
  return { assessment: weighFound(watched, comparison, findingsOf(judged)), judging, judged }
}
