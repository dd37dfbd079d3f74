import type { ServicePlan } from '../../model/plan.ts'
import type { Resource, Side } from '../../model/resource.ts'
import type { StoredResource } from '../../store/contract/snapshots.ts'
import { placed, resourceOf } from '../load-side.ts'
import type { HistoryInput } from './standing/judge-all.ts'
import type { Body } from './standing/watched-snapshot.ts'
import type { WeighTask } from './tasks.ts'
import type { ThreadMemory } from './thread-memory.ts'
import type { TaskWork } from './thread-tasks.ts'
import type { WeighMeans } from './weigh-means.ts'

/** A task with all that it is worked on with. */
export interface Weighing {
  readonly task: WeighTask
  readonly means: WeighMeans
  readonly memory: ThreadMemory
  readonly work: TaskWork
  /** See groundOf. */
  readonly ground: string
}

/** How a task is judged. */
export function howToJudge(task: WeighTask, work: TaskWork): Pick<HistoryInput, 'seqs' | 'windowHours' | 'goOn'> {
  return { seqs: seqsOf(task), windowHours: task.promotionWindowHours, goOn: () => work.signal.throwIfAborted() }
}

/** The numbers of the snapshots of a task. */
export function seqsOf({ sides: { candidate, baseline } }: WeighTask): Readonly<Record<Side, number>> {
  return { candidate: candidate.seq, baseline: baseline.seq }
}

/** When the snapshots of a task were published. */
export function publishedOf({ sides: { candidate, baseline } }: WeighTask): Readonly<Record<Side, string>> {
  return { candidate: candidate.publishedAt, baseline: baseline.publishedAt }
}

/** A stored resource as it is judged. Most are looked at as they are written, and never parsed. */
export function bodyOf({ head, body }: StoredResource, services: readonly ServicePlan[]): Body {
  let made: Resource | undefined
  return {
    head,
    text: body,
    get resource() {
      return (made ??= resourceOf({ head: placed(head, body, services), body }))
    },
  }
}
