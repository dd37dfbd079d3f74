import type { Assessment } from '../../../model/assessment.ts'
import type { Side } from '../../../model/resource.ts'
import { comparisonOf, environmentsOf, weighFound, type WeighInput } from '../../weigh.ts'
import type { History } from '../ask-history.ts'
import { lookUpProvenance } from '../look-up.ts'
import { twinJudge } from '../asked-units.ts'
import type { LookUpFrom } from '../past.ts'
import {
  findingsOf,
  foundWithHistory,
  judgeFirst,
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
  /** The numbers of both snapshots. */
  readonly seqs: Readonly<Record<Side, number>>
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
export async function judgeAll({ input, history, seqs, windowHours, goOn }: HistoryInput): Promise<JudgedAll> {
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
  const held: LookUpFrom['held'] = (side, key) => {
    const text = comparison[side].index.head(key) === undefined ? undefined : snapshots[side].textAtHand(key)
    return text === undefined ? [] : [{ seq: seqs[side], text }]
  }
  const lookup = await lookUpProvenance(comparison, together(first.values()), environments, { history, held })
  const judged = new Map<string, JudgedTwin>()
  for (const [id, { twin, ...own }] of first) {
    const provenance = provenanceIn(own, lookup)
    const found = foundWithHistory({ twin, first: own }, provenance, lookup, judging)
    judged.set(id, { twin, first: own, provenance, found })
  }
  return { assessment: weighFound(watched, comparison, findingsOf(judged)), judging, judged }
}
