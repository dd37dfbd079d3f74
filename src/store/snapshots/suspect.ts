import type { Coverage } from '../../model/coverage.ts'
import { partsOfKey } from '../../model/resource.ts'
import { usuallyGone, type Expected } from '../contract/snapshots.ts'
import type { Database } from '../database.ts'
import { storable } from '../storable-text.ts'
import type { LastPlace } from './version-writer.ts'

/** How many of a kind were in a place before, and how many of them a reading did not see. */
export interface Vanished {
  readonly place: LastPlace
  readonly before: number
  readonly gone: number
}

/** What is expected where nobody says anything else. */
const usual: Expected = { ...usuallyGone, fewer: () => false }

/** Counts by place what a reading did not see. `seen`: by stored key. */
export function vanishedOf(keys: Iterable<string>, seen: (key: string) => boolean): readonly Vanished[] {
  const places = new Map<string, { place: LastPlace; before: number; gone: number }>()
  for (const key of keys) {
    const { collector, scope, kind } = partsOfKey(key)
    const id = idOf({ collector, scope, kind })
    const counted = places.get(id) ?? { place: { collector, scope, kind }, before: 0, gone: 0 }
    counted.before++
    if (!seen(key)) counted.gone++
    places.set(id, counted)
  }
  return [...places.values()]
}

/** A reading with its suspicions told. */
export interface Believed {
  readonly coverage: readonly Coverage[]
  /** Places whose reading is not believed: what was there before stays. */
  readonly suspect: readonly LastPlace[]
}

/**
 * Does not believe a place where more than a share of a kind vanished at once, although its scope answered completely: that is more
 * often a filter, a permission or a wrong account than the truth. Such a place is partial, and says why. The second reading that says
 * the same is believed. `doubted`: the places that were suspect the last time.
 */
export function believe(
  coverage: readonly Coverage[],
  vanished: readonly Vanished[],
  doubted: ReadonlySet<string>,
  expected: Expected = usual,
): Believed {
  const byPlace = new Map(vanished.map((one) => [idOf(one.place), one]))
  const suspect: LastPlace[] = []
  const told = coverage.map((row): Coverage => {
    const place = { collector: row.origin.collector, scope: storable(row.origin.scope), kind: row.kind }
    const counted = byPlace.get(idOf(place))
    if (row.status !== 'complete' || counted === undefined || doubted.has(idOf(place))) return row
    if (counted.gone < expected.atLeast || counted.gone / counted.before <= expected.share) return row
    if (expected.fewer(row.kind)) return row
    suspect.push(place)
    return { ...row, status: 'partial', ...words(row.kind, counted) }
  })
  return { coverage: told, suspect }
}

function words(kind: string, { before, gone }: Vanished): Required<Pick<Coverage, 'reason' | 'remedy'>> {
  return {
    reason: `${gone} of ${before} resources of the kind ${kind} were gone at once, which is not believed before a second reading says the same.`,
    remedy:
      'Read it again to confirm it, or check account, filters and permissions of the source; a planned scale-down is an exception with a window.',
  }
}

/** What stands for a place. */
export function idOf({ collector, scope, kind }: LastPlace): string {
  return JSON.stringify([collector, scope, kind])
}

const metaKey = (environment: number): string => `suspect-places:${environment}`

/** The places of an environment that were suspect in its last reading. */
export async function doubtedPlaces(trx: Database, environment: number): Promise<ReadonlySet<string>> {
  const row = await trx.selectFrom('meta').select('value').where('key', '=', metaKey(environment)).executeTakeFirst()
  return new Set(row === undefined ? [] : (JSON.parse(row.value) as readonly string[]))
}

/** Keeps which places are suspect now; writes nothing where that is as before. */
export async function keepDoubts(
  trx: Database,
  environment: number,
  before: ReadonlySet<string>,
  places: readonly LastPlace[],
): Promise<void> {
  const now = places.map(idOf).sort()
  if (now.length === before.size && now.every((id) => before.has(id))) return
  const key = metaKey(environment)
  const value = JSON.stringify(now)
  if (now.length === 0) {
    await trx.deleteFrom('meta').where('key', '=', key).execute()
    return
  }
  await trx
    .insertInto('meta')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute()
}
