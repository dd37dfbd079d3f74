import type { Collector } from '../../collect/contract.ts'
import { planNotices } from '../../collect/planned.ts'
import type { Notice } from '../../model/assessment.ts'
import type { ExceptionRecord, KnownFinding } from '../../model/exception.ts'
import type { ExplicitPair, ServicePlan } from '../../model/plan.ts'
import type { Side } from '../../model/resource.ts'
import type { Rule } from '../../model/rule.ts'
import type { Snapshot } from '../../model/snapshot.ts'
import type { EnvironmentPlan } from '../assess.ts'
import type { WeighedSide } from '../weigh.ts'
import type { HistoryInput } from './standing/judge-all.ts'
import type { WeighTask } from './tasks.ts'

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

/** One side of a task, with its resources. */
export function weighedSide(task: WeighTask, means: WeighMeans, side: Side, snapshot: Snapshot): WeighedSide {
  const { facts, symbols, sources } = means.environments[side]
  const notices = planNotices({ sources, collectors: means.collectors })
  return { facts, symbols, snapshot, notices, keyId: task.sides[side].keyId }
}

/** What a task is weighed by, with both sides and the rules ready. */
export function weighInput(
  task: WeighTask,
  means: WeighMeans,
  ready: Pick<HistoryInput['input'], Side | 'rules' | 'carried'>,
): HistoryInput['input'] {
  const { pairs, shared, services, known } = means
  return {
    ...ready,
    exceptions: [...means.exceptions, ...task.exceptions],
    known,
    pairs,
    shared,
    services,
    threshold: task.threshold,
    now: new Date(task.now),
    keyId: task.keyId,
  }
}
