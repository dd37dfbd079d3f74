import type { Key, Side } from '../../model/resource.ts'
import { batches } from '../../platform/batches.ts'
import type { ResourceVersion, VersionName } from '../../store/contract/snapshots.ts'
import type { HistoryPlace, HistoryQuestion, PreviousAnswer } from './tasks.ts'

/** The past, as a thread asks for it. */
export interface History {
  readonly previous: (twins: readonly string[], findings: readonly string[]) => Promise<PreviousAnswer>
  /** The versions of resources, newest first. */
  readonly versions: (side: Side, keys: readonly Key[]) => Promise<readonly ResourceVersion[]>
  /** What the bodies of some versions were, in their order; undefined: it is not known any more. */
  readonly bodiesThen: (side: Side, versions: readonly VersionName[]) => Promise<readonly (string | undefined)[]>
  /** For each place the number of the snapshot in which it was first read completely; null: never. */
  readonly firsts: (side: Side, places: readonly HistoryPlace[]) => Promise<readonly (number | null)[]>
}

/** Keys in one question: neither thread is busy with one for long. */
const most = 500

/** The past through questions to the main thread. */
export function askHistory(ask: (question: HistoryQuestion) => Promise<unknown>): History {
  const inParts = async <T, R>(items: readonly T[], asked: (some: readonly T[]) => HistoryQuestion): Promise<R[]> => {
    const found: R[] = []
    for (const some of batches(items, most)) found.push(...((await ask(asked(some))) as readonly R[]))
    return found
  }
  return {
    previous: async (twins, findings) => (await ask({ type: 'previous', twins, findings })) as PreviousAnswer,
    versions: (side, keys) => inParts(keys, (some) => ({ type: 'versions', side, keys: some })),
    bodiesThen: (side, versions) => inParts(versions, (some) => ({ type: 'bodies-then', side, versions: some })),
    firsts: async (side, places) =>
      places.length === 0 ? [] : ((await ask({ type: 'firsts', side, places })) as readonly (number | null)[]),
  }
}
