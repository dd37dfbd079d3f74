import type { Key, Side } from '../../model/resource.ts'
import { batches } from '../../platform/batches.ts'
import type { ResourceVersion } from '../../store/contract/snapshots.ts'
import type { HistoryPlace, HistoryQuestion, PreviousAnswer } from './tasks.ts'

/** The past, as a thread asks for it. */
export interface History {
  readonly previous: (twins: readonly string[], findings: readonly string[]) => Promise<PreviousAnswer>
  /** The versions of resources, newest first. */
  readonly versions: (side: Side, keys: readonly Key[]) => Promise<readonly ResourceVersion[]>
  /** For each place the number of the snapshot in which it was first read completely; null: never. */
  readonly firsts: (side: Side, places: readonly HistoryPlace[]) => Promise<readonly (number | null)[]>
}

/** Keys in one question: neither thread is busy with one for long. */
const most = 200

/** The past through questions to the main thread. */
export function askHistory(ask: (question: HistoryQuestion) => Promise<unknown>): History {
  return {
    previous: async (twins, findings) => (await ask({ type: 'previous', twins, findings })) as PreviousAnswer,
    versions: async (side, keys) => {
      const found: ResourceVersion[] = []
      for (const some of batches(keys, most)) {
        const answer = await ask({ type: 'versions', side, keys: some })
        found.push(...(answer as readonly ResourceVersion[]))
      }
      return found
    },
    firsts: async (side, places) =>
      places.length === 0 ? [] : ((await ask({ type: 'firsts', side, places })) as readonly (number | null)[]),
  }
}
