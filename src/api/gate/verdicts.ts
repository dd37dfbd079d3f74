import type { ComparisonName } from '../../model/comparison-name.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Store } from '../../store/contract/store.ts'
import { standingOf, type Standing } from './standing.ts'

/** After so long it is looked up again, beside the answer. */
const freshMilliseconds = 1_000
/** After so long nobody is answered before it was looked up. */
const usableMilliseconds = 3_000

/** How every comparison stands, without asking the store each time. Null: never assessed. */
export interface Verdicts {
  /**
   * As it stood at most three seconds ago: at once where it is known, and then looked up anew beside it at most once a second. Rejects
   * with `store-unavailable` where it is not known and the store cannot be asked: an old answer is none.
   */
  readonly current: (comparison: ComparisonName) => Standing | null | Promise<Standing | null>
  /** As it stands now. */
  readonly refresh: (comparison: ComparisonName) => Promise<Standing | null>
}

interface Entry {
  standing: Standing | null | undefined
  lookedAt: number
  underWay: Promise<Standing | null> | undefined
}

export function verdictsOf(store: Pick<Store, 'assessments' | 'gates'>, clock: Clock): Verdicts {
  const entries = new Map<ComparisonName, Entry>()
  const now = (): number => clock.now().getTime()
  const entryOf = (comparison: ComparisonName): Entry => {
    const found = entries.get(comparison)
    if (found !== undefined) return found
    const entry: Entry = { standing: undefined, lookedAt: Number.NEGATIVE_INFINITY, underWay: undefined }
    entries.set(comparison, entry)
    return entry
  }

  const look = (comparison: ComparisonName, entry: Entry): Promise<Standing | null> => {
    const begun = now()
    entry.underWay ??= lookUp(store, comparison, entry.standing)
      .then((standing) => {
        entry.standing = standing
        entry.lookedAt = begun
        return standing
      })
      .finally(() => {
        entry.underWay = undefined
      })
    return entry.underWay
  }

  return {
    current: (comparison) => {
      const entry = entryOf(comparison)
      const age = now() - entry.lookedAt
      if (entry.standing === undefined || age < 0 || age >= usableMilliseconds) return look(comparison, entry)
      // Told when it stays so: to the first who asks after it is of no use any more.
      if (age >= freshMilliseconds) void look(comparison, entry).catch(() => {})
      return entry.standing
    },
    refresh: async (comparison) => {
      const entry = entryOf(comparison)
      // One that began before may have looked too early.
      await entry.underWay?.catch(() => {})
      return look(comparison, entry)
    },
  }
}

async function lookUp(
  { assessments, gates }: Pick<Store, 'assessments' | 'gates'>,
  comparison: ComparisonName,
  known: Standing | null | undefined,
): Promise<Standing | null> {
  let row = await assessments.latest(comparison)
  for (;;) {
    if (row === undefined) return null
    const overrides = await gates.overrides(comparison, row.id)
    if (row.id === known?.assessment.id) return withOverrides(known, overrides)
    const document = await assessments.document(comparison)
    const again = await assessments.latest(comparison)
    // The document does not say whose it is: the next one may have come in between.
    if (again?.id === row.id) return document === undefined ? null : (standingOf(row, document, overrides) ?? null)
    row = again
  }
}

/** The same one where nobody has overridden it since: answers are made anew for another. */
function withOverrides(known: Standing, overrides: Standing['overrides']): Standing {
  const [last, before] = [overrides[0], known.overrides[0]]
  const same = overrides.length === known.overrides.length && last?.at === before?.at && last?.by === before?.by
  return same ? known : { ...known, overrides }
}
