import type { CarriedPair } from '../../model/carried-pair.ts'
import type { Key, Side } from '../../model/resource.ts'
import { batches } from '../../platform/batches.ts'
import type { ChangedResource, StoredResource } from '../../store/contract/snapshots.ts'
import type { LivingAnswer, WeighQuestion } from './tasks.ts'

/** The store, as a thread that weighs asks it. */
export interface AskedStore {
  /** Has the resources of both sides follow; answers with what earlier assessments paired. */
  readonly everything: () => Promise<readonly CarriedPair[]>
  /** See Snapshots.changes. */
  readonly changes: (side: Side, since: number, most: number) => Promise<readonly ChangedResource[] | undefined>
  /** Some resources as they are in the snapshot of the assessment. */
  readonly bodies: (side: Side, keys: readonly Key[]) => Promise<readonly StoredResource[]>
  readonly living: () => Promise<LivingAnswer>
}

/** Keys in one question: neither thread is busy with one for long. */
const most = 500

/** The store through questions to the main thread. */
export function askStore(ask: (question: WeighQuestion) => Promise<unknown>): AskedStore {
  return {
    everything: async () => (await ask({ type: 'everything' })) as readonly CarriedPair[],
    changes: async (side, since, at) =>
      (await ask({ type: 'changes', side, since, most: at })) as readonly ChangedResource[] | undefined,
    bodies: async (side, keys) => {
      const found: StoredResource[] = []
      for (const some of batches(keys, most)) {
        found.push(...((await ask({ type: 'bodies', side, keys: some })) as readonly StoredResource[]))
      }
      return found
    },
    living: async () => (await ask({ type: 'living' })) as LivingAnswer,
  }
}
