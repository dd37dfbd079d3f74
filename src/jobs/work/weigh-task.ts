import { Readable } from 'node:stream'
import type { EnvironmentPlan } from '../assess.ts'
import { openBoard } from '../judging-board.ts'
import { resourceOf, sideOf } from '../load-side.ts'
import { comparisonOf, weigh, type WeighedSide } from '../weigh.ts'
import { witnessed } from '../witness.ts'
import { planNotices } from '../../collect/planned.ts'
import type { Collector } from '../../collect/contract.ts'
import { compileRules } from '../../judge/compile-rules.ts'
import type { Notice } from '../../model/assessment.ts'
import type { ExceptionRecord, KnownFinding } from '../../model/exception.ts'
import type { ExplicitPair, ServicePlan } from '../../model/plan.ts'
import type { Resource, Side } from '../../model/resource.ts'
import type { Rule } from '../../model/rule.ts'
import { batches } from '../../platform/batches.ts'
import { askHistory } from './ask-history.ts'
import { firstJudging } from './asked-units.ts'
import { lookUpProvenance } from './look-up.ts'
import type { WeighItem, WeighNote, WeighResult, WeighTask } from './tasks.ts'
import type { TaskWork } from './thread-tasks.ts'

/** What the configuration says of a comparison, as it is when it is weighed. */
export interface WeighMeans {
  readonly environments: Readonly<Record<Side, EnvironmentPlan>>
  readonly collectors: readonly Collector[]
  readonly rules: readonly Rule[]
  /** Of the files. */
  readonly exceptions: readonly ExceptionRecord[]
  readonly known: readonly KnownFinding[]
  readonly notices: readonly Notice[]
  readonly pairs: readonly ExplicitPair[]
  readonly shared: readonly string[]
  readonly services: readonly ServicePlan[]
}

/** Elements of a long list in one message. */
const batchSize = 500

/**
 * In a thread: takes the resources of both sides, compares and judges them, with what history says of who moved. Throws
 * RuleFailure as `weigh` does.
 */
export async function weighTask(task: WeighTask, means: WeighMeans, work: TaskWork): Promise<WeighResult> {
  const note = (told: WeighNote): void => work.note(told)
  const received = await receive(work.input as AsyncIterable<WeighItem>)
  note({ type: 'judging' })
  const { pairs, shared, services, known, collectors } = means
  const sideFrom = async (side: Side): Promise<WeighedSide> => {
    const { environment, readAt, coverage, keyId } = task.sides[side]
    const { facts, symbols, sources } = means.environments[side]
    const knowledge = { facts, symbols, services, collectors }
    const read = { environment, takenAt: readAt, keyId, coverage, resources: Readable.from(received[side]) }
    return { ...(await sideOf(read, knowledge)), notices: planNotices({ sources, collectors }) }
  }
  const now = new Date(task.now)
  const board = openBoard(task.board)
  const input = {
    candidate: await sideFrom('candidate'),
    baseline: await sideFrom('baseline'),
    rules: witnessed(compileRules(means.rules), means.rules, board),
    exceptions: [...means.exceptions, ...task.exceptions],
    known,
    pairs,
    shared,
    services,
    threshold: task.threshold,
    now,
    keyId: task.keyId,
    carried: task.carried,
  }
  const comparison = comparisonOf(input)
  const environments = { candidate: task.sides.candidate.environment, baseline: task.sides.baseline.environment }
  const first = firstJudging(comparison, input.rules, { now, environments, services }, () =>
    work.signal.throwIfAborted(),
  )
  const provenanceOf = await lookUpProvenance(comparison, first, environments, askHistory(work.ask))
  // All else was found to violate nothing; it need not be judged again.
  const twins = new Set(first.units.map(({ twin }) => twin.id))
  const judged = {
    ...comparison,
    *views() {
      for (const view of comparison.views()) if (twins.has(view.twin.id)) yield view
    },
  }
  const promotion = { provenanceOf, windowHours: task.promotionWindowHours }
  const assessment = weigh({ ...input, promotion }, judged)
  const { twins: pairing, findings, ...rest } = assessment
  for (const batch of batches(pairing, batchSize)) note({ type: 'twins', twins: batch })
  for (const batch of batches(findings, batchSize)) note({ type: 'findings', findings: batch })
  return { ...rest, notices: [...means.notices, ...rest.notices] }
}

async function receive(items: AsyncIterable<WeighItem>): Promise<Readonly<Record<Side, readonly Resource[]>>> {
  const received = { candidate: [] as Resource[], baseline: [] as Resource[] }
  for await (const { side, batch } of items) received[side].push(...batch.map(resourceOf))
  return received
}
